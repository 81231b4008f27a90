import { RemoteError } from "../../../shared/errors.ts";
import { atMost } from "../../runtime/at-most.ts";
import type { TcpStream } from "../../runtime/network.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { Occurrence } from "../../runtime/signal.ts";
import { encodeMrpFrame, MrpFrameDecoder } from "../../wire/mrp/framing.ts";
import { decodeMrpMessage, encodeMrpMessage, type MrpMessage } from "../../wire/mrp/message.ts";
import { MessageType } from "../../wire/mrp/numbers.ts";
import { connectFirst } from "../connect-first.ts";
import type { MediaRemotePipe } from "../media-remote.ts";
import type { CloseReason } from "../plugin.ts";
import type { MessageCipher } from "./message-cipher.ts";

export interface MrpTarget {
  /** Best first. */
  readonly addresses: readonly string[];
  readonly port: number;
}

/** Parity 5.0: a dead link is noticed by the system even between two heartbeats. */
const KEEP_ALIVE_IDLE_MS = 1000;
const CLOSE_GRACE_MS = 1000;
/** While a person reads the PIN nothing is read; a device sends some KiB meanwhile. */
const MAX_WAITING_BYTES = 1024 * 1024;
/** What an empty message costs us while it waits. */
const WAITING_OVERHEAD = 128;

/**
 * MediaRemote over a TCP connection of its own (tvOS 14 and earlier): messages framed by their
 * length, encrypted once a key is there. A message that makes no sense is skipped (RB-06); bytes
 * that cannot be framed, or do not decrypt, end it, because nothing after them can be trusted.
 */
export class TcpPipe implements MediaRemotePipe {
  readonly messages = new Occurrence<MrpMessage>();
  readonly closed: Promise<CloseReason>;
  readonly #runtime: Runtime;
  readonly #stream: TcpStream;
  readonly #decoder = new MrpFrameDecoder();
  readonly #inbox: Uint8Array[] = [];
  #resolveClosed: (reason: CloseReason) => void = () => {};
  #cipher: MessageCipher | undefined;
  #awaitsPairing = false;
  #paused = false;
  #skipped = 0;
  #ended = false;

  /** Rejects with `refused`, `timeout` or the signal's reason. */
  static async open(runtime: Runtime, target: MrpTarget, signal: AbortSignal): Promise<TcpPipe> {
    const { addresses, port } = target;
    const keepAlive = { keepAliveIdleMs: KEEP_ALIVE_IDLE_MS };
    return new TcpPipe(runtime, await connectFirst(runtime, addresses, port, signal, keepAlive));
  }

  private constructor(runtime: Runtime, stream: TcpStream) {
    this.#runtime = runtime;
    this.#stream = stream;
    this.closed = new Promise((resolve) => {
      this.#resolveClosed = resolve;
    });
    stream.onData((chunk) => this.#onData(chunk));
    void stream.closed.then((error) => this.#onStreamClosed(error));
  }

  /** Messages that made no sense. */
  get skipped(): number {
    return this.#skipped;
  }

  /** From now on every message is encrypted, both ways. */
  encrypt(cipher: MessageCipher): void {
    this.#cipher = cipher;
    this.#resume();
  }

  send(message: MrpMessage): void {
    if (this.#ended) throw new RemoteError("lost", "the connection is closed");
    if (message.type === MessageType.CryptoPairing) this.#awaitsPairing = true;
    const plain = encodeMrpMessage(message);
    this.#stream.write(encodeMrpFrame(this.#cipher ? this.#cipher.seal(plain) : plain));
    this.#trace("out", message);
    if (this.#awaitsPairing) this.#resume();
  }

  fail(error: Error): void {
    this.#end({ kind: "failed", error: RemoteError.from(error) });
    this.#stream.abort();
  }

  async close(): Promise<void> {
    this.#end({ kind: "asked" });
    this.#stream.close();
    await atMost(this.#runtime.clock, this.#stream.closed, CLOSE_GRACE_MS);
    this.#stream.abort();
    await this.#stream.closed;
  }

  #onData(chunk: Uint8Array): void {
    if (this.#ended) return;
    try {
      for (const payload of this.#decoder.push(chunk)) this.#inbox.push(payload);
    } catch (error) {
      this.fail(RemoteError.from(error));
    }
    this.#readInbox();
    if (this.#paused && waitingBytes(this.#inbox) > MAX_WAITING_BYTES) {
      this.fail(new RemoteError("malformed", "the device does not wait for its answer"));
    }
  }

  #readInbox(): void {
    while (!this.#paused && !this.#ended) {
      const payload = this.#inbox.shift();
      if (payload === undefined) return;
      const plain = this.#decrypt(payload);
      if (plain !== undefined) this.#onMessage(plain);
    }
  }

  #decrypt(payload: Uint8Array): Uint8Array | undefined {
    if (this.#cipher === undefined) return payload;
    try {
      return this.#cipher.open(payload);
    } catch (error) {
      this.fail(RemoteError.from(error));
      return undefined;
    }
  }

  #onMessage(plain: Uint8Array): void {
    let message: MrpMessage;
    try {
      message = decodeMrpMessage(plain);
    } catch {
      // The length was right, so the stream is in step: only this message is lost.
      this.#skipped += 1;
      this.#runtime.log.debug("mrp: skipped a message", { length: plain.length });
      return;
    }
    this.#trace("in", message);
    if (this.#awaitsPairing && message.type === MessageType.CryptoPairing) {
      // What follows may be encrypted already, with keys that this very answer leads to.
      this.#awaitsPairing = false;
      this.#paused = true;
    }
    this.messages.emit(message);
  }

  /** What the pairing dialogue was waited for is done: read on. */
  #resume(): void {
    this.#paused = false;
    this.#readInbox();
  }

  #onStreamClosed(error: Error | null): void {
    const lost = new RemoteError("lost", "the device closed the connection", { cause: error });
    this.#end(error ? { kind: "failed", error: lost } : { kind: "ended" });
  }

  #end(reason: CloseReason): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#inbox.length = 0;
    this.#resolveClosed(reason);
  }

  #trace(direction: "in" | "out", { type, identifier }: MrpMessage): void {
    const { trace } = this.#runtime;
    if (trace.enabled) trace.record(direction, "mrp", `${type ?? 0} ${identifier ?? ""}`.trim());
  }
}

function waitingBytes(payloads: readonly Uint8Array[]): number {
  return payloads.reduce((sum, { length }) => sum + length + WAITING_OVERHEAD, 0);
}
