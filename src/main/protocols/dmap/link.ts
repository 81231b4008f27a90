import { isRemoteError, RemoteError } from "../../../shared/errors.ts";
import type { DmapCredentials } from "../../hap/credentials.ts";
import { HttpClient, type HttpClientOptions, type HttpReply } from "../../runtime/http-client.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { type DmapItem, decodeDmap, dmapNumber } from "../../wire/dmap.ts";
import type { CloseReason } from "../plugin.ts";
import { loginQuery } from "./login.ts";

const REQUEST_TIMEOUT_MS = 10_000;
const SHORT_CONNECT_TIMEOUT_MS = 2000;
const CONNECT_TIMEOUT_MS = 5000;
/** A long poll may rest for hours: this is how a device that lost its power is noticed meanwhile. */
const KEEP_ALIVE_IDLE_MS = 5000;

/** DM-02: what the Remote app of an iPhone says of itself; devices refuse others. */
const headers = {
  Accept: "*/*",
  "Accept-Encoding": "gzip",
  "Client-DAAP-Version": "3.13",
  "Client-ATV-Sharing-Version": "1.2",
  "Client-iTunes-Sharing-Version": "3.15",
  "User-Agent": "Remote/1021",
  "Viewer-Only-Client": "1",
};

export interface DmapTarget {
  /** Best first. */
  readonly addresses: readonly string[];
  readonly port: number;
}

export interface DmapRequest {
  readonly method: "GET" | "POST";
  /** Such as `ctrl-int/1/playstatusupdate`. */
  readonly path: string;
  /** Name and value, encoded already; the session comes before them. */
  readonly query?: readonly (readonly [name: string, value: string | number])[];
  readonly body?: Uint8Array;
  /** Null: for as long as the connection lives. */
  readonly timeoutMs?: number | null;
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
  /** False: a refusal is an answer, and not taken for the end of the session. */
  readonly loginAgain?: boolean;
}

/**
 * A session with one server: logs in when it has to, and once more when the session has run out
 * (DM-03, DM-04). Requests reject with `unavailable` when the server says 500, `rejected`
 * (deviceCode: the status), `unpaired` when it does not let us in, `lost`, `timeout` or `malformed`.
 */
export class DmapLink {
  readonly closed: Promise<CloseReason>;
  readonly #http: HttpClient;
  /** A connection of its own for what may wait for hours, so that a press finds a warm one. */
  readonly #patient: HttpClient;
  readonly #runtime: Runtime;
  readonly #credentials: DmapCredentials;
  readonly #ended = new AbortController();
  #resolveClosed: (reason: CloseReason) => void = () => {};
  #sessionId: number | null = null;
  #loggingIn: Promise<void> | null = null;

  /** Logs in at the first address that answers. */
  static async open(
    runtime: Runtime,
    { addresses, port }: DmapTarget,
    credentials: DmapCredentials,
    signal: AbortSignal,
  ): Promise<DmapLink> {
    let first: unknown;
    for (const [at, host] of addresses.entries()) {
      const connectTimeoutMs =
        at < addresses.length - 1 ? SHORT_CONNECT_TIMEOUT_MS : CONNECT_TIMEOUT_MS;
      const { clock, network } = runtime;
      const keepAliveIdleMs = KEEP_ALIVE_IDLE_MS;
      const options = { clock, network, host, port, connectTimeoutMs, keepAliveIdleMs };
      const link = new DmapLink(runtime, options, credentials);
      try {
        await link.#login(signal);
        return link;
      } catch (error) {
        link.fail(RemoteError.from(error));
        signal.throwIfAborted();
        if (!isRemoteError(error, "refused", "timeout")) throw error;
        first ??= error;
      }
    }
    throw first ?? new RemoteError("refused", "no address is known");
  }

  private constructor(runtime: Runtime, place: HttpClientOptions, credentials: DmapCredentials) {
    this.#runtime = runtime;
    this.#http = new HttpClient(place);
    this.#patient = new HttpClient(place);
    this.#credentials = credentials;
    this.closed = new Promise((resolve) => {
      this.#resolveClosed = resolve;
    });
  }

  /** Aborted, with an error to give to whoever waits, when nothing more can be asked. */
  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  /** The body of an answer with a status of success. */
  async request(wanted: DmapRequest): Promise<Uint8Array> {
    if (this.#sessionId === null) await this.#login(wanted.signal);
    const used = this.#sessionId;
    let reply = await this.#send(wanted);
    if (!isSuccess(reply) && needsLogin(reply, wanted)) {
      // Another request may have found out before us, and have a new session already.
      if (this.#sessionId === used) await this.#loginAgain(wanted.signal);
      reply = await this.#send(wanted);
    }
    if (isSuccess(reply)) return reply.body;
    if (reply.status === 500) {
      const details = { deviceCode: 500, subject: wanted.path };
      throw new RemoteError("unavailable", "the device does not do this now", details);
    }
    throw refusal("rejected", reply, wanted.path);
  }

  async items(wanted: DmapRequest): Promise<readonly DmapItem[]> {
    return decodeDmap(await this.request(wanted));
  }

  /** Idempotent. */
  close(): void {
    this.#end({ kind: "asked" }, new RemoteError("lost", "the session was closed"));
  }

  fail(error: RemoteError): void {
    this.#end({ kind: "failed", error }, error);
  }

  #end(reason: CloseReason, error: RemoteError): void {
    if (this.#ended.signal.aborted) return;
    this.#ended.abort(error);
    this.#http.close();
    this.#patient.close();
    this.#resolveClosed(reason);
  }

  /** One for all who find themselves logged out. Being kept out for good ends the session. */
  async #loginAgain(signal: AbortSignal | undefined): Promise<void> {
    this.#loggingIn ??= this.#login(undefined).finally(() => {
      this.#loggingIn = null;
    });
    try {
      await this.#loggingIn;
      signal?.throwIfAborted();
    } catch (error) {
      if (isRemoteError(error, "unpaired")) this.fail(error);
      throw error;
    }
  }

  /** DM-04: tried twice. */
  async #login(signal: AbortSignal | undefined): Promise<void> {
    const query = loginQuery(this.#credentials);
    const ask = () =>
      this.#exchange("GET", `/login?${query}`, LOGIN, { ...(signal && { signal }) });
    let reply = await ask();
    if (!isSuccess(reply) && reply.status !== 500) reply = await ask();
    if (!isSuccess(reply)) throw refusal("unpaired", reply, LOGIN);
    const sessionId = dmapNumber(decodeDmap(reply.body), "mlog", "mlid");
    if (sessionId === undefined) {
      throw new RemoteError("malformed", "the device let us in without a session");
    }
    this.#sessionId = sessionId;
  }

  #send({ method, path, query = [], ...rest }: DmapRequest): Promise<HttpReply> {
    const parts = [["session-id", this.#sessionId ?? 0] as const, ...query];
    const text = parts.map(([name, value]) => `${name}=${value}`).join("&");
    return this.#exchange(method, `/${path}?${text}`, path, rest);
  }

  async #exchange(
    method: string,
    path: string,
    traced: string,
    options: Pick<DmapRequest, "body" | "timeoutMs" | "maxBytes" | "signal">,
  ): Promise<HttpReply> {
    if (this.ended.aborted) throw this.ended.reason;
    const { timeoutMs = REQUEST_TIMEOUT_MS, body, maxBytes, signal } = options;
    // Without the query: it holds what lets us in.
    this.#runtime.trace.record("out", "dmap", `${method} ${traced}`);
    try {
      // The connection of a login is warm for what is asked next; the first poll can wait for its own.
      const client = timeoutMs === null ? this.#patient : this.#http;
      const reply = await client.request({
        method,
        path,
        headers: method === "POST" ? { ...headers, ...posted } : headers,
        timeoutMs,
        ...(body && { body }),
        ...(maxBytes !== undefined && { maxBytes }),
        ...(signal && { signal }),
      });
      this.#runtime.trace.record("in", "dmap", `${reply.status} ${traced}`);
      return reply;
    } catch (error) {
      if (this.ended.aborted) throw this.ended.reason;
      throw error;
    }
  }
}

const LOGIN = "login";
const posted = { "Content-Type": "application/x-www-form-urlencoded" };

const isSuccess = ({ status }: HttpReply) => status >= 200 && status < 300;

/** DM-04: a 500 is about the command, anything else may be about the session. */
function needsLogin({ status }: HttpReply, { loginAgain = true }: DmapRequest): boolean {
  return status !== 500 && loginAgain;
}

function refusal(code: "unpaired" | "rejected", { status }: HttpReply, subject: string) {
  const details = { deviceCode: status, deviceDomain: "HTTP", subject };
  return new RemoteError(code, "the device refused the request", details);
}
