import { RemoteError } from "../../../shared/errors.ts";
import type { RecordCipher } from "../../hap/record.ts";
import type { TcpStream } from "../../runtime/network.ts";
import type { CloseReason } from "../plugin.ts";

/**
 * One of the three TCP connections of an AirPlay session: bytes in the clear, later in records. What
 * does not decrypt, and what its reader throws, ends it (RB-06).
 */
export class AirPlayLink {
  readonly closed: Promise<CloseReason>;
  readonly #stream: TcpStream;
  #cipher: RecordCipher | undefined;
  #resolveClosed: (reason: CloseReason) => void = () => {};
  #ended = false;

  constructor(stream: TcpStream, cipher?: RecordCipher) {
    this.#stream = stream;
    this.#cipher = cipher;
    this.closed = new Promise((resolve) => {
      this.#resolveClosed = resolve;
    });
    void stream.closed.then((error) => this.#onStreamClosed(error));
  }

  get stream(): TcpStream {
    return this.#stream;
  }

  get isOpen(): boolean {
    return !this.#ended;
  }

  /** From now on everything is encrypted, both ways. */
  encrypt(cipher: RecordCipher): void {
    this.#cipher = cipher;
  }

  /** Sets the one reader. Bytes that came before are kept for it. */
  read(reader: (plain: Uint8Array) => void): void {
    this.#stream.onData((chunk) => {
      if (this.#ended) return;
      try {
        const plain = this.#cipher ? this.#cipher.open(chunk) : chunk;
        if (plain.length > 0) reader(plain);
      } catch (error) {
        this.fail(RemoteError.from(error));
      }
    });
  }

  /** Throws `lost` once the link is closed. */
  write(plain: Uint8Array): void {
    if (this.#ended) throw new RemoteError("lost", "the connection is closed");
    this.#stream.write(this.#cipher ? this.#cipher.seal(plain) : plain);
  }

  /** Sends what is pending, then ends. */
  close(): void {
    this.#end({ kind: "asked" });
    this.#stream.close();
  }

  /** Ends now, because of `error`. */
  fail(error: RemoteError): void {
    this.#end({ kind: "failed", error });
    this.#stream.abort();
  }

  /** Takes the socket away; for one that does not go by itself. */
  async abort(): Promise<void> {
    this.#end({ kind: "asked" });
    this.#stream.abort();
    await this.#stream.closed;
  }

  #onStreamClosed(cause: Error | null): void {
    const error = new RemoteError("lost", "the device broke the connection", { cause });
    this.#end(cause === null ? { kind: "ended" } : { kind: "failed", error });
  }

  #end(reason: CloseReason): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#resolveClosed(reason);
  }
}

/** What a closed link means to whoever still waits for something. */
export function errorOf(reason: CloseReason): RemoteError {
  if (reason.kind === "failed") return reason.error;
  const asked = reason.kind === "asked";
  return new RemoteError("lost", asked ? "the session was closed" : "the device hung up");
}
