import { isRemoteError, RemoteError } from "../../../shared/errors.ts";
import { channelKeyNames } from "../../hap/session-keys.ts";
import { atMost } from "../../runtime/at-most.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import type { Secret } from "../../runtime/secret.ts";
import { type Occurrence, type ReadonlySignal, Signal } from "../../runtime/signal.ts";
import type { HttpRequest, HttpResponse } from "../../wire/http.ts";
import type { MrpMessage } from "../../wire/mrp/message.ts";
import type { MediaRemotePipe } from "../media-remote.ts";
import type { CloseReason, DeviceFacts, OpenContext } from "../plugin.ts";
import type { AirPlayControl, ControlRequest } from "../rtsp/control.ts";
import { EventChannel } from "../rtsp/event-channel.ts";
import { FEEDBACK_TIMEOUT_MS, Feedback } from "../rtsp/feedback.ts";
import { type AirPlayLink, errorOf } from "../rtsp/link.ts";
import { createSessionIdentity, type SessionIdentity } from "../rtsp/session-identity.ts";
import {
  plistOf,
  readSessionAnswer,
  readStreamAnswer,
  sessionSetup,
  streamSetup,
} from "../rtsp/session-requests.ts";
import { openSideChannel } from "../rtsp/side-channels.ts";
import { throwIfRefused } from "../rtsp/status.ts";
import { DataChannel } from "./data-channel.ts";
import { readReceiverInfo, readUpdateInfo } from "./update-info.ts";

/**
 * What a receiver is given to answer what is on its way, then to say good-bye, and then for its sockets
 * to go.
 */
const CLOSE_GRACE_MS = 500;

/**
 * A remote-control session of AirPlay 2 (AP-02 to AP-07): the control connection, events, and the
 * data channel that carries MediaRemote. Any of the three dying ends it.
 */
export class RemoteSession implements MediaRemotePipe {
  readonly closed: Promise<CloseReason>;
  readonly #runtime: Runtime;
  readonly #control: AirPlayControl;
  readonly #identity: SessionIdentity;
  readonly #facts = new Signal<DeviceFacts>({});
  readonly #links: AirPlayLink[] = [];
  /** Aborts what is still on its way when the session ends, or is no longer wanted. */
  readonly #over = new AbortController();
  #data: DataChannel | undefined;
  #feedback: Feedback | undefined;
  /** Resolves when nothing is on its way any more. */
  #answered: Promise<unknown> = Promise.resolve();
  #resolveClosed: (reason: CloseReason) => void = () => {};
  #ended: CloseReason | undefined;
  #closing: Promise<void> | undefined;
  #leaving = false;

  /**
   * Opens it over an authenticated connection, which it owns from then on. Rejects with the refusal
   * of the device, `timeout`, `lost`, `malformed` or the signal's reason, and leaves nothing open.
   */
  static async open(
    control: AirPlayControl,
    shared: Secret,
    context: OpenContext,
  ): Promise<RemoteSession> {
    const session = new RemoteSession(control, context.runtime);
    const { signal } = context;
    const unwanted = () => session.#over.abort(signal.reason);
    signal.addEventListener("abort", unwanted, { once: true });
    try {
      await session.#start(shared, context);
      if (session.#ended) throw errorOf(session.#ended);
      return session;
    } catch (error) {
      session.fail(RemoteError.from(error));
      throw error;
    } finally {
      signal.removeEventListener("abort", unwanted);
    }
  }

  private constructor(control: AirPlayControl, runtime: Runtime) {
    this.#control = control;
    this.#runtime = runtime;
    this.#identity = createSessionIdentity(runtime.random, control.endpoints.localAddress);
    this.closed = new Promise((resolve) => {
      this.#resolveClosed = resolve;
    });
    void control.closed.then((reason) => this.#end(reason));
  }

  get messages(): Pick<Occurrence<MrpMessage>, "on"> {
    if (this.#data === undefined) throw new RemoteError("bug", "the session is not open yet");
    return this.#data.messages;
  }

  get facts(): ReadonlySignal<DeviceFacts> {
    return this.#facts;
  }

  send(message: MrpMessage): void {
    this.#throwIfEnded();
    this.#data?.send(message);
  }

  /** Asks for feedback now. Closes with `lost` when there is none: the device is gone. */
  async probe(timeoutMs = FEEDBACK_TIMEOUT_MS): Promise<void> {
    this.#throwIfEnded();
    try {
      await this.#feedback?.ask(timeoutMs);
    } catch (cause) {
      const silent = isRemoteError(cause, "timeout", "lost");
      const error = silent ? cause : new RemoteError("lost", "the session is gone", { cause });
      this.fail(error);
      throw error;
    }
  }

  fail(error: Error): void {
    this.#end({ kind: "failed", error: RemoteError.from(error) });
  }

  close(): Promise<void> {
    this.#closing ??= this.#shutDown();
    return this.#closing;
  }

  async #start(shared: Secret, context: OpenContext): Promise<void> {
    const { runtime, signal, identity, controllerName } = context;
    const setup = sessionSetup(identity, controllerName, runtime.random);
    const answer = readSessionAnswer(await this.#setUp(setup, signal));
    if (answer.eventPort !== undefined) {
      const keyNames = channelKeyNames.airplayEvents;
      const link = await this.#connect(answer.eventPort, keyNames, shared);
      const events = new EventChannel(link, runtime);
      events.requests.on((request) => this.#onEvent(request));
    }
    if (!answer.skipRecord) await this.#record(signal);
    const { plist, keyNames } = streamSetup(runtime.random);
    const dataPort = readStreamAnswer(await this.#setUp(plist, signal));
    const dataLink = await this.#connect(dataPort, keyNames, shared);
    this.#data = new DataChannel(dataLink, runtime);
    this.#feedback = new Feedback({
      clock: runtime.clock,
      ask: (timeoutMs) => this.#ask({ method: "POST", target: "/feedback", timeoutMs }),
      received: () => this.#control.received,
      onDead: (error) => this.fail(error),
    });
    if (this.#ended) this.#feedback.stop();
    void this.#askInfo();
  }

  #setUp(plist: ReturnType<typeof sessionSetup>, signal: AbortSignal) {
    const target = this.#identity.uri;
    return this.#control.rtspPlist(this.#identity, { method: "SETUP", target, plist, signal });
  }

  async #record(signal: AbortSignal): Promise<void> {
    const target = this.#identity.uri;
    throwIfRefused(await this.#control.rtsp(this.#identity, { method: "RECORD", target, signal }));
  }

  async #connect(
    port: number,
    keyNames: Parameters<typeof openSideChannel>[1]["keyNames"],
    shared: Secret,
  ): Promise<AirPlayLink> {
    const place = { host: this.#control.endpoints.remoteAddress, port, keyNames };
    const link = await openSideChannel(this.#runtime, place, shared, this.#over.signal);
    this.#links.push(link);
    if (this.#ended) {
      // The session died while this socket was on its way.
      link.fail(errorOf(this.#ended));
      throw errorOf(this.#ended);
    }
    void link.closed.then((reason) => this.#end(reason));
    return link;
  }

  /**
   * Not in turn: whoever wants to know whether the device is alive does not wait for an older question,
   * and no device that has this session takes two requests for one.
   */
  #ask(request: ControlRequest): Promise<HttpResponse> {
    const answer = this.#control.rtsp(this.#identity, request);
    this.#answered = Promise.allSettled([this.#answered, answer]).then(() => {});
    return answer;
  }

  /** What the device is, for those who only have its advertisement. Not worth a failure. */
  async #askInfo(): Promise<void> {
    try {
      const info = plistOf(await this.#ask({ method: "GET", target: "/info" }));
      this.#learn(readReceiverInfo(info));
    } catch (error) {
      const { code } = RemoteError.from(error);
      this.#runtime.log.debug("airplay: no answer to /info", { code });
    }
  }

  #onEvent(request: HttpRequest): void {
    try {
      const facts = readUpdateInfo(request);
      if (facts) this.#learn(facts);
    } catch (error) {
      const { code } = RemoteError.from(error);
      this.#runtime.log.debug("airplay: an event makes no sense", { code });
    }
  }

  #learn(facts: DeviceFacts): void {
    const known = this.#facts.value;
    const next = { ...known, ...facts };
    if (JSON.stringify(next) !== JSON.stringify(known)) this.#facts.set(next);
  }

  /** TEARDOWN behind no request that may still be answered, a moment for its answer, and every socket. */
  async #shutDown(): Promise<void> {
    this.#leaving = true;
    this.#feedback?.stop();
    const { clock } = this.#runtime;
    // Whatever is on its way may never be answered.
    if (this.#ended === undefined) await atMost(clock, this.#answered, CLOSE_GRACE_MS);
    if (this.#ended === undefined) {
      const request = { method: "TEARDOWN", target: this.#identity.uri, timeoutMs: CLOSE_GRACE_MS };
      await atMost(clock, this.#control.rtsp(this.#identity, request), CLOSE_GRACE_MS);
    }
    this.#end({ kind: "asked" });
    const sockets = [this.#control.gone, ...this.#links.map(({ stream }) => stream.closed)];
    await atMost(clock, Promise.all(sockets), CLOSE_GRACE_MS);
    await Promise.all([this.#control.abort(), ...this.#links.map((link) => link.abort())]);
  }

  #throwIfEnded(): void {
    const cause = this.#ended;
    if (cause) throw new RemoteError("lost", "the session is closed", { cause: errorOf(cause) });
  }

  #end(cause: CloseReason): void {
    if (this.#ended) return;
    // A device may hang up on our TEARDOWN before it answers: still, it was we who left.
    const reason: CloseReason = this.#leaving ? { kind: "asked" } : cause;
    this.#ended = reason;
    this.#feedback?.stop();
    this.#over.abort(errorOf(reason));
    for (const link of [this.#control, ...this.#links]) {
      if (reason.kind === "failed") link.fail(reason.error);
      else link.close();
    }
    this.#resolveClosed(reason);
  }
}
