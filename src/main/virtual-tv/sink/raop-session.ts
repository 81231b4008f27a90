import { isRemoteError } from "../../../shared/errors.ts";
import type { HttpRequest } from "../../wire/http.ts";
import { headerOf } from "../../wire/http.ts";
import type { AirplayContext } from "../airplay-context.ts";
import {
  type AirplayAnswer,
  type AirplayReply,
  badRequest,
  done,
  silence,
  wrongState,
} from "../airplay-reply.ts";
import { aesOpener, type PacketOpener, plain } from "./packet-cipher.ts";
import { RealtimePorts } from "./realtime-ports.ts";
import { type Announced, readSdp } from "./sdp-reading.ts";
import { SinkSession } from "./sink-session.ts";
import type { SoundStep } from "./sound-faults.ts";
import { getParameter, placeOf, setParameter } from "./sound-parameters.ts";
import { senderOf } from "./sound-sender.ts";

export interface SoundEnds {
  /** Our own address, that the sender reached. */
  readonly host: string;
  readonly peerAddress: string;
  /** Ends the connection in order. */
  readonly cut: () => void;
}

export const busy: AirplayReply = { status: 453, reason: "Not Enough Bandwidth" };
const notAcceptable: AirplayReply = { status: 406, reason: "Not Acceptable" };
const SESSION = "1";
/** What shairport-sync and AirPort Express answer to RECORD, in frames. */
const LATENCY = "11025";
const AES_BYTES = 16;

/** AirPlay 1 sound on one connection: ANNOUNCE, SETUP, RECORD, FLUSH, parameters, TEARDOWN. */
export class RaopSession {
  readonly #context: AirplayContext;
  readonly #ends: SoundEnds;
  #announced: Announced | null = null;
  #opener: PacketOpener = plain;
  #session: SinkSession | null = null;
  #ports: RealtimePorts | null = null;
  #isClosed = false;

  constructor(context: AirplayContext, ends: SoundEnds) {
    this.#context = context;
    this.#ends = ends;
  }

  get session(): SinkSession | null {
    return this.#session;
  }

  /** Undefined for a method that has nothing to do with sound. */
  async handle(request: HttpRequest): Promise<AirplayAnswer | undefined> {
    switch (request.method) {
      case "ANNOUNCE":
        return this.#refused("announce") ?? this.#announce(request);
      case "SETUP":
        return this.#setup(request);
      case "RECORD":
        return this.#refused("record") ?? this.#record(request);
      case "FLUSH":
        return this.#refused("flush") ?? this.#flush(request);
      case "SET_PARAMETER":
        return this.#refused("parameter") ?? this.#parameter(request, setParameter);
      case "GET_PARAMETER":
        return this.#parameter(request, getParameter);
      case "PAUSE":
        return this.#flush(request);
      case "TEARDOWN":
        this.#session?.asked("TEARDOWN");
        this.#over("sender");
        return done;
      default:
        return undefined;
    }
  }

  /** The connection is gone. */
  close(): void {
    this.#isClosed = true;
    this.#over("gone");
  }

  #refused(step: SoundStep): AirplayReply | null {
    const status = this.#context.speaker.faults.refusals.get(step);
    return status === undefined ? null : { status };
  }

  #announce(request: HttpRequest): AirplayReply {
    const { speaker } = this.#context;
    if (this.#session === null || this.#session.isOver) {
      if (!speaker.admits()) return busy;
    }
    try {
      this.#announced = readSdp(request.body);
      this.#opener = this.#openerOf(this.#announced);
    } catch (error) {
      if (!isRemoteError(error, "unsupported")) throw error;
      return notAcceptable;
    }
    this.#over("sender");
    const sender = senderOf(request, this.#ends.peerAddress, 1);
    this.#session = new SinkSession(speaker, sender, () => this.#ends.cut());
    speaker.begin(this.#session);
    this.#session.asked("ANNOUNCE");
    speaker.note("sound announced");
    return done;
  }

  #openerOf({ wrapped }: Announced): PacketOpener {
    if (wrapped === null) return plain;
    const { rsa } = this.#context;
    const key = rsa?.unwrap(wrapped.key) ?? new Uint8Array(AES_BYTES);
    return aesOpener(key.subarray(0, AES_BYTES), wrapped.iv);
  }

  async #setup(request: HttpRequest): Promise<AirplayAnswer> {
    const { runtime, speaker } = this.#context;
    const { faults } = speaker;
    if (faults.silentSetup !== "never") return silence;
    const refused = this.#refused("setup");
    if (refused) return refused;
    const [announced, session] = [this.#announced, this.#session];
    if (announced === null || session === null || session.isOver) return wrongState;
    session.asked("SETUP", senderOf(request, this.#ends.peerAddress, 1));
    if (faults.emptySetup !== "never") return done;
    const transport = headerOf(request, "Transport") ?? "";
    const [controlPort, timingPort] = [portIn(transport, "control"), portIn(transport, "timing")];
    if (!/^RTP\/AVP\/UDP\b/i.test(transport))
      return { status: 461, reason: "Unsupported Transport" };
    this.#ports?.close();
    const ports = await RealtimePorts.open(runtime, this.#ends.host, faults, session);
    if (this.#isClosed || session.isOver) {
      ports.close();
      return wrongState;
    }
    this.#ports = ports;
    const { codec, framesPerPacket, sampleRate } = announced;
    const cipher = this.#opener.name;
    session.setUp(
      { codec, cipher, framesPerPacket, sampleRate, transport: "realtime", timing: "ntp" },
      this.#opener,
      announced.alac,
    );
    ports.start({ address: this.#ends.peerAddress, controlPort, timingPort });
    const { sound, control, timing } = ports.ports;
    return {
      status: 200,
      headers: [
        [
          "Transport",
          `RTP/AVP/UDP;unicast;mode=record;server_port=${sound};control_port=${control};timing_port=${timing}`,
        ],
        ["Session", SESSION],
        ["Audio-Jack-Status", "connected; type=analog"],
      ],
    };
  }

  #record(request: HttpRequest): AirplayReply {
    const session = this.#live;
    if (session === null) return wrongState;
    session.asked("RECORD");
    session.record(placeOf(request));
    return { status: 200, headers: [["Audio-Latency", LATENCY]] };
  }

  #flush(request: HttpRequest): AirplayReply {
    const session = this.#live;
    if (session === null) return wrongState;
    session.asked(request.method);
    session.flush(placeOf(request));
    return done;
  }

  #parameter(
    request: HttpRequest,
    work: (...args: Parameters<typeof setParameter>) => AirplayReply,
  ): AirplayReply {
    const session = this.#session;
    if (session === null || session.isOver) return wrongState;
    return work(session, request, this.#context.speaker.faults) ?? badRequest;
  }

  get #live(): SinkSession | null {
    return this.#session?.format && !this.#session.isOver ? this.#session : null;
  }

  #over(end: "sender" | "gone"): void {
    this.#session?.finish(end);
    this.#ports?.close();
    this.#ports = null;
  }
}

function portIn(transport: string, name: string): number | null {
  const [, digits] = new RegExp(`\\b${name}_port=(\\d{1,5})\\b`, "i").exec(transport) ?? [];
  const port = Number(digits);
  return digits !== undefined && port > 0 && port <= 0xffff ? port : null;
}
