import type { Clock } from "../../runtime/clock.ts";
import type { ReadSync } from "./rtp-reading.ts";
import type { SeenAnchor, SeenClock, SyncSeen } from "./sound-sink.ts";

/** Receivers play so many frames later than a sync packet says: "latency" is what the sender knows of. */
const ADDED_FRAMES = 11_025;
const KEPT_SYNCS = 100;
const KEPT_SAMPLES = 8;

/** Frames from `from` to `to`, both of 32 bits that wrap. */
export function rtpSince(from: number, to: number): number {
  return (to - from) | 0;
}

interface Sample {
  readonly offsetMs: number;
  /** How much of it may be the way there and back. */
  readonly slackMs: number;
}

/** When each frame is due, by what the sender says of it and of its clock. */
export class SoundClock {
  readonly #clock: Clock;
  readonly #rate: number;
  readonly #samples: Sample[] = [];
  #sampleCount = 0;
  #clockId: string | null = null;
  #kind: SeenClock["kind"] = "ntp";
  /** `rtpTime` sounds when the sender's clock says `senderMs`; null: it stands still, or nobody said. */
  #anchor: { readonly rtpTime: number; readonly senderMs: number } | null = null;
  #syncCount = 0;
  readonly syncs: SyncSeen[] = [];

  constructor(clock: Clock, sampleRate: number) {
    this.#clock = clock;
    this.#rate = sampleRate;
  }

  get syncCount(): number {
    return this.#syncCount;
  }

  get seen(): SeenClock | null {
    if (this.#sampleCount === 0) return null;
    return {
      kind: this.#kind,
      offsetMs: this.#offsetMs,
      samples: this.#sampleCount,
      clockId: this.#clockId,
    };
  }

  /** Sender's time less ours, and by how much that may be wrong. */
  sample(kind: SeenClock["kind"], offsetMs: number, slackMs: number, clockId: string | null): void {
    if (clockId !== this.#clockId || kind !== this.#kind) this.#samples.length = 0;
    this.#kind = kind;
    this.#clockId = clockId;
    this.#sampleCount += 1;
    this.#samples.push({ offsetMs, slackMs });
    if (this.#samples.length > KEPT_SAMPLES) this.#samples.shift();
  }

  sync({ isFirst, rtpNow, rtpNext, senderMs }: ReadSync): void {
    const anchor = { rtpTime: (rtpNow - ADDED_FRAMES) >>> 0, senderMs };
    const before = this.#anchor && this.#senderMs(this.#anchor, rtpNow);
    const after = this.#senderMs(anchor, rtpNow);
    this.#anchor = anchor;
    this.#syncCount += 1;
    const shiftMs = before === null ? 0 : after - before;
    const atMs = this.#clock.wallMs();
    this.syncs.push({ atMs, isFirst, rtpNow, rtpNext, senderMs, shiftMs });
    if (this.syncs.length > KEPT_SYNCS) this.syncs.shift();
  }

  /** Buffered: no frames are added. */
  setAnchor({ rate, rtpTime, networkNs }: SeenAnchor): void {
    this.#anchor = rate === 0 ? null : { rtpTime, senderMs: Number(networkNs) / 1e6 };
  }

  /** Until the next word on it, nothing is due. */
  forget(): void {
    this.#anchor = null;
  }

  /** Ms of our wall clock; null: unknown. */
  dueMs(rtpTime: number): number | null {
    if (this.#anchor === null) return null;
    // A clock by PTP begins anywhere: without its packets nobody can tell.
    return this.#senderMs(this.#anchor, rtpTime) - this.#offsetMs;
  }

  #senderMs(anchor: { readonly rtpTime: number; readonly senderMs: number }, rtpTime: number) {
    return anchor.senderMs + (rtpSince(anchor.rtpTime, rtpTime) / this.#rate) * 1000;
  }

  /** Of the sample that can be least wrong. */
  get #offsetMs(): number {
    let best: Sample | null = null;
    for (const sample of this.#samples) {
      if (best === null || sample.slackMs <= best.slackMs) best = sample;
    }
    return best?.offsetMs ?? 0;
  }
}
