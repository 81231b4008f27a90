import { RemoteError } from "../../../shared/errors.ts";
import { atMost } from "../../runtime/at-most.ts";
import type { TcpStream } from "../../runtime/network.ts";
import { randomU32 } from "../../runtime/random.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { Occurrence } from "../../runtime/signal.ts";
import {
  encodeFrame,
  type Frame,
  type FrameCipher,
  FrameDecoder,
  FrameType,
} from "../../wire/companion-frame.ts";
import { encodeOpack, type OpackDict, type OpackRecord } from "../../wire/opack.ts";
import { connectFirst } from "../connect-first.ts";
import { PendingRequests } from "../pending-requests.ts";
import type { CloseReason } from "../plugin.ts";
import { throwIfRefused } from "./errors.ts";
import { decodeFields, encodeMessage, MessageType, parseMessage } from "./messages.ts";

/** How long the device may take to answer (parity 5.0). */
export const REQUEST_TIMEOUT_MS = 5000;

export interface CompanionEvent {
  readonly id: string;
  readonly content: OpackDict;
}

export interface ConnectTarget {
  /** Best first. */
  readonly addresses: readonly string[];
  readonly port: number;
}

/** Which of the two pairing dialogues a frame belongs to; each has one answer at a time. */
export type AuthKind = "setup" | "verify";

const authFrames = {
  setup: { start: FrameType.PsStart, next: FrameType.PsNext },
  verify: { start: FrameType.PvStart, next: FrameType.PvNext },
} as const;

/**
 * One TCP connection that speaks Companion: frames, encryption once it is on, requests matched by
 * XID, events. A frame that does not decrypt ends it; a message that makes no sense is only counted.
 */
export class CompanionConnection {
  readonly events = new Occurrence<CompanionEvent>();
  readonly closed: Promise<CloseReason>;
  readonly #runtime: Runtime;
  readonly #stream: TcpStream;
  readonly #decoder = new FrameDecoder();
  readonly #pending: PendingRequests<number | AuthKind, OpackDict>;
  #resolveClosed: (reason: CloseReason) => void = () => {};
  readonly #inbox: Frame[] = [];
  #paused = false;
  #cipher: FrameCipher | undefined;
  #xid: number;
  #received = 0;
  #skipped = 0;
  #ended = false;

  /** Rejects with `refused`, `timeout` or the signal's reason. */
  static async open(
    runtime: Runtime,
    { addresses, port }: ConnectTarget,
    signal: AbortSignal,
  ): Promise<CompanionConnection> {
    const stream = await connectFirst(runtime, addresses, port, signal);
    return new CompanionConnection(runtime, stream);
  }

  private constructor(runtime: Runtime, stream: TcpStream) {
    this.#runtime = runtime;
    this.#stream = stream;
    this.#pending = new PendingRequests(runtime.clock);
    this.#xid = randomU32(runtime.random) % 0x1_0000;
    this.closed = new Promise((resolve) => {
      this.#resolveClosed = resolve;
    });
    stream.onData((chunk) => this.#onData(chunk));
    void stream.closed.then((error) => this.#onStreamClosed(error));
  }

  /** Frames that arrived since the beginning: any of them is a sign of life. */
  get received(): number {
    return this.#received;
  }

  /** Frames and messages that made no sense. */
  get skipped(): number {
    return this.#skipped;
  }

  get isOpen(): boolean {
    return !this.#ended;
  }

  /** From now on every frame is encrypted, both ways. */
  encrypt(cipher: FrameCipher): void {
    this.#cipher = cipher;
    this.#resume();
  }

  /** One step of pairing (PA-61). The answer always comes as the `Next` frame of its kind. */
  exchangeAuth(
    kind: AuthKind,
    first: boolean,
    fields: OpackRecord,
    signal: AbortSignal,
  ): Promise<OpackDict> {
    const type = first ? authFrames[kind].start : authFrames[kind].next;
    const payload = encodeOpack({ ...fields, _x: this.#nextXid() });
    this.#trace("out", `auth ${kind}`);
    const options = { timeoutMs: REQUEST_TIMEOUT_MS, signal };
    this.#resume();
    return this.#pending.request(kind, () => this.#send({ type, payload }), options);
  }

  /**
   * The fields of the device's answer. Rejects with `timeout`, `lost`, `rejected` or `unsupported`;
   * `subject` names in the error what was asked for. A request that stays silent delays no other.
   */
  async request(
    id: string,
    content: OpackRecord,
    options: { subject?: string; timeoutMs?: number; signal?: AbortSignal } = {},
  ): Promise<OpackDict> {
    const { subject = id, timeoutMs = REQUEST_TIMEOUT_MS, signal } = options;
    const xid = this.#nextXid();
    const payload = encodeMessage(MessageType.Request, id, content, xid);
    this.#trace("out", `request ${id} ${xid}`);
    const fields = await this.#pending.request(
      xid,
      () => this.#send({ type: FrameType.EOpack, payload }),
      signal ? { timeoutMs, signal } : { timeoutMs },
    );
    throwIfRefused(fields, subject);
    return fields;
  }

  /** Tells the device something that it never answers; nothing happens once the link is dead. */
  event(id: string, content: OpackRecord): void {
    const payload = encodeMessage(MessageType.Event, id, content, this.#nextXid());
    this.#trace("out", `event ${id}`);
    if (this.isOpen) this.#send({ type: FrameType.EOpack, payload });
  }

  /** Sends what is pending, then ends. */
  close(): void {
    this.#end({ kind: "asked" }, new RemoteError("lost", "the connection was closed"));
    this.#stream.close();
  }

  /** Ends now, because of `error`. */
  fail(error: RemoteError): void {
    this.#end({ kind: "failed", error }, error);
    this.#stream.abort();
  }

  /** Resolves when the socket is gone; one that will not go is taken away after `ms`. */
  async drained(ms: number): Promise<void> {
    await atMost(this.#runtime.clock, this.#stream.closed, ms);
    this.#stream.abort();
    await this.#stream.closed;
  }

  #nextXid(): number {
    const xid = this.#xid;
    this.#xid = (xid + 1) % 2 ** 32;
    return xid;
  }

  #send(frame: Frame): void {
    this.#stream.write(this.#cipher ? this.#cipher.seal(frame) : encodeFrame(frame));
  }

  #onData(chunk: Uint8Array): void {
    try {
      this.#inbox.push(...this.#decoder.push(chunk));
    } catch (error) {
      this.fail(RemoteError.from(error));
    }
    this.#readInbox();
  }

  #readInbox(): void {
    try {
      while (!this.#paused && !this.#ended) {
        const frame = this.#inbox.shift();
        if (frame === undefined) return;
        this.#onFrame(this.#cipher ? this.#cipher.open(frame) : frame);
      }
    } catch (error) {
      this.fail(RemoteError.from(error));
    }
  }

  /** What the pairing dialogue was waited for is done: read on. */
  #resume(): void {
    this.#paused = false;
    this.#readInbox();
  }

  #onFrame({ type, payload }: Frame): void {
    this.#received += 1;
    if (type === FrameType.PsNext) this.#onAuth("setup", payload);
    else if (type === FrameType.PvNext) this.#onAuth("verify", payload);
    else if (type >= FrameType.UOpack && type <= FrameType.POpack) this.#onOpack(payload);
    else if (type !== FrameType.NoOp) this.#skip("a frame of another type", type);
  }

  #onAuth(kind: AuthKind, payload: Uint8Array): void {
    this.#trace("in", `auth ${kind}`);
    // What follows may be encrypted already, with keys that this very answer leads to.
    this.#paused = true;
    try {
      this.#pending.resolve(kind, decodeFields(payload));
    } catch (error) {
      // Somebody waits for exactly this frame and nothing better will come (E59).
      this.#pending.reject(kind, error);
    }
  }

  #onOpack(payload: Uint8Array): void {
    // Before pair-verify anybody could have sent it.
    if (!this.#cipher) {
      this.#skip("a message before encryption", payload.length);
      return;
    }
    try {
      const message = parseMessage(decodeFields(payload));
      if (message.kind === "event") {
        this.#trace("in", `event ${message.id}`);
        this.events.emit({ id: message.id, content: message.content });
      } else if (message.kind === "response") {
        this.#trace("in", `response ${message.xid}`);
        this.#pending.resolve(message.xid, message.fields);
      } else this.#skip("a request of the device", message.xid);
    } catch {
      // The frame authenticated, so the stream is in step: only this message is lost (RB-06).
      this.#skip("a message that makes no sense", payload.length);
    }
  }

  #skip(what: string, detail: number): void {
    this.#skipped += 1;
    this.#runtime.log.debug("companion: skipped a frame", { what, detail });
  }

  #onStreamClosed(error: Error | null): void {
    const lost = new RemoteError("lost", "the device closed the connection", { cause: error });
    this.#end(error ? { kind: "failed", error: lost } : { kind: "ended" }, lost);
  }

  #end(reason: CloseReason, error: RemoteError): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#pending.failAll(error);
    this.#resolveClosed(reason);
  }

  #trace(direction: "in" | "out", summary: string): void {
    this.#runtime.trace.record(direction, "companion", summary);
  }
}
