import { HttpDuplex } from "./http-duplex.ts";
import type { TcpStream } from "./network.ts";

/**
 * A TCP connection of ours as Node's own kind of stream, so that `node:http` runs over whatever
 * `Network` gives, the one in memory included. There is no back pressure: `TcpStream` has none, so
 * whoever reads bounds what it takes.
 */
export class TcpDuplex extends HttpDuplex {
  readonly tcp: TcpStream;
  #finished = false;

  constructor(tcp: TcpStream) {
    super();
    this.tcp = tcp;
    tcp.onData((chunk) => {
      if (!this.destroyed && !this.readableEnded) this.push(chunk);
    });
    void tcp.closed.then((error) => {
      if (this.destroyed) return;
      if (error !== null) this.destroy(error);
      else this.push(null);
    });
  }

  override _read(): void {}

  override _write(chunk: Uint8Array, _encoding: string, done: () => void): void {
    this.tcp.write(chunk);
    done();
  }

  override _final(done: () => void): void {
    this.#finished = true;
    this.tcp.close();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    // What was written before an orderly end is still on its way: a reset would take it back.
    if (error !== null) this.tcp.abort();
    else if (!this.#finished) this.tcp.close();
    done(error);
  }
}
