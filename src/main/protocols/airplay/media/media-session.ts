import { RemoteError } from "../../../../shared/errors.ts";
import { channelKeyNames } from "../../../hap/session-keys.ts";
import type { Runtime } from "../../../runtime/runtime.ts";
import type { Secret } from "../../../runtime/secret.ts";
import { Occurrence } from "../../../runtime/signal.ts";
import { encodeBplist, type PlistRecord } from "../../../wire/bplist.ts";
import type { HttpRequest, HttpResponse } from "../../../wire/http.ts";
import { atMost } from "../../at-most.ts";
import type { CloseReason, OpenContext } from "../../plugin.ts";
import type { AirPlayControl, ControlRequest } from "../../rtsp/control.ts";
import { EventChannel } from "../../rtsp/event-channel.ts";
import { Feedback } from "../../rtsp/feedback.ts";
import { type AirPlayLink, errorOf } from "../../rtsp/link.ts";
import { createSessionIdentity, type SessionIdentity } from "../../rtsp/session-identity.ts";
import { readSessionAnswer } from "../../rtsp/session-requests.ts";
import { openSideChannel } from "../../rtsp/side-channels.ts";
import { throwIfRefused } from "../../rtsp/status.ts";
import { TimingResponder } from "../../rtsp/timing-responder.ts";
import { BPLIST, mediaHeaders, mediaSetup, type Timing } from "./media-requests.ts";

/** What a receiver is given to say good-bye, and then again for its sockets to go. */
const CLOSE_GRACE_MS = 500;
/** A receiver that sets its clock first, and waits for it, says so only after this long. */
const SETUP_TIMEOUT_MS = 10_000;

export interface MediaSessionOptions {
  /** Authenticated; the session owns it from then on. */
  readonly control: AirPlayControl;
  readonly shared: Secret;
  readonly timing: Timing["protocol"];
  readonly context: OpenContext;
}

/**
 * A session of AirPlay 2 in which the receiver plays (AP-42): the control connection, events, and a
 * common clock. Any of the connections ending ends it. One request is on its way at a time: some
 * receivers hang up on a sign of life between two commands.
 */
export class MediaSession {
  readonly id: string;
  readonly closed: Promise<CloseReason>;
  readonly events = new Occurrence<HttpRequest>();
  readonly #runtime: Runtime;
  readonly #control: AirPlayControl;
  readonly #identity: SessionIdentity;
  readonly #over = new AbortController();
  #queue: Promise<unknown> = Promise.resolve();
  #eventLink: AirPlayLink | undefined;
  #timing: TimingResponder | undefined;
  #feedback: Feedback | undefined;
  #resolveClosed: (reason: CloseReason) => void = () => {};
  #ended: CloseReason | undefined;
  #closing: Promise<void> | undefined;

  /** Rejects with the refusal, `timeout`, `lost`, `malformed` or the signal's reason, with nothing left open. */
  static async open(options: MediaSessionOptions): Promise<MediaSession> {
    const session = new MediaSession(options);
    const { signal } = options.context;
    const unwanted = () => session.fail(RemoteError.from(signal.reason));
    if (signal.aborted) unwanted();
    signal.addEventListener("abort", unwanted, { once: true });
    try {
      await session.#start(options);
      if (session.#ended) throw errorOf(session.#ended);
      return session;
    } catch (error) {
      session.fail(RemoteError.from(error));
      await session.close();
      throw error;
    } finally {
      signal.removeEventListener("abort", unwanted);
    }
  }

  private constructor({ control, context: { runtime } }: MediaSessionOptions) {
    this.#control = control;
    this.#runtime = runtime;
    this.id = runtime.random.uuid().toUpperCase();
    this.#identity = createSessionIdentity(runtime.random, control.endpoints.localAddress);
    this.closed = new Promise((resolve) => {
      this.#resolveClosed = resolve;
    });
    void control.closed.then((reason) => this.#end(reason));
  }

  /** RTSP/1.0, as session requests are. */
  rtsp(request: ControlRequest): Promise<HttpResponse> {
    return this.#inTurn(() => this.#control.rtsp(this.#identity, request));
  }

  /** RTSP/1.0 on the session's own address, with a property list or nothing. */
  async session(method: string, plist?: PlistRecord): Promise<HttpResponse> {
    const request = { method, target: this.#identity.uri, timeoutMs: SETUP_TIMEOUT_MS };
    if (plist === undefined) return this.rtsp(request);
    return this.rtsp({
      ...request,
      headers: [["Content-Type", BPLIST]],
      body: encodeBplist(plist),
    });
  }

  /**
   * HTTP/1.1, as requests about media are. One without an answer ends the session: nobody could tell
   * a late one from the next.
   */
  async http(userAgent: string, request: ControlRequest): Promise<HttpResponse> {
    const headers = mediaHeaders(this.id, userAgent);
    const identity = { uri: this.#identity.uri, headers };
    try {
      return await this.#inTurn(() => this.#control.numberedHttp(identity, request));
    } catch (error) {
      this.fail(RemoteError.from(error));
      throw error;
    }
  }

  /** The heartbeat (AP-07), once what is to play was loaded. */
  keepAlive(): void {
    this.#feedback ??= new Feedback({
      clock: this.#runtime.clock,
      ask: (timeoutMs) => this.rtsp({ method: "POST", target: "/feedback", timeoutMs }),
      received: () => this.#control.received,
      onDead: (error) => this.fail(error),
    });
    if (this.#ended) this.#feedback.stop();
  }

  fail(error: RemoteError): void {
    this.#end({ kind: "failed", error });
  }

  /** TEARDOWN, a moment for its answer, and every socket. Idempotent; never rejects. */
  close(): Promise<void> {
    this.#closing ??= this.#shutDown();
    return this.#closing;
  }

  async #start({ shared, timing, context }: MediaSessionOptions): Promise<void> {
    const { runtime, identity, controllerName } = context;
    const { localAddress } = this.#control.endpoints;
    const clock = await this.#openTiming(timing, localAddress);
    const setup = { identity, controllerName, localAddress, sessionId: this.id, timing: clock };
    const answer = readSessionAnswer(
      await this.session("SETUP", mediaSetup(setup, runtime.random)),
    );
    if (answer.eventPort !== undefined) await this.#openEvents(answer.eventPort, shared);
    if (!answer.skipRecord) throwIfRefused(await this.session("RECORD"));
  }

  async #openTiming(protocol: Timing["protocol"], localAddress: string): Promise<Timing> {
    if (protocol === "PTP") return { protocol };
    const responder = await TimingResponder.open(this.#runtime, localAddress);
    if (this.#ended) responder.close();
    else this.#timing = responder;
    return { protocol, port: responder.port };
  }

  async #openEvents(port: number, shared: Secret): Promise<void> {
    const keyNames = channelKeyNames.airplayEvents;
    const place = { host: this.#control.endpoints.remoteAddress, port, keyNames };
    const link = await openSideChannel(this.#runtime, place, shared, this.#over.signal);
    this.#eventLink = link;
    if (this.#ended) {
      link.fail(errorOf(this.#ended));
      throw errorOf(this.#ended);
    }
    void link.closed.then((reason) => this.#end(reason));
    const channel = new EventChannel(link, this.#runtime);
    channel.requests.on((request) => this.events.emit(request));
  }

  #inTurn(send: () => Promise<HttpResponse>): Promise<HttpResponse> {
    const turn = this.#queue.then(() => {
      if (this.#ended) throw errorOf(this.#ended);
      return send();
    });
    this.#queue = turn.catch(() => {});
    return turn;
  }

  async #shutDown(): Promise<void> {
    this.#feedback?.stop();
    const { clock } = this.#runtime;
    if (this.#ended === undefined) {
      const request = { method: "TEARDOWN", target: this.#identity.uri, timeoutMs: CLOSE_GRACE_MS };
      // Not in turn: whatever is on its way may never be answered.
      await atMost(clock, this.#control.rtsp(this.#identity, request), CLOSE_GRACE_MS);
    }
    this.#end({ kind: "asked" });
    const links = this.#eventLink ? [this.#eventLink] : [];
    const sockets = [this.#control.gone, ...links.map(({ stream }) => stream.closed)];
    await atMost(clock, Promise.all(sockets), CLOSE_GRACE_MS);
    await Promise.all([this.#control.abort(), ...links.map((link) => link.abort())]);
  }

  #end(cause: CloseReason): void {
    if (this.#ended) return;
    const reason: CloseReason = this.#closing ? { kind: "asked" } : cause;
    this.#ended = reason;
    this.#feedback?.stop();
    this.#timing?.close();
    this.#over.abort(errorOf(reason));
    for (const link of [this.#control, this.#eventLink]) {
      if (reason.kind === "failed") link?.fail(reason.error);
      else link?.close();
    }
    this.#resolveClosed(reason);
  }
}
