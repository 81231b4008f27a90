import { RemoteError } from "../../../shared/errors.ts";
import type { RecordCipher } from "../../hap/record.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import type { Secret } from "../../runtime/secret.ts";
import type { PlistRecord } from "../../wire/bplist.ts";
import { encodeBplist } from "../../wire/bplist.ts";
import {
  cseqOf,
  encodeHttpRequest,
  HttpDecoder,
  type HttpHeader,
  type HttpResponse,
} from "../../wire/http.ts";
import { connectFirst } from "../connect-first.ts";
import { PendingRequests } from "../pending-requests.ts";
import type { CloseReason } from "../plugin.ts";
import { DigestLogin } from "./digest-login.ts";
import { AirPlayLink, errorOf } from "./link.ts";
import type { SessionIdentity } from "./session-identity.ts";

/** How long a receiver may take to answer (5.0: 10 s, of which a living one needs a fraction). */
const REQUEST_TIMEOUT_MS = 5000;

/** Without the password, with it, and once more where its nonce was too old meanwhile. */
const MAX_LOGINS = 3;

const BPLIST = "application/x-apple-binary-plist";

export interface ControlTarget {
  /** Best first. */
  readonly addresses: readonly string[];
  readonly port: number;
  /** What the owner set for everybody; shown when the device asks for it. */
  readonly password?: Secret<string>;
}

export interface ControlRequest {
  readonly method: string;
  readonly target: string;
  readonly headers?: readonly HttpHeader[];
  readonly body?: Uint8Array;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Who does not know this request may answer it in HTTP, without a number; one such at a time. */
  readonly mayLackNumber?: boolean;
}

/** Requests of HTTP have no number: the next answer without one is theirs. */
const UNNUMBERED = "http";

/**
 * The control connection (AP-02): HTTP/1.1 while keys are proved, then RTSP/1.0 in encrypted
 * records. Answers are matched by CSeq alone, so one that comes too late shifts no other
 * (docs/protocols/airplay.md#answers).
 */
export class AirPlayControl {
  readonly #runtime: Runtime;
  readonly #link: AirPlayLink;
  readonly #login: DigestLogin | undefined;
  readonly #decoder = new HttpDecoder();
  readonly #pending: PendingRequests<number | typeof UNNUMBERED, HttpResponse>;
  #cseq = 0;
  /** The last request with a number whose answer may have none. */
  #unsure = -1;
  #skipped = 0;
  #received = 0;

  /** Rejects with `refused`, `timeout` or the signal's reason. */
  static async open(
    runtime: Runtime,
    { addresses, port, password }: ControlTarget,
    signal: AbortSignal,
  ): Promise<AirPlayControl> {
    const stream = await connectFirst(runtime, addresses, port, signal);
    return new AirPlayControl(runtime, new AirPlayLink(stream), password);
  }

  constructor(runtime: Runtime, link: AirPlayLink, password?: Secret<string>) {
    this.#runtime = runtime;
    this.#link = link;
    this.#login = password && new DigestLogin(password, runtime.random);
    this.#pending = new PendingRequests(runtime.clock);
    link.read((plain) => {
      for (const message of this.#decoder.push(plain)) {
        if (message.kind === "response") this.#onResponse(message);
        else this.#skip("a request of the device", message.method);
      }
    });
    void link.closed.then((reason) => this.#pending.failAll(errorOf(reason)));
  }

  get closed(): Promise<CloseReason> {
    return this.#link.closed;
  }

  get isOpen(): boolean {
    return this.#link.isOpen;
  }

  /** Answers that arrived since the beginning, late ones too: any of them is a sign of life. */
  get received(): number {
    return this.#received;
  }

  /** Messages that nobody waited for, late answers among them. */
  get skipped(): number {
    return this.#skipped;
  }

  /** Where both ends of the connection are: the other channels go to the same place. */
  get endpoints(): { readonly localAddress: string; readonly remoteAddress: string } {
    return this.#link.stream;
  }

  /** From now on everything is encrypted, both ways (PA-52). */
  encrypt(cipher: RecordCipher): void {
    this.#link.encrypt(cipher);
  }

  /**
   * One request of HTTP/1.1, one at a time. A timeout ends the connection: the answer may still
   * come, and there is no telling it from the next one.
   */
  async http(request: ControlRequest): Promise<HttpResponse> {
    try {
      return await this.#asWhoKnows(request, (headers) => {
        const bytes = encodeHttpRequest({ ...request, version: "HTTP/1.1", headers });
        return this.#request(UNNUMBERED, bytes, request);
      });
    } catch (error) {
      this.#link.fail(RemoteError.from(error));
      throw error;
    }
  }

  /** One request of RTSP/1.0, answered by whatever carries its number (AP-20, AP-21). */
  rtsp(identity: SessionIdentity, request: ControlRequest): Promise<HttpResponse> {
    return this.#asWhoKnows(request, (own) => {
      const cseq = this.#cseq++;
      const headers = [["CSeq", `${cseq}`] as const, ...identity.headers, ...own];
      const bytes = encodeHttpRequest({ ...request, version: "RTSP/1.0", headers });
      if (request.mayLackNumber) this.#unsure = cseq;
      return this.#request(cseq, bytes, request);
    });
  }

  /**
   * As `rtsp`, in HTTP/1.1, which what plays media is asked in (AP-42). A receiver need not number
   * its answer to that, so whoever asks keeps to one such request at a time.
   */
  numberedHttp(identity: SessionIdentity, request: ControlRequest): Promise<HttpResponse> {
    return this.#asWhoKnows(request, (own) => {
      const cseq = this.#cseq++;
      const headers = [["CSeq", `${cseq}`] as const, ...identity.headers, ...own];
      const bytes = encodeHttpRequest({ ...request, version: "HTTP/1.1", headers });
      this.#unsure = cseq;
      return this.#request(cseq, bytes, request);
    });
  }

  /** As `rtsp`, with a property list as its body. */
  rtspPlist(
    identity: SessionIdentity,
    { plist, ...request }: Omit<ControlRequest, "body" | "headers"> & { plist: PlistRecord },
  ): Promise<HttpResponse> {
    const headers: HttpHeader[] = [["Content-Type", BPLIST]];
    return this.rtsp(identity, { ...request, headers, body: encodeBplist(plist) });
  }

  /** Sends what is pending, then ends. */
  close(): void {
    this.#link.close();
  }

  /** Ends now, because of `error`. */
  fail(error: RemoteError): void {
    this.#link.fail(error);
  }

  /** Takes the socket away. */
  abort(): Promise<void> {
    return this.#link.abort();
  }

  /** Resolves when the socket is gone. */
  get gone(): Promise<unknown> {
    return this.#link.stream.closed;
  }

  /** Sends it, and again with the password where that is asked for (docs/decisions/0033). */
  async #asWhoKnows(
    request: ControlRequest,
    send: (headers: readonly HttpHeader[]) => Promise<HttpResponse>,
  ): Promise<HttpResponse> {
    const { headers = [] } = request;
    const login = this.#login;
    if (login === undefined) return send(headers);
    for (let tries = 1; ; tries++) {
      const shown = login.authorize(request);
      const response = await send([...headers, ...shown]);
      const isWorthMore = login.learn(response, shown.length > 0);
      if (!isWorthMore || tries === MAX_LOGINS) return response;
    }
  }

  #request(
    key: number | typeof UNNUMBERED,
    bytes: Uint8Array,
    { method, target, timeoutMs = REQUEST_TIMEOUT_MS, signal }: ControlRequest,
  ): Promise<HttpResponse> {
    const send = () => {
      this.#runtime.trace.record("out", "airplay", `${method} ${target} ${key}`);
      this.#link.write(bytes);
    };
    return this.#pending.request(key, send, signal ? { timeoutMs, signal } : { timeoutMs });
  }

  #onResponse(response: HttpResponse): void {
    this.#received += 1;
    const cseq = cseqOf(response);
    this.#runtime.trace.record("in", "airplay", `${response.status} ${cseq ?? UNNUMBERED}`);
    // Before the session there is one question at a time, and some receivers number their answers
    // although we did not ask for it (seen in pyatv's fake device).
    if (this.#pending.resolve(UNNUMBERED, response)) return;
    if (this.#pending.resolve(cseq ?? this.#unsure, response)) return;
    this.#skip("an answer that nobody waits for", cseq ?? UNNUMBERED);
  }

  #skip(what: string, detail: string | number): void {
    this.#skipped += 1;
    this.#runtime.log.debug("airplay: skipped a message", { what, detail });
  }
}
