import { Duplex } from "node:stream";

/**
 * A stream that `node:http` takes for a socket. What it asks of one and a stream has not does nothing: time
 * is our own clock's (runtime/clock.ts), keep-alive was set when the connection was made, and what is open
 * is closed by its owner.
 */
export abstract class HttpDuplex extends Duplex {
  readonly timeout = 0;

  constructor() {
    super({ allowHalfOpen: false });
    // node:http stops listening between two requests; an error that nobody hears ends the process.
    this.on("error", () => {});
  }

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
