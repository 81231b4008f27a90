import { Duplex } from "node:stream";
import type { TcpStream } from "./network.ts";

/**
 * A TCP connection of ours as Node's own kind of stream, so that `node:http` runs over whatever
 * `Network` gives, the one in memory included. There is no back pressure: `TcpStream` has none, so
 * whoever reads bounds what it takes.
 */
export class TcpDuplex extends Duplex {
  readonly tcp: TcpStream;
  #finished = false;

  constructor(tcp: TcpStream) {
    super({ allowHalfOpen: false });
    this.tcp = tcp;
    // node:http stops listening between two requests; an error that nobody hears ends the process.
    this.on("error", () => {});
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

  // What node:http asks of a socket and a stream has not. Time is our own clock's (runtime/clock.ts),
  // keep-alive was set when the connection was made, and what is open is closed by its owner.
  readonly timeout = 0;
  setTimeout(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}
