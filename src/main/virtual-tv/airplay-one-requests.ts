import type { PairingStore } from "../hap/accessory.ts";
import { type HttpRequest, headerOf } from "../wire/http.ts";
import type { AirplayContext } from "./airplay-context.ts";
import { AirplayOneGate } from "./airplay-one-gate.ts";
import { controlPlay, readPlay, xmlReply } from "./airplay-play.ts";
import {
  type AirplayAnswer,
  type AirplayReply,
  badRequest,
  done,
  notFound,
  plistReply,
  silence,
} from "./airplay-reply.ts";
import type { ReverseLines } from "./airplay-reverse.ts";
import { refusalOf } from "./airplay-video-faults.ts";
import type { VideoPlay } from "./airplay-video-play.ts";

export interface OneEnds {
  readonly reverse: ReverseLines;
  readonly write: (bytes: Uint8Array) => void;
  /** Address and port of the client. */
  readonly peer: string;
}

const NOBODY = "";

/** What one connection of AirPlay 1 may ask, and what it is told. */
export class AirplayOneRequests {
  readonly #context: AirplayContext;
  readonly #ends: OneEnds;
  readonly #gate: AirplayOneGate;
  /** The session whose events come here, once the connection is turned round. */
  #listensFor: string | null = null;
  #play: VideoPlay | null = null;

  constructor(context: AirplayContext, pairings: PairingStore, ends: OneEnds) {
    this.#context = context;
    this.#ends = ends;
    this.#gate = new AirplayOneGate(context, pairings);
  }

  get sendsVideo(): boolean {
    return this.#play !== null && !this.#play.ended;
  }

  /** Throws `malformed` for a body that is none. */
  handle(request: HttpRequest): AirplayAnswer {
    const [path = ""] = request.target.split("?", 1);
    if (path.startsWith("/pair-")) return this.#pair(path, request);
    if (request.method === "GET" && path === "/server-info") return xmlReply(this.#serverInfo());
    if (request.method === "GET" && path === "/info") return this.#info();
    const refused = this.#gate.refusal(request);
    if (refused !== null) return refused;
    switch (`${request.method} ${path}`) {
      case "POST /reverse":
        return this.#turnRound(request);
      case "POST /play":
        return this.#startPlay(request);
      case "POST /feedback":
        return done;
      case "GET /playback-info":
        if (this.#context.faults.video.emptyInfo) return done;
        break;
      default:
        break;
    }
    return controlPlay(request, this.#context.video.current) ?? notFound;
  }

  /** The answer that turns the connection round is out: from here on, we ask. */
  turned(): void {
    const { reverse, write } = this.#ends;
    if (this.#listensFor !== null) reverse.open(this.#listensFor, write);
  }

  /** A film ends with the connection over which it was asked for. */
  close(): void {
    this.#gate.close();
    const { reverse, write } = this.#ends;
    if (this.#listensFor !== null) reverse.close(this.#listensFor, write);
    this.#play?.stop("sender");
  }

  #pair(path: string, request: HttpRequest): AirplayReply {
    const reply = this.#gate.pair(path, request);
    if (path === "/pair-verify" && this.#gate.verified) {
      this.#context.television.note("airplay verified");
    }
    return reply;
  }

  #turnRound(request: HttpRequest): AirplayReply {
    const purpose = headerOf(request, "X-Apple-Purpose") ?? "event";
    if (headerOf(request, "Upgrade") !== "PTTH/1.0" || purpose !== "event") return badRequest;
    this.#listensFor = headerOf(request, "X-Apple-Session-ID") ?? NOBODY;
    return {
      status: 101,
      reason: "Switching Protocols",
      headers: [
        ["Upgrade", "PTTH/1.0"],
        ["Connection", "Upgrade"],
      ],
    };
  }

  #startPlay(request: HttpRequest): AirplayAnswer {
    const { faults, video } = this.#context;
    if (faults.video.silent) return silence;
    const refused = refusalOf(faults.video, "play");
    if (refused !== null) return { status: refused };
    const asked = readPlay(request);
    if (asked === undefined) return badRequest;
    const { session, ...film } = asked;
    const play = video.start({ ...film, rate: 1 });
    this.#play = play;
    const listener = session ?? headerOf(request, "X-Apple-Session-ID") ?? NOBODY;
    const tell = () => this.#ends.reverse.tell(listener, play);
    // After the answer, as an event that comes before it would be about nothing.
    void Promise.resolve().then(tell);
    play.phase.on(tell);
    return done;
  }

  #info(): AirplayReply {
    return plistReply(this.#context.info(this.#ends.peer));
  }

  #serverInfo() {
    const { mac, features, model, airplayVersion, airplayKey, airplayId } = this.#context.identity;
    return {
      deviceid: mac,
      features: Number(features),
      macAddress: mac,
      model,
      osBuildVersion: this.#context.identity.osBuild,
      pi: airplayId,
      pk: airplayKey,
      protovers: "1.0",
      srcvers: airplayVersion,
      vv: 2,
    };
  }
}
