import { isRemoteError } from "../../shared/errors.ts";
import type { PairingStore } from "../hap/accessory.ts";
import type { TcpStream } from "../runtime/network.ts";
import {
  encodeHttpResponse,
  HttpDecoder,
  type HttpHeader,
  type HttpRequest,
} from "../wire/http.ts";
import type { AirplayClient } from "./airplay-client.ts";
import type { AirplayContext } from "./airplay-context.ts";
import type { AirplayConnection } from "./airplay-faults.ts";
import { AirplayOneRequests } from "./airplay-one-requests.ts";
import { type AirplayReply, badRequest, silence } from "./airplay-reply.ts";
import type { ReverseLines } from "./airplay-reverse.ts";
import { SealedStream } from "./sealed-stream.ts";

const LIMITS = { maxHead: 8 * 1024, maxBody: 256 * 1024 } as const;
const SWITCHES = 101;

/** One client of AirPlay 1: plain HTTP/1.1, in which nothing takes its time. */
export class AirplayOneLink implements AirplayClient {
  readonly closed: Promise<void>;
  readonly #context: AirplayContext;
  readonly #stream: SealedStream;
  readonly #decoder = new HttpDecoder(LIMITS);
  readonly #requests: AirplayOneRequests;

  constructor(
    context: AirplayContext,
    pairings: PairingStore,
    reverse: ReverseLines,
    stream: TcpStream,
  ) {
    const { runtime, faults } = context;
    this.#context = context;
    const receive = (bytes: Uint8Array) => this.#receive(bytes);
    this.#stream = new SealedStream(runtime, stream, faults.wire.control, receive);
    const write = (bytes: Uint8Array) => this.#stream.write(bytes);
    const { peer } = this.#stream;
    this.#requests = new AirplayOneRequests(context, pairings, { reverse, write, peer });
    this.closed = this.#stream.closed.then(() => this.#requests.close());
  }

  get sendsVideo(): boolean {
    return this.#requests.sendsVideo;
  }

  /** AirPlay 1 has no place for it. */
  publish(): void {}

  reset(connection: AirplayConnection): void {
    if (connection === "control") this.#stream.abort();
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
      // On a connection that was turned round, the client answers our events.
      if (message.kind === "response") this.#context.television.note("event answered");
      else this.#answer(message);
    }
  }

  #answer(request: HttpRequest): void {
    const { trace } = this.#context.runtime;
    trace.record("in", "virtual-tv", `${request.method} ${request.target}`);
    const answer = this.#handled(request);
    if (answer === silence) return;
    this.#reply(answer);
    if (answer.status === SWITCHES) this.#requests.turned();
  }

  #handled(request: HttpRequest) {
    try {
      return this.#requests.handle(request);
    } catch (error) {
      if (!isRemoteError(error, "malformed")) throw error;
      return badRequest;
    }
  }

  #reply({ headers = [], ...reply }: AirplayReply): void {
    const { identity } = this.#context;
    const common: HttpHeader[] = [["Server", `AirTunes/${identity.airplayVersion}`]];
    this.#stream.write(
      encodeHttpResponse({ version: "HTTP/1.1", ...reply, headers: [...headers, ...common] }),
    );
  }
}
