import type { Stats } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, isIPv6 } from "node:net";
import send from "send";
import { RemoteError } from "../../shared/errors.ts";
import { FileGuests } from "./file-guests.ts";
import { ChunkPool, pump } from "./file-pump.ts";
import { isSecretPath, localHost, secretPath } from "./file-url.ts";

/** How long a client may take, in ms. */
export interface FileServerPatience {
  /** From connecting to the end of the request's head. */
  readonly headMs: number;
  /** From one request to the next. */
  readonly keepAliveMs: number;
  /** Without taking a byte of an answer; a paused film takes none. */
  readonly stallMs: number;
}

const usualPatience: FileServerPatience = {
  headMs: 10_000,
  keepAliveMs: 30_000,
  stallMs: 10 * 60_000,
};

export interface FileServerOptions {
  /** Open for reading. The server owns it from now on, whatever becomes of the call. */
  readonly file: FileHandle;
  /** The last part of the address, for players that go by the end of a name. */
  readonly name: string;
  readonly mimeType: string;
  /** One address of this machine, IPv4 or IPv6, with a zone where it needs one. */
  readonly address: string;
  /** 16 bytes that nobody can guess. */
  readonly token: Uint8Array;
  readonly patience?: FileServerPatience;
}

export interface FileServer {
  readonly url: string;
  /** How many are connected now. */
  readonly connections: number;
  /** Ends every transfer and closes the file. Idempotent. */
  close(): Promise<void>;
}

const LARGEST_HEAD = 8 * 1024;
const MOST_HEADERS = 64;
const MOST_REQUESTS = 10_000;

/**
 * Serves one open file over HTTP/1.1 under one address, and nothing else: GET and HEAD, ranges, conditions
 * (RFC 9110). Rejects with `invalid` for an address that is none of one interface, `storage` when no port
 * can be opened.
 */
export async function serveFile(options: FileServerOptions): Promise<FileServer> {
  try {
    return await new OneFile(options).listen();
  } catch (error) {
    await options.file.close();
    throw error;
  }
}

class OneFile {
  readonly #options: FileServerOptions;
  readonly #path: string;
  readonly #server: Server;
  readonly #guests = new FileGuests();
  readonly #pool = new ChunkPool();
  #closing: Promise<void> | undefined;

  constructor(options: FileServerOptions) {
    this.#options = options;
    this.#path = secretPath(options.token, options.name);
    this.#server = createServer(limits(options.patience ?? usualPatience));
    this.#server.maxHeadersCount = MOST_HEADERS;
    this.#server.maxRequestsPerSocket = MOST_REQUESTS;
    this.#server.timeout = (options.patience ?? usualPatience).stallMs;
    this.#server.on("connection", (socket) => this.#guests.arrive(socket));
    this.#server.on("request", (request, response) => this.#answer(request, response));
    // "100 Continue" would ask for a body, and there is nothing to upgrade to.
    this.#server.on("checkContinue", (_request, response) => refuse(response, 417));
    this.#server.on("checkExpectation", (_request, response) => refuse(response, 417));
  }

  async listen(): Promise<FileServer> {
    const host = localHost(this.#options.address);
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", (cause) =>
        reject(new RemoteError("storage", "the file cannot be served there", { cause })),
      );
      this.#server.listen({ host: host.bind, port: 0, ipv6Only: isIPv6(host.bare) }, resolve);
    });
    this.#server.on("error", () => {}); // accepting failed once; the next may work
    const { port } = this.#server.address() as AddressInfo;
    const guests = this.#guests;
    return {
      url: `http://${host.inUrl}:${port}${this.#path}`,
      get connections() {
        return guests.size;
      },
      close: () => {
        this.#closing ??= this.#close();
        return this.#closing;
      },
    };
  }

  async #close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#guests.closeAll();
    await closed;
    // Waits for what is being read; a read that comes later fails, and never reads another file.
    await this.#options.file.close();
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    // A client that goes away is no news.
    request.on("error", () => {});
    response.on("error", () => {});
    const refusal = refusalOf(request, this.#path);
    if (refusal !== undefined) {
      refuse(response, refusal);
      return;
    }
    const { socket } = request;
    if (!this.#guests.welcome(socket)) return;
    response.once("close", () => this.#guests.served(socket));
    this.#options.file.stat().then(
      (stats) => this.#send(request, response, stats),
      () => response.destroy(),
    );
  }

  /** `send` knows the rules of ranges and conditions; where the bytes come from is ours. */
  #send(request: IncomingMessage, response: ServerResponse, stats: Stats): void {
    if (response.destroyed) return;
    const { range } = request.headers;
    if (range !== undefined) request.headers.range = withinSuffix(range, stats.size);
    response.setHeader("Content-Type", this.#options.mimeType || "application/octet-stream");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("ETag", strongTag(stats));
    const sending = send(request, "/", { cacheControl: false, index: false });
    sending.sendFile = (path) => sending.send(path, stats);
    sending.stream = (_path, options) => this.#stream(response, options);
    sending.on("error", (error: { status: number }) => fail(response, error.status));
    sending.pipe(response);
  }

  #stream(response: ServerResponse, { start = 0 }: { readonly start?: number } = {}): void {
    const length = Number(response.getHeader("Content-Length"));
    pump({ file: this.#options.file, start, length }, response, this.#pool);
  }
}

function limits({ headMs, keepAliveMs }: FileServerPatience) {
  return {
    maxHeaderSize: LARGEST_HEAD,
    headersTimeout: headMs,
    requestTimeout: headMs,
    keepAliveTimeout: keepAliveMs,
    connectionsCheckingInterval: Math.min(1000, headMs),
    noDelay: true,
  };
}

/** The status for what is no request for the file; undefined: it is one. */
function refusalOf(request: IncomingMessage, path: string): number | undefined {
  if (!isSecretPath(request.url ?? "", path)) return 404;
  if (request.method !== "GET" && request.method !== "HEAD") return 405;
  return hasBody(request) ? 413 : undefined;
}

const hasBody = ({ headers }: IncomingMessage) =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) !== 0;

/** Nothing but the status, and the end of the connection. */
function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, {
    Connection: "close",
    "Content-Length": 0,
    ...(status === 405 && { Allow: "GET, HEAD" }),
  });
  response.end();
}

/** 412 and 416: what is known of the file stays in the head, as RFC 9110 wants it, and no body follows. */
function fail(response: ServerResponse, status: number): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.statusCode = status;
  response.removeHeader("Content-Type");
  response.setHeader("Content-Length", 0);
  response.end();
}

/** Same size and time: same bytes. Strong, because ranges of different times are put together by it. */
const strongTag = ({ size, mtimeMs }: Stats) =>
  `"${size.toString(36)}-${Math.round(mtimeMs * 1000).toString(36)}"`;

/**
 * RFC 9110, 14.1.2: a suffix longer than the file is the whole file. The library that `send` asks would
 * call that unsatisfiable.
 */
const withinSuffix = (range: string, size: number) =>
  range.replace(/(^bytes=|,)(\s*)-(\d+)/g, (_all, before, space, wanted) => {
    return `${before}${space}-${Math.min(Number(wanted), size)}`;
  });
