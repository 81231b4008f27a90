import { isRemoteError } from "../../../shared/errors.ts";
import type { PairingStore } from "../../hap/accessory.ts";
import type { TcpStream } from "../../runtime/network.ts";
import {
  cseqOf,
  encodeHttpResponse,
  HttpDecoder,
  type HttpHeader,
  type HttpRequest,
} from "../../wire/http.ts";
import type { AirplayContext } from "../airplay-context.ts";
import { type AirplayAnswer, type AirplayReply, badRequest, silence } from "../airplay-reply.ts";
import { SealedStream } from "../sealed-stream.ts";
import { RaopRequests } from "./raop-requests.ts";

/** A cover is the largest thing that anybody sends. */
const LIMITS = { maxHead: 8 * 1024, maxBody: 4 * 1024 * 1024 } as const;
const MAX_WAITING = 64;

/** One sender's connection to the port of AirPlay 1 sound: RTSP in plain text. */
export class RaopLink {
  /** Resolves when nothing of it is left open. */
  readonly closed: Promise<void>;
  readonly #context: AirplayContext;
  readonly #stream: SealedStream;
  readonly #decoder = new HttpDecoder(LIMITS);
  readonly #requests: RaopRequests;
  readonly #waiting: HttpRequest[] = [];
  #answering = false;

  constructor(context: AirplayContext, pairings: PairingStore, stream: TcpStream) {
    const { runtime, faults } = context;
    this.#context = context;
    const receive = (bytes: Uint8Array) => this.#receive(bytes);
    this.#stream = new SealedStream(runtime, stream, faults.wire.control, receive);
    const { localAddress, peerAddress, peer } = this.#stream;
    const cut = () => this.#stream.close();
    const ends = { host: localAddress, peerAddress, peer, cut };
    this.#requests = new RaopRequests(context, pairings, ends);
    this.closed = this.#stream.closed.then(() => this.#requests.close());
  }

  reset(): void {
    this.#stream.abort();
  }

  close(): void {
    this.#stream.close();
  }

  async abort(): Promise<void> {
    this.#stream.abort();
    await this.closed;
  }

  #receive(bytes: Uint8Array): void {
    for (const message of this.#decoder.push(bytes)) {
      if (message.kind === "request") this.#waiting.push(message);
    }
    if (this.#waiting.length > MAX_WAITING) this.#stream.abort();
    else if (!this.#answering) void this.#answerAll();
  }

  async #answerAll(): Promise<void> {
    this.#answering = true;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      const { trace } = this.#context.runtime;
      trace.record("in", "virtual-tv", `${next.method} ${next.target}`);
      const answer = await this.#handled(next);
      if (answer !== silence && !this.#context.speaker.faults.vanished) this.#reply(next, answer);
    }
    this.#answering = false;
  }

  async #handled(request: HttpRequest): Promise<AirplayAnswer> {
    try {
      return await this.#requests.handle(request);
    } catch (error) {
      if (!isRemoteError(error, "malformed", "refused")) throw error;
      return badRequest;
    }
  }

  #reply(request: HttpRequest, { headers = [], ...reply }: AirplayReply): void {
    const { identity } = this.#context;
    const sequence = cseqOf(request);
    const common: HttpHeader[] = [
      ["Server", `AirTunes/${identity.airplayVersion}`],
      ...(sequence === undefined ? [] : ([["CSeq", String(sequence)]] as const)),
    ];
    const version = request.version.startsWith("RTSP") ? "RTSP/1.0" : "HTTP/1.1";
    this.#stream.write(encodeHttpResponse({ version, ...reply, headers: [...headers, ...common] }));
  }
}
