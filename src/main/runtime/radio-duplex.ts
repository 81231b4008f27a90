import type { Socket } from "node:net";
import { HttpDuplex } from "./http-duplex.ts";

const OLD_GREETING = "ICY ";

/**
 * A connection to a server that may be a radio from before HTTP, whose answers begin "ICY 200 OK": to
 * Node's own client they begin as HTTP does. Its back pressure is the socket's.
 */
export class RadioDuplex extends HttpDuplex {
  readonly #socket: Socket;
  /** The first bytes, until there are enough to tell; null: told. */
  #head: Buffer | null = Buffer.alloc(0);

  constructor(socket: Socket) {
    super();
    this.#socket = socket;
    socket.on("data", (chunk: Buffer) => this.#arrived(chunk));
    socket.on("end", () => {
      this.#tell(this.#head ?? Buffer.alloc(0));
      this.push(null);
    });
    socket.on("error", (error) => this.destroy(error));
    socket.on("close", () => {
      if (!this.readableEnded && !this.destroyed) this.push(null);
    });
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(
    chunk: Uint8Array,
    _encoding: string,
    done: (error?: Error | null) => void,
  ): void {
    this.#socket.write(chunk, done);
  }

  override _final(done: () => void): void {
    this.#socket.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }

  #arrived(chunk: Buffer): void {
    if (this.#head === null) {
      this.#pass(chunk);
      return;
    }
    const head = Buffer.concat([this.#head, chunk]);
    if (head.length < OLD_GREETING.length && OLD_GREETING.startsWith(head.toString("latin1"))) {
      this.#head = head;
      return;
    }
    this.#tell(head);
  }

  #tell(head: Buffer): void {
    this.#head = null;
    const isOld = head.toString("latin1", 0, OLD_GREETING.length) === OLD_GREETING;
    if (isOld) this.#pass(Buffer.from("HTTP/1.0 "));
    const rest = isOld ? head.subarray(OLD_GREETING.length) : head;
    if (rest.length > 0) this.#pass(rest);
  }

  #pass(chunk: Buffer): void {
    if (!this.push(chunk)) this.#socket.pause();
  }
}
