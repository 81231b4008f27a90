import type { PairingStore } from "../../hap/accessory.ts";
import { parseAddress } from "../../wire/dns/address.ts";
import { type HttpRequest, headerOf } from "../../wire/http.ts";
import type { AirplayContext } from "../airplay-context.ts";
import { AirplayOneGate } from "../airplay-one-gate.ts";
import {
  type AirplayAnswer,
  type AirplayReply,
  done,
  notFound,
  plistReply,
  tlvReply,
} from "../airplay-reply.ts";
import { authSetup } from "./auth-setup.ts";
import { RaopSession, type SoundEnds } from "./raop-session.ts";

const METHODS =
  "ANNOUNCE, SETUP, RECORD, PAUSE, FLUSH, TEARDOWN, OPTIONS, GET_PARAMETER, SET_PARAMETER, POST, GET";
const CHALLENGE_BYTES = 32;

/** What one connection to the port of AirPlay 1 sound may ask, and what it is told. */
export class RaopRequests {
  readonly #context: AirplayContext;
  readonly #ends: SoundEnds & { readonly peer: string };
  readonly #gate: AirplayOneGate;
  readonly #sound: RaopSession;

  constructor(
    context: AirplayContext,
    pairings: PairingStore,
    ends: SoundEnds & { readonly peer: string },
  ) {
    this.#context = context;
    this.#ends = ends;
    this.#gate = new AirplayOneGate(context, pairings, "raop");
    this.#sound = new RaopSession(context, ends);
  }

  /** Throws `malformed` for a body that is none. */
  async handle(request: HttpRequest): Promise<AirplayAnswer> {
    const answer = await this.#handle(request);
    const signed = this.#answerTo(request);
    if (signed === null || typeof answer === "string") return answer;
    return { ...answer, headers: [...(answer.headers ?? []), ["Apple-Response", signed]] };
  }

  close(): void {
    this.#gate.close();
    this.#sound.close();
  }

  async #handle(request: HttpRequest): Promise<AirplayAnswer> {
    const { identity } = this.#context;
    const path = request.target.replace(/^[a-z]+:\/\/[^/]*/i, "").split("?", 1)[0] ?? "";
    if (path.startsWith("/pair-")) return identity.pin ? this.#gate.pair(path, request) : notFound;
    if (`${request.method} ${path}` === "GET /info") return this.#info();
    // Before any password: senders show theirs from ANNOUNCE on.
    if (`${request.method} ${path}` === "POST /auth-setup") {
      this.#context.television.note("sound auth-setup");
      return tlvReply(authSetup(request.body, this.#context.runtime.random));
    }
    const refused = this.#gate.refusal(request);
    if (refused !== null) return refused;
    if (`${request.method} ${path}` === "POST /feedback") return this.#feedback();
    if (request.method === "OPTIONS") return { ...done, headers: [["Public", METHODS]] };
    return (await this.#sound.handle(request)) ?? notFound;
  }

  /** An AirPort Express has no answer to `/info` (guess: none was seen). */
  #info(): AirplayReply {
    const { identity, info } = this.#context;
    return identity.airplayService ? plistReply(info(this.#ends.peer)) : notFound;
  }

  #feedback(): AirplayReply {
    const refused = this.#context.speaker.faults.refusals.get("feedback");
    if (refused !== undefined) return { status: refused };
    if (!this.#context.identity.airplayService) return notFound;
    this.#sound.session?.asked("feedback");
    return done;
  }

  /**
   * `Apple-Response`: the challenge, our address and our MAC, filled up with zeros to 32 bytes and
   * signed, in base64 without its padding. Null where nobody asks, or there is no key to sign with.
   */
  #answerTo(request: HttpRequest): string | null {
    const asked = headerOf(request, "Apple-Challenge");
    const { rsa, identity } = this.#context;
    if (asked === undefined || rsa === undefined) return null;
    const [plainHost = ""] = this.#ends.host.split("%", 1);
    const told = [
      ...Buffer.from(asked, "base64").subarray(0, 16),
      ...parseAddress(plainHost),
      ...identity.mac.split(":").map((byte) => Number.parseInt(byte, 16)),
    ];
    const filled = new Uint8Array(Math.max(CHALLENGE_BYTES, told.length));
    filled.set(told);
    return Buffer.from(rsa.answer(filled)).toString("base64").replace(/=+$/, "");
  }
}
