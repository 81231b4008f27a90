import { RemoteError } from "../../../shared/errors.ts";
import { channelKeyNames } from "../../hap/session-keys.ts";
import { atMost } from "../../runtime/at-most.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import type { Secret } from "../../runtime/secret.ts";
import { Occurrence } from "../../runtime/signal.ts";
import { encodeBplist, type PlistValue } from "../../wire/bplist.ts";
import type { HttpRequest, HttpResponse } from "../../wire/http.ts";
import type { CloseReason } from "../plugin.ts";
import type { AirPlayControl, ControlRequest } from "./control.ts";
import { EventChannel } from "./event-channel.ts";
import { Feedback } from "./feedback.ts";
import { type AirPlayLink, errorOf } from "./link.ts";
import type { SessionIdentity } from "./session-identity.ts";
import { openSideChannel } from "./side-channels.ts";
import { LATE_ANSWER_MS, Turns } from "./turns.ts";

/**
 * What a receiver is given to answer what is on its way, then to say good-bye, and then for its sockets
 * to go.
 */
const CLOSE_GRACE_MS = 500;
const BPLIST = "application/x-apple-binary-plist";

export interface ReceiverSessionOptions {
  /** Authenticated; the session owns it from then on. */
  readonly control: AirPlayControl;
  readonly runtime: Runtime;
  readonly identity: SessionIdentity;
  /** The body of TEARDOWN. Without one some receivers answer and do nothing (shairport-sync 5). */
  readonly farewell?: () => PlistValue;
}

/**
 * A session of AirPlay 2 in which the receiver plays: the control connection, events and signs of
 * life. Any of the connections ending ends it. One request is on its way at a time: some receivers
 * hang up on a sign of life between two commands, others take two for one.
 */
export class ReceiverSession {
  readonly closed: Promise<CloseReason>;
  readonly events = new Occurrence<HttpRequest>();
  readonly #options: ReceiverSessionOptions;
  readonly #control: AirPlayControl;
  readonly #runtime: Runtime;
  readonly #over = new AbortController();
  readonly #turns = new Turns();
  #eventLink: AirPlayLink | undefined;
  #feedback: Feedback | undefined;
  #resolveClosed: (reason: CloseReason) => void = () => {};
  #ended: CloseReason | undefined;
  #closing: Promise<void> | undefined;

  constructor(options: ReceiverSessionOptions) {
    this.#options = options;
    this.#control = options.control;
    this.#runtime = options.runtime;
    this.closed = new Promise((resolve) => {
      this.#resolveClosed = resolve;
    });
    void options.control.closed.then((reason) => this.#end(reason));
  }

  get endpoints(): AirPlayControl["endpoints"] {
    return this.#control.endpoints;
  }

  /** Throws why, once it is over. */
  throwIfEnded(): void {
    if (this.#ended) throw errorOf(this.#ended);
  }

  /** RTSP/1.0, as session requests are. Rejects with `timeout`, `lost` or the request's signal. */
  rtsp({ signal, ...request }: ControlRequest): Promise<HttpResponse> {
    const { identity } = this.#options;
    return this.#inTurn(() => this.#control.rtsp(identity, request), signal);
  }

  /** RTSP/1.0 on the session's own address, with a property list or nothing. */
  ask(
    method: string,
    plist?: PlistValue,
    more: Pick<ControlRequest, "timeoutMs" | "signal"> = {},
  ): Promise<HttpResponse> {
    const request = { ...more, method, target: this.#options.identity.uri };
    if (plist === undefined) return this.rtsp(request);
    return this.rtsp({
      ...request,
      headers: [["Content-Type", BPLIST]],
      body: encodeBplist(plist),
    });
  }

  /** HTTP/1.1 with headers of its own instead of the session's. */
  http(identity: SessionIdentity, { signal, ...request }: ControlRequest): Promise<HttpResponse> {
    return this.#inTurn(() => this.#control.numberedHttp(identity, request), signal);
  }

  /** Connects the receiver's events (PA-53). Rejects as `openSideChannel` does. */
  async openEvents(port: number, shared: Secret): Promise<void> {
    const keyNames = channelKeyNames.airplayEvents;
    const place = { host: this.endpoints.remoteAddress, port, keyNames };
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

  /** The heartbeat (AP-07), from now on. */
  keepAlive(): void {
    this.#feedback ??= new Feedback({
      clock: this.#runtime.clock,
      ask: (_timeoutMs, signal) =>
        this.rtsp({ method: "POST", target: "/feedback", timeoutMs: LATE_ANSWER_MS, signal }),
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

  #inTurn(send: () => Promise<HttpResponse>, signal?: AbortSignal): Promise<HttpResponse> {
    return this.#turns.take(async () => {
      this.throwIfEnded();
      if (this.#closing) throw new RemoteError("lost", "the session is over");
      return send();
    }, signal);
  }

  async #shutDown(): Promise<void> {
    this.#feedback?.stop();
    const { clock } = this.#runtime;
    // Whatever is on its way may never be answered.
    if (this.#ended === undefined) await this.#turns.over(clock, CLOSE_GRACE_MS);
    if (this.#ended === undefined) await atMost(clock, this.#sayGoodbye(), CLOSE_GRACE_MS);
    this.#end({ kind: "asked" });
    const links = this.#eventLink ? [this.#eventLink] : [];
    const sockets = [this.#control.gone, ...links.map(({ stream }) => stream.closed)];
    await atMost(clock, Promise.all(sockets), CLOSE_GRACE_MS);
    await Promise.all([this.#control.abort(), ...links.map((link) => link.abort())]);
  }

  #sayGoodbye(): Promise<HttpResponse> {
    const { identity, farewell } = this.#options;
    const request = { method: "TEARDOWN", target: identity.uri, timeoutMs: CLOSE_GRACE_MS };
    if (farewell === undefined) return this.#control.rtsp(identity, request);
    const headers = [["Content-Type", BPLIST]] as const;
    return this.#control.rtsp(identity, { ...request, headers, body: encodeBplist(farewell()) });
  }

  #end(cause: CloseReason): void {
    if (this.#ended) return;
    const reason: CloseReason = this.#closing ? { kind: "asked" } : cause;
    this.#ended = reason;
    this.#feedback?.stop();
    this.#over.abort(errorOf(reason));
    for (const link of [this.#control, this.#eventLink]) {
      if (reason.kind === "failed") link?.fail(reason.error);
      else link?.close();
    }
    this.#resolveClosed(reason);
  }
}
