import { type IncomingMessage, request } from "node:http";
import { isIP, connect as netConnect, type Socket } from "node:net";
import { connect as tlsConnect } from "node:tls";
import { RemoteError } from "../../shared/errors.ts";
import { plainHeaders } from "./http-body.ts";
import { parseUrl } from "./parse-url.ts";
import { PulledStream } from "./pulled-stream.ts";
import { RadioDuplex } from "./radio-duplex.ts";

/** What a server sends, while it sends it. */
export interface FetchedStream {
  readonly status: number;
  /** After redirects. */
  readonly url: string;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  /**
   * The next bytes of the body, none at its end. Nothing is taken from the network that nobody asked
   * for, beyond what a socket holds. Rejects with `lost`, or the signal's reason. One at a time.
   */
  read(signal: AbortSignal): Promise<Uint8Array>;
  /** Idempotent; a `read` that waits rejects with `lost`. */
  close(): void;
}

export interface StreamFetchOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/**
 * Asks for an address, http or https, and follows redirects. Any other status is an answer, also that
 * of a radio from before HTTP ("ICY 200 OK"). Rejects with `invalid`, `malformed` (no HTTP), `lost`, or
 * the signal's reason; how long to wait is the caller's to say.
 */
export type StreamFetch = (url: string, options: StreamFetchOptions) => Promise<FetchedStream>;

const MOST_REDIRECTS = 8;

/** Node's own client, with back pressure down to the socket. */
export const systemStreamFetch: StreamFetch = async (url, options) => {
  let address = addressOf(url);
  for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
    const response = await ask(address, options);
    const status = response.statusCode ?? 0;
    const { location } = response.headers;
    if (![301, 302, 303, 307, 308].includes(status) || location === undefined) {
      return new Fetched(response, address);
    }
    response.destroy();
    address = addressOf(location, address);
  }
  throw new RemoteError("lost", "the server sends us round in circles");
};

function addressOf(url: string, base?: URL): URL {
  const address = parseUrl(url, base?.href);
  if (!address || !/^https?:$/.test(address.protocol) || address.hostname === "") {
    throw new RemoteError("invalid", "this is no address that can be fetched");
  }
  return address;
}

function ask(address: URL, { headers, signal }: StreamFetchOptions): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const asked = request({
      method: "GET",
      path: `${address.pathname}${address.search}`,
      headers: {
        Host: address.host,
        // A compressed sound is compressed already; a server's gzip would only be in the way of ranges.
        "Accept-Encoding": "identity",
        "User-Agent": "Armchair",
        Accept: "*/*",
        Connection: "close",
        ...loginOf(address),
        ...headers,
      },
      createConnection: () => new RadioDuplex(socketTo(address)),
    });
    const onAbort = () => asked.destroy();
    signal.addEventListener("abort", onAbort, { once: true });
    // Also after it settled: an error that nobody hears would end the process.
    asked.on("error", (cause: Error & { readonly code?: string }) => {
      signal.removeEventListener("abort", onAbort);
      if (signal.aborted) return reject(signal.reason);
      const isForeign = cause.code?.startsWith("HPE_") ?? false;
      reject(
        isForeign
          ? new RemoteError("malformed", "what answers there is no web server", { cause })
          : new RemoteError("lost", "the server cannot be reached", { cause }),
      );
    });
    asked.once("response", (response) => {
      signal.removeEventListener("abort", onAbort);
      resolve(response);
    });
    asked.end();
  });
}

function socketTo({ protocol, hostname, port }: URL): Socket {
  const host = hostname.replace(/^\[|\]$/g, "");
  const where = { host, autoSelectFamily: true };
  if (protocol === "http:") return netConnect({ ...where, port: Number(port || 80) });
  // A certificate is for a name; the standard has none for an address in its greeting.
  const servername = isIP(host) === 0 ? { servername: host } : {};
  return tlsConnect({ ...where, port: Number(port || 443), ...servername });
}

function loginOf({ username, password }: URL): Readonly<Record<string, string>> {
  if (username === "") return {};
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { Authorization: `Basic ${Buffer.from(login).toString("base64")}` };
}

class Fetched implements FetchedStream {
  readonly status: number;
  readonly url: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly #body: PulledStream;

  constructor(response: IncomingMessage, address: URL) {
    this.#body = new PulledStream(response);
    this.status = response.statusCode ?? 0;
    this.url = address.href;
    this.headers = plainHeaders(response);
  }

  read(signal: AbortSignal): Promise<Uint8Array> {
    return this.#body.read(
      signal,
      (cause) => new RemoteError("lost", "the server ended the connection", { cause }),
    );
  }

  close(): void {
    this.#body.close();
  }
}
