import { RemoteError } from "../../../../shared/errors.ts";
import type { Runtime } from "../../../runtime/runtime.ts";
import type { Secret } from "../../../runtime/secret.ts";
import type { PlistRecord } from "../../../wire/bplist.ts";
import type { HttpResponse } from "../../../wire/http.ts";
import type { CloseReason, OpenContext } from "../../plugin.ts";
import type { AirPlayControl, ControlRequest } from "../../rtsp/control.ts";
import { ReceiverSession } from "../../rtsp/receiver-session.ts";
import { createSessionIdentity, type SessionIdentity } from "../../rtsp/session-identity.ts";
import { readSessionAnswer } from "../../rtsp/session-requests.ts";
import { throwIfRefused } from "../../rtsp/status.ts";
import { TimingResponder } from "../../rtsp/timing-responder.ts";
import { mediaHeaders, mediaSetup, type Timing } from "./media-requests.ts";

/** A receiver that sets its clock first, and waits for it, says so only after this long. */
const SETUP_TIMEOUT_MS = 10_000;

export interface MediaSessionOptions {
  /** Authenticated; the session owns it from then on. */
  readonly control: AirPlayControl;
  readonly shared: Secret;
  readonly timing: Timing["protocol"];
  readonly context: OpenContext;
}

/** A session of AirPlay 2 in which the receiver fetches and plays (AP-42), with a common clock. */
export class MediaSession {
  readonly id: string;
  readonly #runtime: Runtime;
  readonly #identity: SessionIdentity;
  readonly #session: ReceiverSession;
  #timing: TimingResponder | undefined;
  #isOver = false;

  /** Rejects with the refusal, `timeout`, `lost`, `malformed` or the signal's reason, with nothing left open. */
  static async open(options: MediaSessionOptions): Promise<MediaSession> {
    const session = new MediaSession(options);
    const { signal } = options.context;
    const unwanted = () => session.fail(RemoteError.from(signal.reason));
    if (signal.aborted) unwanted();
    signal.addEventListener("abort", unwanted, { once: true });
    try {
      await session.#start(options);
      session.#session.throwIfEnded();
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
    this.#runtime = runtime;
    this.id = runtime.random.uuid().toUpperCase();
    this.#identity = createSessionIdentity(runtime.random, control.endpoints.localAddress);
    this.#session = new ReceiverSession({ control, runtime, identity: this.#identity });
    void this.closed.then(() => {
      this.#isOver = true;
      this.#timing?.close();
    });
  }

  get closed(): Promise<CloseReason> {
    return this.#session.closed;
  }

  get events(): ReceiverSession["events"] {
    return this.#session.events;
  }

  /** RTSP/1.0, as session requests are. */
  rtsp(request: ControlRequest): Promise<HttpResponse> {
    return this.#session.rtsp(request);
  }

  /** RTSP/1.0 on the session's own address, with a property list or nothing. */
  session(method: string, plist?: PlistRecord): Promise<HttpResponse> {
    return this.#session.ask(method, plist, { timeoutMs: SETUP_TIMEOUT_MS });
  }

  /**
   * HTTP/1.1, as requests about media are. One without an answer ends the session: nobody could tell
   * a late one from the next.
   */
  async http(userAgent: string, request: ControlRequest): Promise<HttpResponse> {
    const headers = mediaHeaders(this.id, userAgent);
    try {
      return await this.#session.http({ uri: this.#identity.uri, headers }, request);
    } catch (error) {
      this.fail(RemoteError.from(error));
      throw error;
    }
  }

  /** The heartbeat (AP-07), once what is to play was loaded. */
  keepAlive(): void {
    this.#session.keepAlive();
  }

  fail(error: RemoteError): void {
    this.#session.fail(error);
  }

  /** TEARDOWN, a moment for its answer, and every socket. Idempotent; never rejects. */
  close(): Promise<void> {
    return this.#session.close();
  }

  async #start({ shared, timing, context }: MediaSessionOptions): Promise<void> {
    const { runtime, identity, controllerName } = context;
    const { localAddress } = this.#session.endpoints;
    const clock = await this.#openTiming(timing, localAddress);
    const setup = { identity, controllerName, localAddress, sessionId: this.id, timing: clock };
    const answer = readSessionAnswer(
      await this.session("SETUP", mediaSetup(setup, runtime.random)),
    );
    if (answer.eventPort !== undefined) await this.#session.openEvents(answer.eventPort, shared);
    if (!answer.skipRecord) throwIfRefused(await this.session("RECORD"));
  }

  async #openTiming(protocol: Timing["protocol"], localAddress: string): Promise<Timing> {
    if (protocol === "PTP") return { protocol };
    const responder = await TimingResponder.open(this.#runtime, localAddress);
    if (this.#isOver) responder.close();
    else this.#timing = responder;
    return { protocol, port: responder.port };
  }
}
