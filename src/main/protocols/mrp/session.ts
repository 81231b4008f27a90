import { isRemoteError, RemoteError } from "../../../shared/errors.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { Occurrence, type Off, type ReadonlySignal, Signal } from "../../runtime/signal.ts";
import type { MrpDeviceInfo, MrpMessage } from "../../wire/mrp/message.ts";
import { MessageType } from "../../wire/mrp/numbers.ts";
import type { MediaRemotePipe, MediaRemoteStart } from "../media-remote.ts";
import { PendingRequests } from "../pending-requests.ts";
import type { CloseReason, DeviceFacts } from "../plugin.ts";
import { Heartbeat } from "./heartbeat.ts";
import {
  connected,
  deviceInfo,
  heartbeat,
  type Introduction,
  keyboardSession,
  updatesConfig,
} from "./introduction.ts";
import type { RemoteSession, RequestTerms } from "./session-contract.ts";

/** How long the device may take to answer (parity 5.0). */
export const REQUEST_TIMEOUT_MS = 5000;
/** For an answer that nothing depends on. */
const KEYBOARD_TIMEOUT_MS = 2000;
/** Questions without an answer whose answer may still come. */
const REMEMBERED_QUESTIONS = 64;
/** Messages of pairing carry no identifier: there is one at a time, known by its type (PA-60). */
const PAIRING = "pairing";

/** One MediaRemote session over an open link: its start, requests and their answers, heartbeat. */
export class MediaRemoteSession implements RemoteSession {
  readonly deviceInfo = new Signal<MrpDeviceInfo | null>(null);
  readonly messages: Pick<Occurrence<MrpMessage>, "on">;
  readonly closed: Promise<CloseReason>;
  readonly facts?: ReadonlySignal<DeviceFacts>;
  readonly #pipe: MediaRemotePipe;
  readonly #runtime: Runtime;
  readonly #introduction: Introduction;
  readonly #pending: PendingRequests<string, MrpMessage>;
  readonly #arrived = new Occurrence<MrpMessage>();
  readonly #unanswered = new Set<string>();
  readonly #heartbeat: Heartbeat;

  constructor(pipe: MediaRemotePipe, runtime: Runtime, introduction: Introduction) {
    this.#pipe = pipe;
    this.#runtime = runtime;
    this.#introduction = introduction;
    this.#pending = new PendingRequests(runtime.clock);
    this.closed = pipe.closed;
    if (pipe.facts) this.facts = pipe.facts;
    this.messages = { on: (listener) => this.#listen(listener) };
    this.#heartbeat = new Heartbeat(
      runtime.clock,
      () => this.request(heartbeat),
      (error) => pipe.fail(RemoteError.from(error)),
    );
    pipe.messages.on((message) => this.#onMessage(message));
    void pipe.closed.then((reason) => this.#onClosed(reason));
  }

  /** DEVICE_INFO: must come first, or the device answers nothing (MR-03). */
  async introduce(signal: AbortSignal): Promise<void> {
    await this.request(deviceInfo(this.#introduction), { signal });
  }

  /** MR-03. Rejects with `timeout`, `lost`, the signal's reason, or what `authenticate` says. */
  async start(authenticate: MediaRemoteStart["authenticate"], signal: AbortSignal): Promise<void> {
    await this.introduce(signal);
    await authenticate?.((message, during) => this.request(message, { signal: during }), signal);
    this.send(connected);
    // Without an identifier, or without waiting, tvOS 14.0.1 and later push nothing (M18).
    await this.request(updatesConfig, { signal });
    // Nothing that anybody waits for depends on its answer, which some devices never give.
    void this.#askForKeyboard().catch((error) => this.#pipe.fail(RemoteError.from(error)));
    if (this.#pipe.probe === undefined) this.#heartbeat.start();
  }

  send(message: MrpMessage): void {
    this.#pipe.send({ errorCode: 0, ...message, uniqueIdentifier: this.#uuid() });
  }

  async request(message: MrpMessage, terms: RequestTerms = {}): Promise<MrpMessage> {
    const { timeoutMs = REQUEST_TIMEOUT_MS, signal } = terms;
    const identifier = message.type === MessageType.CryptoPairing ? undefined : this.#uuid();
    const key = identifier ?? PAIRING;
    const send = () => this.send(identifier === undefined ? message : { ...message, identifier });
    try {
      const options = signal ? { timeoutMs, signal } : { timeoutMs };
      return await this.#pending.request(key, send, options);
    } catch (error) {
      this.#giveUpOn(key);
      throw error;
    }
  }

  /** The link's own way, where it has one; else a message that every device answers. */
  async probe(timeoutMs = REQUEST_TIMEOUT_MS): Promise<void> {
    try {
      if (this.#pipe.probe) await this.#pipe.probe(timeoutMs);
      else await this.request(heartbeat, { timeoutMs });
    } catch (error) {
      if (!isRemoteError(error, "lost")) this.#pipe.fail(RemoteError.from(error));
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#heartbeat.stop();
    await this.#pipe.close();
  }

  /** A device that has none costs nothing; one that fell silent costs the session. */
  async #askForKeyboard(): Promise<void> {
    try {
      await this.request(keyboardSession, { timeoutMs: KEYBOARD_TIMEOUT_MS });
    } catch (error) {
      if (!isRemoteError(error, "timeout")) throw error;
      await this.request(heartbeat);
    }
  }

  #onMessage(message: MrpMessage): void {
    const { type, identifier } = message;
    if (message.deviceInfo) this.deviceInfo.set(message.deviceInfo);
    const key = type === MessageType.CryptoPairing ? PAIRING : identifier;
    if (key && this.#pending.resolve(key, message)) return;
    // Too late, and no news either: its sender was told that there is none.
    if (key && this.#unanswered.delete(key)) return;
    this.#arrived.emit(message);
  }

  /** RB-08: one listener that fails over a message harms neither others nor the session. */
  #listen(listener: (message: MrpMessage) => void): Off {
    return this.#arrived.on((message) => {
      try {
        listener(message);
      } catch (error) {
        const { code } = RemoteError.from(error);
        this.#runtime.log.warn("mrp: a message makes no sense", { type: message.type, code });
      }
    });
  }

  #giveUpOn(key: string): void {
    this.#unanswered.add(key);
    const [oldest] = this.#unanswered;
    if (oldest !== undefined && this.#unanswered.size > REMEMBERED_QUESTIONS) {
      this.#unanswered.delete(oldest);
    }
  }

  #onClosed(reason: CloseReason): void {
    this.#heartbeat.stop();
    const cause = reason.kind === "failed" ? reason.error : undefined;
    this.#pending.failAll(new RemoteError("lost", "the session ended", { cause }));
  }

  /** Upper case, as Apple's own are. */
  #uuid(): string {
    return this.#runtime.random.uuid().toUpperCase();
  }
}
