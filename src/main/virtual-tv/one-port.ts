import type { TcpListener, TcpStream } from "../runtime/network.ts";
import type { Runtime } from "../runtime/runtime.ts";

/** A port for one connection: whoever comes first has it, everybody after is turned away. */
export class OnePort {
  readonly #listener: TcpListener;
  readonly #taken: () => TcpStream | null;

  private constructor(listener: TcpListener, taken: () => TcpStream | null) {
    this.#listener = listener;
    this.#taken = taken;
  }

  static async open(
    { network }: Runtime,
    host: string,
    accept: (stream: TcpStream) => void,
  ): Promise<OnePort> {
    let taken: TcpStream | null = null;
    const listener = await network.listenTcp({ host, port: 0 }, (stream) => {
      if (taken !== null) {
        stream.abort();
        return;
      }
      taken = stream;
      accept(stream);
    });
    return new OnePort(listener, () => taken);
  }

  get port(): number {
    return this.#listener.port;
  }

  /** Ends the connection in order, and the port with it; resolves when the other side has followed. */
  async close(): Promise<void> {
    const stream = this.#taken();
    stream?.close();
    await stream?.closed;
    await this.#listener.close();
  }

  /** Now, without ceremony; resolves when nothing is left open. */
  async abort(): Promise<void> {
    this.#taken()?.abort();
    await this.#listener.close();
  }
}
