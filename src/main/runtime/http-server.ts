import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Clock, Timer } from "./clock.ts";
import { TcpDuplex } from "./duplex.ts";
import { BodyTooLarge, bodyOf, plainHeaders } from "./http-body.ts";
import type { Network, TcpListener, TcpStream } from "./network.ts";

const MAX_BODY_BYTES = 1024 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;
const MAX_CONNECTIONS = 32;

export interface HttpServerRequest {
  readonly method: string;
  /** As sent: path and query, still percent-encoded. */
  readonly target: string;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
  readonly remoteAddress: string;
  /** Ours, as the caller reached it. */
  readonly localAddress: string;
  /** Aborted when the caller goes before it has its answer. */
  readonly gone: AbortSignal;
}

export interface HttpServerReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** Null ends the connection without an answer. What it throws or rejects with becomes a 500. */
export type HttpHandler = (request: HttpServerRequest) => Promise<HttpServerReply | null>;

export interface HttpServerOptions {
  readonly clock: Clock;
  readonly network: Network;
  /** The address to listen on. */
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  readonly handler: HttpHandler;
  /** Of one request; default 1 MiB. More is answered with 413. */
  readonly maxBodyBytes?: number;
  /** From the connection, or from the last answer, to the next whole request; default 30 s. */
  readonly requestTimeoutMs?: number;
}

/** HTTP/1.1 with Node's own parser, over our network. Whoever opens it closes it. */
export class HttpServer {
  readonly #options: HttpServerOptions;
  readonly #server: Server;
  readonly #links = new Map<unknown, Link>();
  #listener: TcpListener | null = null;

  private constructor(options: HttpServerOptions) {
    this.#options = options;
    this.#server = createServer({ keepAlive: true }, (message, response) => {
      void this.#answer(message, response);
    });
    // Time is our clock's; nor may Node promise a time that we do not keep.
    this.#server.keepAliveTimeout = 0;
  }

  /** Rejects with `refused` when the port is taken. */
  static async open(options: HttpServerOptions): Promise<HttpServer> {
    const server = new HttpServer(options);
    const { host, port } = options;
    server.#listener = await options.network.listenTcp({ host, port }, (tcp) =>
      server.#accept(tcp),
    );
    return server;
  }

  get port(): number {
    return this.#listener?.port ?? 0;
  }

  /** Connections that are open now. */
  get connections(): number {
    return this.#links.size;
  }

  /** Ends every connection, also one that waits for its answer. What was answered still arrives. */
  async close(): Promise<void> {
    for (const link of [...this.#links.values()]) link.end();
    // A stream writes at the end of this turn (node-network.ts), and closing takes its sockets away.
    await new Promise((resolve) => process.nextTick(resolve));
    await this.#listener?.close();
  }

  #accept(tcp: TcpStream): void {
    if (this.#links.size >= MAX_CONNECTIONS) {
      tcp.abort();
      return;
    }
    const { clock, requestTimeoutMs = REQUEST_TIMEOUT_MS } = this.#options;
    const stream = new TcpDuplex(tcp);
    this.#links.set(stream, new Link(stream, clock, requestTimeoutMs));
    stream.once("close", () => {
      this.#links.get(stream)?.closed();
      this.#links.delete(stream);
    });
    this.#server.emit("connection", stream);
  }

  async #answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const link = this.#links.get(message.socket);
    if (link === undefined) return void response.destroy();
    const reply = await this.#replyTo(message, link);
    if (reply === null) return link.end();
    response.writeHead(reply.status, {
      ...reply.headers,
      "Content-Length": reply.body?.length ?? 0,
    });
    response.end(reply.body);
    link.answered();
  }

  async #replyTo(message: IncomingMessage, link: Link): Promise<HttpServerReply | null> {
    const { handler, maxBodyBytes = MAX_BODY_BYTES } = this.#options;
    try {
      const body = await bodyOf(message, maxBodyBytes);
      link.asked();
      return await handler({
        method: message.method ?? "",
        target: message.url ?? "",
        headers: plainHeaders(message),
        body,
        remoteAddress: link.stream.tcp.remoteAddress,
        localAddress: link.stream.tcp.localAddress,
        gone: link.gone.signal,
      });
    } catch (error) {
      const status = error instanceof BodyTooLarge ? 413 : 500;
      return { status, headers: { Connection: "close" } };
    }
  }
}

/** One connection: who waits on it, and how long it may take to say something. */
class Link {
  readonly stream: TcpDuplex;
  readonly gone = new AbortController();
  readonly #clock: Clock;
  readonly #limitMs: number;
  #waits = false;
  #timer: Timer;

  constructor(stream: TcpDuplex, clock: Clock, limitMs: number) {
    this.stream = stream;
    this.#clock = clock;
    this.#limitMs = limitMs;
    this.#timer = this.#limit();
  }

  /** A whole request is here: the answer may take as long as it likes. */
  asked(): void {
    this.#waits = true;
    this.#timer.cancel();
  }

  answered(): void {
    this.#waits = false;
    this.#timer.cancel();
    this.#timer = this.#limit();
  }

  closed(): void {
    this.#timer.cancel();
    this.gone.abort();
  }

  /** A reset where an answer is still due, so that nobody takes its absence for one. */
  end(): void {
    if (this.#waits) this.stream.destroy(new Error("ended by the server"));
    else this.stream.destroy();
  }

  #limit(): Timer {
    return this.#clock.after(this.#limitMs, () => this.stream.destroy());
  }
}
