import type { Socket } from "node:net";

/** Connections that have not yet named the file, and those that have. */
const MOST_STRANGERS = 32;
const MOST_GUESTS = 24;
/** Requests that a connection may have waiting: players ask one at a time. */
const MOST_WAITING = 4;

/**
 * Who is connected to a file server. Anybody on the network may connect, so whoever has not shown the
 * address of the file makes room for the next: a thousand idle connections do not keep the TV out.
 */
export class FileGuests {
  readonly #strangers = new Set<Socket>();
  readonly #guests = new Map<Socket, number>();

  get size(): number {
    return this.#strangers.size + this.#guests.size;
  }

  arrive(socket: Socket): void {
    this.#strangers.add(socket);
    socket.once("close", () => {
      this.#strangers.delete(socket);
      this.#guests.delete(socket);
    });
    const [oldest] = this.#strangers;
    if (this.#strangers.size > MOST_STRANGERS) oldest?.destroy();
  }

  /** It asked for the file. False: it asks for too much at once, and is gone. */
  welcome(socket: Socket): boolean {
    const waiting = (this.#guests.get(socket) ?? 0) + 1;
    if (socket.destroyed || waiting > MOST_WAITING) {
      socket.destroy();
      return false;
    }
    this.#strangers.delete(socket);
    // The one that asked longest ago is first.
    this.#guests.delete(socket);
    this.#guests.set(socket, waiting);
    const [oldest] = this.#guests.keys();
    if (this.#guests.size > MOST_GUESTS) oldest?.destroy();
    return true;
  }

  served(socket: Socket): void {
    const waiting = this.#guests.get(socket);
    if (waiting !== undefined) this.#guests.set(socket, waiting - 1);
  }

  closeAll(): void {
    for (const socket of [...this.#strangers, ...this.#guests.keys()]) socket.destroy();
  }
}
