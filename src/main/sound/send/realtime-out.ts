import type { Datagram, DatagramSocket } from "../../runtime/network.ts";
import {
  decodeResendRequest,
  encodeResendAnswer,
  SOUND_HEADER_LENGTH,
  writeSoundHeader,
} from "../../wire/rtp-sound.ts";
import { encodeSyncPacket } from "../../wire/sync-packet.ts";
import { BACKLOG_PACKETS, type LegRemote, type RtpMoment, STATED_LATENCY } from "../engine.ts";
import { SAMPLE_RATE } from "../source/source.ts";
import { Backlog } from "./backlog.ts";
import type { LegContext } from "./leg-context.ts";
import { LARGEST_PAYLOAD, type Payloads } from "./payloads.ts";
import { withoutZone } from "./ptp-clock.ts";
import { createSealer, SEAL_LENGTH, type Sealer } from "./sealer.ts";
import type { StreamOut } from "./stream-out.ts";

export interface RealtimeOptions {
  readonly context: LegContext;
  readonly remote: LegRemote;
  readonly address: string;
  readonly audio: DatagramSocket;
  readonly control: DatagramSocket;
  /** Of the first packet, 16 bits. */
  readonly sequence: number;
  readonly delayMs: number;
  /** Null: the clock is NTP. */
  readonly clockId: bigint | null;
}

/** UDP: a packet when its frame leaves, a sync packet each second, and again what was lost (RA-12). */
export class RealtimeOut implements StreamOut {
  readonly #options: RealtimeOptions;
  readonly #sealer: Sealer;
  readonly #backlog = new Backlog(SOUND_HEADER_LENGTH + LARGEST_PAYLOAD + SEAL_LENGTH);
  readonly #counts = { sent: 0, askedAgain: 0, sentAgain: 0 };
  readonly #off: () => void;
  readonly #transmit: (packet: Uint8Array) => void;
  #sequence: number;
  #delayMs: number;
  #isReleased = false;
  #isFirst = true;
  #isFirstSync = true;
  #nextSync = 0;

  constructor(options: RealtimeOptions) {
    this.#options = options;
    this.#sealer = createSealer(options.remote.cipher);
    this.#sequence = options.sequence;
    this.#delayMs = options.delayMs;
    this.#transmit = options.audio.connect(options.address, options.remote.dataPort);
    this.#off = options.control.onMessage((datagram) => this.#heard(datagram));
    if (options.context.isRunning()) this.#sync(options.context.cursor());
  }

  next(): RtpMoment {
    const { context } = this.#options;
    return { sequence: this.#sequence, rtpTime: context.timeline.rtpTime(context.cursor()) };
  }

  release(): void {
    this.#isReleased = true;
  }

  begin(): void {
    this.#isFirst = true;
    this.#isFirstSync = true;
    this.#sync(this.#options.context.cursor());
  }

  send(payloads: Payloads, frame: number): void {
    if (frame >= this.#nextSync) this.#sync(frame);
    if (!this.#isReleased) return;
    const { remote, context } = this.#options;
    const packet = this.#backlog.next();
    writeSoundHeader(packet, {
      first: this.#isFirst,
      sequence: this.#sequence,
      timestamp: context.timeline.rtpTime(frame),
      ssrc: remote.ssrc,
    });
    const length = this.#sealer(packet, SOUND_HEADER_LENGTH, payloads.as(remote.codec));
    this.#transmit(this.#backlog.keep(this.#sequence, length));
    this.#isFirst = false;
    this.#sequence = (this.#sequence + 1) & 0xffff;
    this.#counts.sent += 1;
  }

  turned(): void {}

  halt(): void {}

  /** Said at once: the receiver shifts what it has. */
  setDelay(delayMs: number): void {
    this.#delayMs = delayMs;
    if (this.#options.context.isRunning()) this.#sync(this.#options.context.cursor());
  }

  counts() {
    return { ...this.#counts };
  }

  sentUntil(): number {
    return this.#options.context.cursor();
  }

  close(): void {
    this.#off();
  }

  /** RA-10: what sounds when `frame` leaves. Only the time said is later for a speaker that is delayed. */
  #sync(frame: number): void {
    const { context, control, address, remote, clockId } = this.#options;
    this.#nextSync = frame + SAMPLE_RATE;
    if (remote.controlPort === null) return;
    const { time, timeline } = context;
    const atMs = timeline.leavesAt(frame) + this.#delayMs;
    const times = {
      first: this.#isFirstSync,
      sounding: timeline.rtpTime(frame - STATED_LATENCY),
      sending: timeline.rtpTime(frame),
    };
    this.#isFirstSync = false;
    const packet =
      clockId === null
        ? encodeSyncPacket({ ...times, clock: "ntp", time: time.ntp(atMs) })
        : encodeSyncPacket({ ...times, clock: "ptp", time: time.ns(atMs), clockId });
    control.send(packet, address, remote.controlPort);
  }

  #heard({ bytes, address, port }: Datagram): void {
    // Nobody else may have what is sent to this receiver, or have us send much to it.
    if (withoutZone(address) !== withoutZone(this.#options.address)) return;
    const request = decodeResendRequest(bytes);
    if (request === undefined) return;
    this.#counts.askedAgain += request.count;
    for (let asked = 0; asked < Math.min(request.count, BACKLOG_PACKETS); asked++) {
      const packet = this.#backlog.find((request.first + asked) & 0xffff);
      if (packet === undefined) continue;
      this.#options.control.send(encodeResendAnswer(packet), address, port);
      this.#counts.sentAgain += 1;
    }
  }
}
