import type { TcpStream } from "../../runtime/network.ts";
import {
  BUFFERED_HEADER_LENGTH,
  BUFFERED_SEQUENCE_MASK,
  writeBufferedHeader,
} from "../../wire/buffered-sound.ts";
import { FRAMES_PER_PACKET, type LegHost, type LegRemote, type RtpMoment } from "../engine.ts";
import type { LegContext } from "./leg-context.ts";
import { LARGEST_PAYLOAD, Payloads } from "./payloads.ts";
import { createSealer, SEAL_LENGTH, type Sealer } from "./sealer.ts";
import type { StreamOut } from "./stream-out.ts";
import { LATENCY } from "./timeline.ts";

/** So many packets at most in one turn, or the others would wait while it is filled. */
const PACKETS_PER_TURN = 8;
/** Not taken by the other side: no more until it reads on. */
const MOST_UNSENT_BYTES = 64 * 1024;

export interface BufferedOptions {
  readonly context: LegContext;
  readonly remote: LegRemote;
  readonly host: LegHost;
  readonly stream: TcpStream;
  /** Of the first packet, 23 bits. */
  readonly sequence: number;
  readonly delayMs: number;
}

/**
 * One TCP connection, which gets all that is decoded as soon as it is (a few seconds ahead), and an
 * anchor that says when it sounds.
 */
export class BufferedOut implements StreamOut {
  readonly #options: BufferedOptions;
  readonly #sealer: Sealer;
  readonly #payloads = new Payloads();
  #sent = 0;
  #sequence: number;
  #cursor: number;
  #delayMs: number;
  #isReleased = false;
  #isAnchored = false;

  constructor(options: BufferedOptions) {
    this.#options = options;
    this.#sealer = createSealer(options.remote.cipher);
    this.#sequence = options.sequence;
    this.#cursor = options.context.cursor();
    this.#delayMs = options.delayMs;
  }

  next(): RtpMoment {
    const { timeline } = this.#options.context;
    if (this.#sent === 0) this.#cursor = this.#options.context.cursor();
    return { sequence: this.#sequence, rtpTime: timeline.rtpTime(this.#cursor) };
  }

  release(): void {
    this.#isReleased = true;
    if (this.#options.context.isRunning()) this.begin();
  }

  begin(): void {
    if (!this.#isReleased) return;
    const cursor = this.#options.context.cursor();
    this.#cursor = this.#sent === 0 ? cursor : Math.max(this.#cursor, cursor);
    this.#isAnchored = true;
    this.#anchor();
    this.turned();
  }

  send(): void {}

  turned(): void {
    const { context, stream } = this.#options;
    if (!this.#isReleased || !context.isRunning()) return;
    for (let turn = 0; turn < PACKETS_PER_TURN; turn++) {
      if (this.#cursor + FRAMES_PER_PACKET > context.programme.head) return;
      if (stream.unsentBytes > MOST_UNSENT_BYTES) return;
      // It did not read for seconds: what is over is not worth the way.
      if (this.#cursor < context.cursor() - LATENCY) this.#cursor = context.cursor();
      else this.#write();
    }
  }

  halt(): void {
    this.#cursor = this.#options.context.cursor();
    if (!this.#isAnchored) return;
    this.#isAnchored = false;
    this.#say(null);
  }

  setDelay(delayMs: number): void {
    this.#delayMs = delayMs;
    if (this.#isAnchored) this.#anchor();
  }

  counts() {
    return { sent: this.#sent, askedAgain: 0, sentAgain: 0 };
  }

  sentUntil(): number {
    return this.#sent === 0 ? 0 : this.#cursor;
  }

  close(): void {
    this.#options.stream.close();
  }

  #write(): void {
    const { context, remote, stream } = this.#options;
    context.programme.read(this.#cursor, this.#payloads.samples);
    this.#payloads.renew();
    const packet = new Uint8Array(BUFFERED_HEADER_LENGTH + LARGEST_PAYLOAD + SEAL_LENGTH);
    // The header is authenticated along, so it is there first; its length is known after.
    const header = {
      sequence: this.#sequence,
      timestamp: context.timeline.rtpTime(this.#cursor),
      ssrc: remote.ssrc,
    };
    writeBufferedHeader(packet, 0, header);
    const length = this.#sealer(packet, BUFFERED_HEADER_LENGTH, this.#payloads.as(remote.codec));
    writeBufferedHeader(packet, length, header);
    stream.write(packet.subarray(0, length));
    this.#sequence = (this.#sequence + 1) & BUFFERED_SEQUENCE_MASK;
    this.#cursor += FRAMES_PER_PACKET;
    this.#sent += 1;
  }

  #anchor(): void {
    const { time, timeline } = this.#options.context;
    this.#say({
      rtpTime: timeline.rtpTime(this.#cursor),
      networkNs: time.ns(timeline.soundsAt(this.#cursor) + this.#delayMs),
    });
  }

  #say(anchor: Parameters<LegHost["anchor"]>[0]): void {
    const { host, context } = this.#options;
    host.anchor(anchor).catch((error: unknown) =>
      context.runtime.log.warn("a speaker was not told when its sound is due", {
        reason: error instanceof Error ? error.message : String(error),
      }),
    );
  }
}
