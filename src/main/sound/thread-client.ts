import { assertNever, isRemoteError, RemoteError } from "../../shared/errors.ts";
import type { Log } from "../runtime/log.ts";
import type { Thread } from "../runtime/thread.ts";
import type { LegCounts, LegHost, RtpMoment, SoundLeg, SoundStatus } from "./engine.ts";
import { PacketServer } from "./packet-server.ts";
import type { OpenPacketDecoder } from "./source/packet-decoder.ts";
import type { FromThread, SoundAnswer, SoundCall, ToThread } from "./thread-messages.ts";

export interface SessionListener {
  status(status: SoundStatus): void;
  trackOver(over: { readonly id: string; readonly error: RemoteError | null }): void;
  died(error: RemoteError): void;
}

interface Asked {
  resolve(value: SoundAnswer): void;
  reject(error: RemoteError): void;
}

interface Hosted {
  readonly host: LegHost;
  gone(error: RemoteError | null): void;
}

/** The program's end of the conversation with the thread that makes the sound. */
export class ThreadClient {
  readonly #thread: Thread;
  readonly #log: Log;
  readonly #asked = new Map<number, Asked>();
  readonly #sessions = new Map<number, SessionListener>();
  readonly #legs = new Map<number, Hosted>();
  readonly #packets: PacketServer | null;
  #nextId = 0;
  #end: RemoteError | null = null;

  constructor(thread: Thread, log: Log, openAac?: OpenPacketDecoder) {
    this.#thread = thread;
    this.#log = log;
    this.#packets =
      openAac === undefined
        ? null
        : new PacketServer(openAac, (answer) => {
            if (this.#end === null) this.#post({ type: "packets", answer });
          });
    // Both ends are of one build.
    thread.onMessage((message) => this.#take(message as FromThread));
    void thread.ended.then((error) => this.#ended(error));
    this.#post({ type: "begin", decodesAac: openAac !== undefined });
  }

  get isEnded(): boolean {
    return this.#end !== null;
  }

  newId(): number {
    return this.#nextId++;
  }

  ask(call: SoundCall): Promise<SoundAnswer> {
    if (this.#end !== null) return Promise.reject(this.#end);
    const id = this.newId();
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject });
      this.#post({ type: "call", id, call });
    });
  }

  // Each kind of call has one kind of answer, as `serveSound` gives it.
  askLeg(call: SoundCall): Promise<Pick<SoundLeg, "ports" | "clockId">> {
    return this.ask(call) as Promise<Pick<SoundLeg, "ports" | "clockId">>;
  }

  askStart(call: SoundCall): Promise<RtpMoment> {
    return this.ask(call) as Promise<RtpMoment>;
  }

  askCounts(call: SoundCall): Promise<LegCounts> {
    return this.ask(call) as Promise<LegCounts>;
  }

  /** What has no answer: whatever it is about may be gone by now. */
  tell(call: SoundCall): void {
    this.ask(call).catch((error: unknown) => {
      if (this.#end !== null || isRemoteError(error, "unavailable")) return;
      this.#log.debug("the sound does not do what it was told", { call: call.kind });
    });
  }

  listen(session: number, listener: SessionListener): void {
    this.#sessions.set(session, listener);
  }

  /** Resolves when the leg is gone. */
  host(leg: number, host: LegHost): Promise<RemoteError | null> {
    return new Promise((resolve) => {
      this.#legs.set(leg, { host, gone: resolve });
    });
  }

  forget(id: number): void {
    this.#sessions.delete(id);
    this.#legs.get(id)?.gone(null);
    this.#legs.delete(id);
  }

  async end(): Promise<void> {
    await this.#thread.end();
    this.#ended(null);
  }

  #post(message: ToThread): void {
    this.#thread.post(message);
  }

  #take(message: FromThread): void {
    switch (message.type) {
      case "answer":
        this.#settle(message.id)?.resolve(message.value);
        return;
      case "refusal":
        this.#settle(message.id)?.reject(RemoteError.fromBody(message.error));
        return;
      case "status":
        this.#sessions.get(message.session)?.status(message.status);
        return;
      case "track-over": {
        const { id, error } = message;
        const over = { id, error: error === null ? null : RemoteError.fromBody(error) };
        this.#sessions.get(message.session)?.trackOver(over);
        return;
      }
      case "packets":
        this.#packets?.take(message.request);
        return;
      case "log": {
        const { level, message: words, fields } = message.record;
        this.#log[level](words, fields);
        return;
      }
      default:
        this.#takeOfLeg(message);
    }
  }

  #takeOfLeg(message: Extract<FromThread, { readonly leg: number }>): void {
    const leg = this.#legs.get(message.leg);
    switch (message.type) {
      case "gone":
        this.#legs.delete(message.leg);
        leg?.gone(message.error === null ? null : RemoteError.fromBody(message.error));
        return;
      case "flush":
        void this.#answerHost(message.id, leg?.host.flush(message.at));
        return;
      case "anchor":
        void this.#answerHost(message.id, leg?.host.anchor(message.anchor));
        return;
      default:
        assertNever(message);
    }
  }

  async #answerHost(id: number, work: Promise<void> | undefined): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.#log.warn("a speaker was not told of the sound to come", {
        reason: error instanceof Error ? error.message : String(error),
      });
    }
    if (this.#end === null) this.#post({ type: "host-done", id });
  }

  #settle(id: number): Asked | undefined {
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    return asked;
  }

  #ended(error: RemoteError | null): void {
    if (this.#end !== null) return;
    this.#end = error ?? new RemoteError("unavailable", "the sound has ended");
    this.#packets?.close();
    if (error !== null) {
      const cause = error.cause instanceof Error ? error.cause.message : undefined;
      this.#log.error("the thread of the sound died", { cause });
    }
    const sessions = [...this.#sessions.values()];
    this.#sessions.clear();
    // First the whole, then its parts: nobody takes it for the fault of a speaker or of a song.
    if (error !== null) for (const session of sessions) session.died(error);
    for (const asked of this.#asked.values()) asked.reject(this.#end);
    this.#asked.clear();
    for (const leg of this.#legs.values()) leg.gone(error);
    this.#legs.clear();
  }
}
