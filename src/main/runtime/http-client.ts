import {
  Agent,
  type ClientRequest,
  type ClientRequestArgs,
  type IncomingMessage,
  request,
} from "node:http";
import type { Duplex } from "node:stream";
import { RemoteError } from "../../shared/errors.ts";
import type { Clock } from "./clock.ts";
import { TcpDuplex } from "./duplex.ts";
import { BodyTooLarge, bodyOf, plainHeaders, unzipped } from "./http-body.ts";
import type { Network } from "./network.ts";

const CONNECT_TIMEOUT_MS = 5000;
const MAX_BODY_BYTES = 4 * 1024 * 1024;

export interface HttpClientOptions {
  readonly clock: Clock;
  readonly network: Network;
  readonly host: string;
  readonly port: number;
  /** As `TcpOptions.keepAliveIdleMs`: how a dead host is noticed while a request may wait for ever. */
  readonly keepAliveIdleMs?: number;
  readonly connectTimeoutMs?: number;
}

export interface HttpClientRequest {
  readonly method: string;
  /** With its query, percent-encoded. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** From the call to the last byte of the answer; null waits for as long as the connection lives. */
  readonly timeoutMs: number | null;
  /** Of the answer's body, unzipped; default 4 MiB. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
}

export interface HttpReply {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  /** Unzipped where the server zipped it. */
  readonly body: Uint8Array;
  /** Ours, on the way to the server. */
  readonly localAddress: string;
}

/**
 * Requests to one host over connections that are kept: one for each request under way, so that a
 * long poll does not hold up the others. Any status is an answer. Rejects with `refused`, `timeout`,
 * `lost`, `malformed` (no HTTP, or too much of it), `cancelled` after `close`, or the signal's reason.
 *
 * A kept connection may have died since its last request, and only the next one finds out: unless that
 * may wait for ever, it is then sent once more on a new connection.
 */
export class HttpClient {
  readonly #options: HttpClientOptions;
  readonly #agent: StreamAgent;
  readonly #pending = new Set<ClientRequest>();
  #closed = false;

  constructor(options: HttpClientOptions) {
    this.#options = options;
    this.#agent = new StreamAgent(options);
  }

  async request(wanted: HttpClientRequest): Promise<HttpReply> {
    try {
      return await this.#ask(wanted);
    } catch (error) {
      if (error instanceof KeptTooLong && wanted.timeoutMs !== null) return this.#ask(wanted);
      throw error;
    }
  }

  #ask(wanted: HttpClientRequest): Promise<HttpReply> {
    const { signal } = wanted;
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.#closed) return Promise.reject(closedError());
    return new Promise((resolve, reject) => {
      const asked = this.#start(wanted);
      this.#pending.add(asked);
      const late = () =>
        asked.destroy(new RemoteError("timeout", "the device did not answer in time"));
      const timer =
        wanted.timeoutMs === null ? null : this.#options.clock.after(wanted.timeoutMs, late);
      const onAbort = () => asked.destroy(abortError(signal));
      signal?.addEventListener("abort", onAbort, { once: true });
      const settle = () => {
        this.#pending.delete(asked);
        timer?.cancel();
        signal?.removeEventListener("abort", onAbort);
      };
      const fail = (error: Error) => {
        settle();
        if (signal?.aborted) return reject(signal.reason);
        const known = asRemoteError(error);
        const isStale = asked.reusedSocket && !answered && known.code === "lost";
        reject(isStale ? new KeptTooLong(known) : known);
      };
      let answered = false;
      // Also after it settled: an error that nobody hears would end the process.
      asked.on("error", fail);
      asked.once("response", (response) => {
        answered = true;
        replyOf(response, wanted.maxBytes ?? MAX_BODY_BYTES).then(
          (reply) => {
            settle();
            resolve(reply);
          },
          (error: Error) => {
            fail(error);
            asked.destroy(error);
          },
        );
      });
      asked.end(wanted.body);
    });
  }

  /** What is under way ends with `cancelled`; every connection is closed. Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const asked of [...this.#pending]) asked.destroy(closedError());
    this.#agent.close();
  }

  #start({ method, path, headers, body }: HttpClientRequest): ClientRequest {
    const { host, port } = this.#options;
    return request({
      agent: this.#agent,
      host,
      port,
      method,
      path,
      headers: {
        ...headers,
        ...(method !== "GET" && { "Content-Length": `${body?.length ?? 0}` }),
      },
    });
  }
}

/** The connection was there before the request, and was gone before its answer. */
class KeptTooLong extends RemoteError {
  constructor(cause: RemoteError) {
    super("lost", cause.message, { cause });
  }
}

/** Node's own pool of connections, over our network. */
class StreamAgent extends Agent {
  readonly #options: HttpClientOptions;
  readonly #stop = new AbortController();

  constructor(options: HttpClientOptions) {
    super({ keepAlive: true, maxFreeSockets: 2 });
    this.#options = options;
  }

  override createConnection(
    _args: ClientRequestArgs,
    done?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    const { network, host, port, keepAliveIdleMs, connectTimeoutMs } = this.#options;
    const opened = network.connectTcp({
      host,
      port,
      signal: this.#stop.signal,
      timeoutMs: connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
      ...(keepAliveIdleMs !== undefined && { keepAliveIdleMs }),
    });
    void opened.then(
      (tcp) => {
        // It came through just when everything was closed.
        if (this.#stop.signal.aborted) tcp.abort();
        else done?.(null, new TcpDuplex(tcp));
      },
      // Node's callback takes no stream when it takes an error; its type does not say so.
      (error: Error) => (done as ((error: Error) => void) | undefined)?.(error),
    );
    return undefined;
  }

  close(): void {
    this.#stop.abort(closedError());
    this.destroy();
  }
}

async function replyOf(response: IncomingMessage, maxBytes: number): Promise<HttpReply> {
  // Taken now: with the last byte Node takes the connection back.
  const { socket }: { socket: unknown } = response;
  const raw = await bodyOf(response, maxBytes);
  const headers = plainHeaders(response);
  return {
    status: response.statusCode ?? 0,
    headers,
    body: unzipped(raw, headers.get("content-encoding"), maxBytes),
    localAddress: socket instanceof TcpDuplex ? socket.tcp.localAddress : "",
  };
}

const closedError = () => new RemoteError("cancelled", "the connection was closed by us");

function abortError(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new RemoteError("cancelled", "nobody waits any more");
}

function asRemoteError(error: Error & { readonly code?: string }): RemoteError {
  if (error instanceof RemoteError) return error;
  if (error instanceof BodyTooLarge || error.code?.startsWith("HPE_")) {
    return new RemoteError("malformed", "the device's answer is no HTTP that we take", {
      cause: error,
    });
  }
  return new RemoteError("lost", "the connection ended before the answer did", { cause: error });
}
