import type { PlistDict, PlistRecord, PlistValue } from "../../wire/bplist.ts";
import { decodeBplist, PlistReal, plistDict } from "../../wire/bplist.ts";
import type { HttpRequest } from "../../wire/http.ts";
import type { AirplayContext } from "../airplay-context.ts";
import {
  type AirplayAnswer,
  type AirplayReply,
  badRequest,
  done,
  plistReply,
  silence,
  wrongState,
} from "../airplay-reply.ts";
import { BufferedPort } from "./buffered-port.ts";
import { chachaOpener } from "./packet-cipher.ts";
import { PtpListener } from "./ptp-listener.ts";
import { busy, type SoundEnds } from "./raop-session.ts";
import { RealtimePorts } from "./realtime-ports.ts";
import { SinkSession } from "./sink-session.ts";
import type { SoundStep } from "./sound-faults.ts";
import { getParameter, placeOf, setParameter } from "./sound-parameters.ts";
import { senderOf } from "./sound-sender.ts";
import { type AudioStream, readAnchor, readFlush, readStream } from "./stream-reading.ts";

/** What is said of a buffered stream: how much of it may wait here. */
const BUFFER_BYTES = 8 * 1024 * 1024;
const STREAM_ID = 1;
/** In frames; what devices answer to RECORD. */
const LATENCY = "11025";

/** How the session that a stream is part of keeps time. */
export interface SoundTiming {
  readonly kind: "ntp" | "ptp" | "none";
  readonly port: number | null;
  /** What the sender calls itself. */
  readonly name: string | null;
}

/** The sound of an AirPlay 2 session: one stream, in real time or buffered, and its requests. */
export class AirplaySound {
  readonly #context: AirplayContext;
  readonly #ends: SoundEnds;
  readonly #timing: SoundTiming;
  #session: SinkSession | null = null;
  #stream: AudioStream | null = null;
  #ports: RealtimePorts | null = null;
  #buffered: BufferedPort | null = null;
  #ptp: PtpListener | null = null;
  /** RECORD may come before there is a stream. */
  #recorded = false;
  #isClosed = false;

  constructor(context: AirplayContext, ends: SoundEnds, timing: SoundTiming) {
    this.#context = context;
    this.#ends = ends;
    this.#timing = timing;
  }

  /** Whether there is a stream now. */
  get isOpen(): boolean {
    return this.#session !== null && !this.#session.isOver;
  }

  /** Of `/feedback`: the streams that there are. */
  get streams(): readonly PlistRecord[] {
    if (this.#stream === null || !this.isOpen) return [];
    const { type, sampleRate } = this.#stream;
    return [{ type, sr: new PlistReal(sampleRate) }];
  }

  /** SETUP of the stream. */
  async setUp(request: PlistDict, asked: HttpRequest): Promise<AirplayAnswer> {
    const { speaker } = this.#context;
    if (speaker.faults.silentSetup === "stream") return silence;
    const refused = this.#refused("stream");
    if (refused) return refused;
    const stream = readStream(request);
    if (stream === null) return badRequest;
    if (!this.isOpen && !speaker.admits()) return busy;
    if (speaker.faults.emptySetup === "stream") return done;
    this.end("sender");
    const sender = { ...senderOf(asked, this.#ends.peerAddress, 2), name: this.#timing.name };
    const session = new SinkSession(speaker, sender, () => this.#ends.cut());
    this.#session = session;
    this.#stream = stream;
    speaker.begin(session);
    session.asked("SETUP stream");
    const { codec, framesPerPacket, sampleRate, transport } = stream;
    session.setUp(
      {
        codec,
        framesPerPacket,
        sampleRate,
        transport,
        cipher: "chacha20-poly1305",
        timing: this.#timing.kind,
      },
      chachaOpener(stream.key),
    );
    const answer = await this.#open(stream, session);
    if (this.#recorded || this.#context.skipRecord) session.record(null);
    return this.#isClosed ? wrongState : plistReply({ streams: [answer] });
  }

  /** RECORD, SET_PARAMETER and what else sound is asked; undefined for what is none of it. */
  handle(request: HttpRequest, path: string): AirplayAnswer | undefined {
    if (request.method === "RECORD") this.#recorded = true;
    const session = this.#session;
    if (session === null || session.isOver) return undefined;
    switch (request.method) {
      case "RECORD":
        return this.#refused("record") ?? this.#record(session, request);
      case "FLUSH":
        return this.#refused("flush") ?? this.#flush(session, request);
      case "SET_PARAMETER":
        return (
          this.#refused("parameter") ?? setParameter(session, request, this.#context.speaker.faults)
        );
      case "GET_PARAMETER":
        return getParameter(session, request);
      case "SETPEERS":
      case "SETPEERSX":
        return this.#setPeers(session, request);
      case "SETRATEANCHORTIME":
        return this.#anchor(session, request);
      case "FLUSHBUFFERED":
        return this.#refused("flush") ?? this.#flushBuffered(session, request);
      default:
        break;
    }
    // What else a sender tells: what plays, who listens, how loud it may be.
    if (request.method !== "POST" || !["/command", "/audioMode"].includes(path)) return undefined;
    session.asked(`POST ${path}`);
    return done;
  }

  /** Null: `/feedback` is answered. */
  feedback(): AirplayReply | null {
    const refused = this.#refused("feedback");
    if (refused === null) this.#session?.asked("feedback");
    return this.isOpen ? refused : null;
  }

  teardown(): void {
    if (this.isOpen) this.#session?.asked("TEARDOWN");
    this.end("sender");
  }

  end(why: "sender" | "gone"): void {
    this.#session?.finish(why);
    this.#ports?.close();
    this.#ptp?.close();
    void this.#buffered?.close();
    this.#ports = null;
    this.#ptp = null;
    this.#buffered = null;
    this.#stream = null;
  }

  close(): void {
    this.#isClosed = true;
    this.end("gone");
  }

  async #open(stream: AudioStream, session: SinkSession): Promise<PlistRecord> {
    const { runtime, speaker, ptpPorts } = this.#context;
    const { host, peerAddress } = this.#ends;
    if (this.#timing.kind === "ptp") {
      this.#ptp = await PtpListener.open(runtime, { host, ...ptpPorts }, session, peerAddress);
    }
    if (stream.transport === "buffered") {
      this.#buffered = await BufferedPort.open(runtime, host, session);
    }
    const ports = await RealtimePorts.open(runtime, host, speaker.faults, session);
    this.#ports = ports;
    if (this.#isClosed || session.isOver) this.end("gone");
    else {
      const timingPort = this.#timing.kind === "ntp" ? this.#timing.port : null;
      ports.start({ address: peerAddress, controlPort: stream.controlPort, timingPort });
    }
    const { sound, control } = ports.ports;
    const answer = {
      type: stream.type,
      dataPort: this.#buffered?.port ?? sound,
      controlPort: control,
      ...(stream.wantsId && { streamID: STREAM_ID }),
    };
    return stream.transport === "buffered" ? { ...answer, audioBufferSize: BUFFER_BYTES } : answer;
  }

  #refused(step: SoundStep): AirplayReply | null {
    const status = this.#context.speaker.faults.refusals.get(step);
    return status === undefined ? null : { status };
  }

  #record(session: SinkSession, request: HttpRequest): AirplayReply {
    session.asked("RECORD");
    session.record(placeOf(request));
    return { status: 200, headers: [["Audio-Latency", LATENCY]] };
  }

  #flush(session: SinkSession, request: HttpRequest): AirplayReply {
    session.asked("FLUSH");
    session.flush(placeOf(request));
    return done;
  }

  #setPeers(session: SinkSession, request: HttpRequest): AirplayReply {
    const list: PlistValue = decodeBplist(request.body);
    if (!Array.isArray(list)) return badRequest;
    session.asked(request.method);
    session.setPeers(
      list.flatMap((each) => {
        if (typeof each === "string") return [each];
        const addresses = plistDict(each)?.get("Addresses");
        return Array.isArray(addresses) ? addresses.filter((one) => typeof one === "string") : [];
      }),
    );
    return done;
  }

  #anchor(session: SinkSession, request: HttpRequest): AirplayReply {
    const anchor = readAnchor(plistDict(decodeBplist(request.body)));
    if (anchor === null) return badRequest;
    session.asked(`SETRATEANCHORTIME ${anchor.rate}`);
    session.setAnchor(anchor);
    return done;
  }

  #flushBuffered(session: SinkSession, request: HttpRequest): AirplayReply {
    const flush = readFlush(plistDict(decodeBplist(request.body)));
    if (flush === null) return badRequest;
    session.asked("FLUSHBUFFERED");
    if (flush.from) session.skip(flush.from, flush.until);
    else session.flush(flush.until);
    return done;
  }
}
