import { isRemoteError } from "../../shared/errors.ts";
import type { PairingStore } from "../hap/accessory.ts";
import { HapError } from "../hap/errors.ts";
import { channelKeyNames, deriveChannelKeys, otherSide } from "../hap/session-keys.ts";
import type { TcpStream } from "../runtime/network.ts";
import { Secret } from "../runtime/secret.ts";
import type { PlistRecord } from "../wire/bplist.ts";
import { hexOf } from "../wire/bytes.ts";
import {
  cseqOf,
  encodeHttpResponse,
  HttpDecoder,
  type HttpHeader,
  type HttpRequest,
  headerOf,
} from "../wire/http.ts";
import { decodeTlv8, TlvTag, tlvValue } from "../wire/tlv8.ts";
import type { AirplayClient } from "./airplay-client.ts";
import type { AirplayContext } from "./airplay-context.ts";
import type { AirplayConnection } from "./airplay-faults.ts";
import { PasswordGate } from "./airplay-password.ts";
import {
  type AirplayAnswer,
  type AirplayReply,
  badRequest,
  done,
  forbidden,
  needsAuthorization,
  notFound,
  plistReply,
  silence,
  tlvReply,
} from "./airplay-reply.ts";
import { AirplaySession } from "./airplay-session.ts";
import type { AirplayWakes } from "./airplay-wakes.ts";
import { LinkAuth } from "./link-auth.ts";
import { SealedStream } from "./sealed-stream.ts";

/** A cover is the largest thing that is sent, and nobody asks so many things at once. */
const LIMITS = { maxHead: 8 * 1024, maxBody: 4 * 1024 * 1024 } as const;
const MAX_WAITING = 64;
const TRANSIENT = "4";

/** One client's control connection, from the first byte to the last. */
export class AirplayLink implements AirplayClient {
  /** Resolves when nothing of it is left open. */
  readonly closed: Promise<void>;
  readonly #context: AirplayContext;
  readonly #wakes: AirplayWakes;
  readonly #stream: SealedStream;
  readonly #decoder = new HttpDecoder(LIMITS);
  readonly #auth: LinkAuth;
  readonly #waiting: HttpRequest[] = [];
  #answering = false;
  #session: AirplaySession | null = null;
  readonly #password: PasswordGate;
  /** Shown once, it holds for the whole connection. */
  #knowsPassword = false;
  #late: (() => void) | null = null;

  constructor(
    context: AirplayContext,
    wakes: AirplayWakes,
    pairings: PairingStore,
    stream: TcpStream,
  ) {
    const { runtime, desk, identity, faults } = context;
    this.#context = context;
    this.#wakes = wakes;
    this.#password = new PasswordGate(context);
    const password = transientPassword(context);
    this.#auth = new LinkAuth(desk, {
      pairings,
      allowTransient: !identity.pin,
      ...(password && { password }),
    });
    // Whoever paired showed it already.
    this.#knowsPassword = password !== undefined;
    const receive = (plain: Uint8Array) => this.#receive(plain);
    this.#stream = new SealedStream(runtime, stream, faults.wire.control, receive);
    this.closed = this.#stream.closed.then(() => this.#ended());
  }

  /** Tells the client, if its event channel is there. */
  publish(): void {
    this.#session?.events?.push(this.#info());
  }

  reset(connection: AirplayConnection): void {
    if (connection === "control") this.#stream.abort();
    else if (connection === "events") this.#session?.events?.reset();
    else for (const stream of this.#session?.streams ?? []) stream.reset();
  }

  /** Whether it is here that a video comes from, or is about to. */
  get sendsVideo(): boolean {
    return this.#session?.media != null;
  }

  /** Ends the connection in order. */
  close(): void {
    this.#session?.end();
    this.#stream.close();
  }

  /** Now; resolves when nothing of it is left open. */
  async abort(): Promise<void> {
    this.#stream.abort();
    await this.closed;
  }

  async #ended(): Promise<void> {
    this.#auth.close();
    this.#waiting.length = 0;
    this.#late = null;
    await this.#session?.abort();
  }

  #receive(plain: Uint8Array): void {
    for (const message of this.#decoder.push(plain)) {
      if (message.kind === "request") this.#waiting.push(message);
    }
    if (this.#waiting.length > MAX_WAITING) this.#stream.abort();
    else if (!this.#answering) void this.#answerAll();
  }

  /** One after the other: an answer that takes a while must not be overtaken. */
  async #answerAll(): Promise<void> {
    this.#answering = true;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      await this.#answer(next);
    }
    this.#answering = false;
  }

  async #answer(request: HttpRequest): Promise<void> {
    this.#context.runtime.trace.record("in", "virtual-tv", `${request.method} ${request.target}`);
    this.#late?.();
    this.#late = null;
    if (this.#context.speaker.faults.vanished) return;
    const { feedback } = this.#context.faults;
    const isFeedback = pathOf(request) === "/feedback";
    if (isFeedback && feedback === "silent") return;
    if (isFeedback && feedback === "error") return this.#reply(request, { status: 500 });
    const reply = await this.#handle(request);
    if (reply === silence) return;
    if (isFeedback && feedback === "late") this.#late = () => this.#reply(request, reply);
    else this.#reply(request, reply);
    this.#encryptWhenProved();
  }

  #reply(request: HttpRequest, { headers = [], ...reply }: AirplayReply): void {
    const { runtime, identity } = this.#context;
    const sequence = cseqOf(request);
    const common: HttpHeader[] = [
      ["Server", `AirTunes/${identity.airplayVersion}`],
      ...(sequence === undefined ? [] : ([["CSeq", String(sequence)]] as const)),
      ["X-Apple-ProcessingTime", "0"],
      ["X-Apple-RequestReceivedTimestamp", String(Math.floor(runtime.clock.now()))],
    ];
    const version = request.version.startsWith("RTSP") ? "RTSP/1.0" : "HTTP/1.1";
    this.#stream.write(encodeHttpResponse({ version, ...reply, headers: [...headers, ...common] }));
  }

  async #handle(request: HttpRequest): Promise<AirplayAnswer> {
    try {
      const path = pathOf(request);
      if (path.startsWith("/pair-")) return this.#pair(path, request);
      if (path === "/info" && this.#context.access !== "home-only") return plistReply(this.#info());
      if (this.#session === null) return forbidden;
      return await this.#command(request, path, this.#session);
    } catch (error) {
      if (!isRemoteError(error, "malformed", "refused")) throw error;
      return badRequest;
    }
  }

  #pair(path: string, request: HttpRequest): AirplayReply {
    const { access, identity, faults, television } = this.#context;
    if (access === "home-only") return needsAuthorization;
    const client = headerOf(request, "X-Apple-Client-Name");
    switch (path) {
      case "/pair-pin-start":
        if (identity.pin && (client !== undefined || !faults.needsClientName)) this.#auth.showPin();
        if (client !== undefined) television.note(`PIN for ${client}`);
        return done;
      case "/pair-setup": {
        // An Apple TV refuses transient pairing before it looks at the TLV, and a HomePod a PIN.
        const isTransient = headerOf(request, "X-Apple-HKP") === TRANSIENT;
        if (isTransient === identity.pin) return needsAuthorization;
        return this.#setup(request.body);
      }
      case "/pair-verify":
        return tlvReply(this.#auth.verify(request.body));
      default:
        return notFound;
    }
  }

  #setup(body: Uint8Array): AirplayReply {
    const answer = this.#auth.setup(body);
    const isWrong = tlvValue(decodeTlv8(answer), TlvTag.Error)?.[0] === HapError.Authentication;
    if (isWrong && this.#context.access === "password") {
      this.#context.television.note("wrong password");
    }
    return tlvReply(answer);
  }

  /** What a verified client may ask. */
  async #command(
    request: HttpRequest,
    path: string,
    session: AirplaySession,
  ): Promise<AirplayAnswer> {
    if (this.#context.access === "password" && !this.#knowsPassword) {
      const refused = this.#password.refusal(request);
      if (refused !== null) return refused;
      this.#knowsPassword = true;
    }
    switch (`${request.method} ${path}`) {
      case "GET /info":
        return plistReply(this.#info());
      case "POST /feedback":
        session.media?.touch();
        return session.sound?.feedback() ?? plistReply({ streams: session.sound?.streams ?? [] });
      default:
        break;
    }
    session.media?.touch();
    if (request.method === "RECORD") session.record();
    const media =
      (await session.handleAirplayOne(request)) ??
      session.sound?.handle(request, path) ??
      session.media?.handle(request, path);
    if (media !== undefined) return media;
    switch (request.method) {
      case "SETUP":
        return session.setup(request);
      case "RECORD":
        return session.record();
      case "TEARDOWN":
        return session.teardown(request.body);
      case "OPTIONS":
        return { ...done, headers: [["Public", "SETUP, RECORD, TEARDOWN, OPTIONS, GET, POST"]] };
      default:
        return notFound;
    }
  }

  #info(): PlistRecord {
    return this.#context.info(this.#stream.peer);
  }

  /** After the answer is out, which is not encrypted yet. */
  #encryptWhenProved(): void {
    if (this.#session !== null) return;
    const secret = this.#auth.verified?.sharedSecret ?? this.#auth.transientSecret;
    if (secret !== undefined) this.#encrypt(secret);
  }

  #encrypt(secret: Secret): void {
    const { runtime, television } = this.#context;
    this.#stream.encrypt(otherSide(deriveChannelKeys(secret, channelKeyNames.airplayControl)));
    const drop = (why: string) => {
      runtime.log.info("virtual tv: an AirPlay session ends", { reason: why });
      this.close();
    };
    const { localAddress: host, peerAddress } = this.#stream;
    const ends = { host, peerAddress, drop };
    this.#session = new AirplaySession(this.#context, this.#wakes, secret, ends);
    television.note("airplay verified");
  }
}

/** Of a path or of a whole address. */
function pathOf({ target }: HttpRequest): string {
  const path = target.replace(/^[a-z]+:\/\/[^/]*/i, "");
  return path.split("?", 1)[0] ?? "";
}

/** A device that shows no PIN asks for its owner's password in its place; nobody knows an unset one. */
function transientPassword({ access, identity, password, runtime }: AirplayContext) {
  if (access !== "password" || identity.pin) return undefined;
  return password ?? new Secret(hexOf(runtime.random.bytes(16)));
}
