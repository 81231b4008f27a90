import { RemoteError } from "../../../../shared/errors.ts";
import { atMost } from "../../../runtime/at-most.ts";
import type { Runtime } from "../../../runtime/runtime.ts";
import type { HttpHeader, HttpResponse } from "../../../wire/http.ts";
import type { CloseReason, SoundJoin } from "../../plugin.ts";
import type { AirPlayControl, ControlRequest } from "../../rtsp/control.ts";
import { errorOf } from "../../rtsp/link.ts";
import { createSessionIdentity, type SessionIdentity } from "../../rtsp/session-identity.ts";
import { Turns } from "../../rtsp/turns.ts";

/**
 * What a receiver is given to answer what is on its way, then to say good-bye, and then for its socket
 * to go.
 */
const CLOSE_GRACE_MS = 500;

export type RaopRequest = Omit<ControlRequest, "target"> & {
  /** By default the session's own address. */
  readonly target?: string;
};

/**
 * The RTSP session of AirPlay 1: one connection, one address, one request on its way at a time, because
 * some receivers mix up two. Owns the connection.
 */
export class RaopSession {
  readonly control: AirPlayControl;
  readonly #runtime: Runtime;
  readonly #identity: SessionIdentity;
  #name: string | undefined;
  #isAnnounced = false;
  readonly #turns = new Turns();
  #closing: Promise<void> | undefined;

  constructor(runtime: Runtime, control: AirPlayControl, pass: SoundJoin["pass"]) {
    this.#runtime = runtime;
    this.control = control;
    const { localAddress } = control.endpoints;
    this.#identity = createSessionIdentity(runtime.random, localAddress, pass);
  }

  /** The number in its address. */
  get id(): number {
    return Number(this.#identity.uri.split("/").at(-1));
  }

  /** Resolves when the connection is gone, and why. */
  get closed(): Promise<CloseReason> {
    return this.control.closed;
  }

  /** The receiver knows of it, and is told when it ends. */
  announced(): void {
    this.#isAnnounced = true;
  }

  /** How the receiver calls it from SETUP on. */
  named(name: string | undefined): void {
    this.#name = name;
  }

  /** In turn. Rejects with `timeout`, `lost` or the signal's reason; a refusal is an answer. */
  request({ signal, ...request }: RaopRequest): Promise<HttpResponse> {
    const send = () => this.control.rtsp(this.#identity, this.#complete(request));
    return this.#inTurn(send, signal);
  }

  /** As `request`, in HTTP/1.1. */
  http({ signal, ...request }: RaopRequest): Promise<HttpResponse> {
    const send = () => this.control.numberedHttp(this.#identity, this.#complete(request));
    return this.#inTurn(send, signal);
  }

  fail(error: RemoteError): void {
    this.control.fail(error);
  }

  /** TEARDOWN where it was announced (RA-14), and the socket. Idempotent; never rejects. */
  close(): Promise<void> {
    this.#closing ??= this.#shutDown();
    return this.#closing;
  }

  async #shutDown(): Promise<void> {
    const { clock } = this.#runtime;
    const { control } = this;
    // Whatever is on its way may never be answered.
    if (this.#isAnnounced) await this.#turns.over(clock, CLOSE_GRACE_MS);
    if (control.isOpen && this.#isAnnounced) {
      const teardown = this.#complete({ method: "TEARDOWN", timeoutMs: CLOSE_GRACE_MS });
      await atMost(clock, control.rtsp(this.#identity, teardown), CLOSE_GRACE_MS);
    }
    control.close();
    await atMost(clock, control.gone, CLOSE_GRACE_MS);
    await control.abort();
  }

  #complete(request: RaopRequest): ControlRequest {
    const { target = this.#identity.uri, headers = [] } = request;
    const session: HttpHeader[] = this.#name === undefined ? [] : [["Session", this.#name]];
    return { ...request, target, headers: [...session, ...headers] };
  }

  #inTurn(send: () => Promise<HttpResponse>, signal?: AbortSignal): Promise<HttpResponse> {
    return this.#turns.take(async () => {
      if (!this.control.isOpen) throw errorOf(await this.control.closed);
      if (this.#closing) throw new RemoteError("lost", "the session is over");
      return send();
    }, signal);
  }
}
