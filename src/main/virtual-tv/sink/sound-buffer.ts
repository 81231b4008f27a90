import type { PacketTally } from "./packet-tally.ts";
import { PcmTape } from "./pcm-tape.ts";
import { Sequence } from "./sequence.ts";
import type { SoundClock } from "./sound-clock.ts";
import type { PacketPlace, SoundFormat } from "./sound-sink.ts";

/** A gap that is larger is no loss but another stream. */
const MOST_LOST = 1_000;
/** However far ahead a sender fills it. */
const MOST_S = 300;

export interface TakenPacket extends PacketPlace {
  readonly marker: boolean;
  readonly isResent: boolean;
  readonly frames: number;
  /** Null: cannot be read here, only counted. */
  readonly samples: Int16Array | null;
}

/** What arrived of one session, in order, and what of it has sounded. */
export class SoundBuffer {
  readonly #clock: SoundClock;
  readonly #tally: PacketTally;
  readonly #format: SoundFormat;
  readonly #wallMs: () => number;
  readonly #keptPackets: number;
  readonly #sequence: Sequence;
  readonly #packets = new Map<number, TakenPacket>();
  readonly #missing = new Set<number>();
  readonly #asked = new Set<number>();
  readonly #heard: PcmTape;
  /** Ranges that are not to sound although they are there. */
  readonly #skips: { readonly from: number; readonly until: number }[] = [];
  /** The highest that arrived, and the next that sounds. */
  #highest: number | null = null;
  #next: number | null = null;
  #nextRtp: number | null = null;
  /** What a flush said comes next. */
  #promised: (PacketPlace & { readonly extended: number }) | null = null;
  first: PacketPlace | null = null;
  last: PacketPlace | null = null;

  constructor(options: {
    readonly clock: SoundClock;
    readonly tally: PacketTally;
    readonly format: SoundFormat;
    readonly wallMs: () => number;
    readonly keptS: number;
  }) {
    const { format, keptS } = options;
    this.#clock = options.clock;
    this.#tally = options.tally;
    this.#format = format;
    this.#wallMs = options.wallMs;
    this.#keptPackets = Math.ceil((keptS * format.sampleRate) / format.framesPerPacket);
    this.#heard = new PcmTape(keptS * format.sampleRate);
    this.#sequence = new Sequence(format.transport === "buffered" ? 23 : 16);
  }

  /** Sequence numbers that are not there. */
  get missing(): readonly number[] {
    return [...this.#missing].map((extended) => this.#sequence.wire(extended));
  }

  /** Those that still could sound, in runs, as they are asked for again. */
  missingRuns(): readonly { readonly from: number; readonly count: number }[] {
    const runs: { from: number; count: number; end: number }[] = [];
    for (const extended of [...this.#missing].sort((one, other) => one - other)) {
      if (this.#next !== null && extended < this.#next) continue;
      const last = runs.at(-1);
      this.#asked.add(extended);
      if (last?.end === extended) {
        last.count += 1;
        last.end += 1;
      } else runs.push({ from: this.#sequence.wire(extended), count: 1, end: extended + 1 });
    }
    return runs;
  }

  take(packet: TakenPacket): void {
    const { counts } = this.#tally;
    const extended = this.#sequence.extend(packet.sequence);
    this.settle();
    if (this.#packets.has(extended)) {
      counts.duplicates += 1;
      return;
    }
    if (this.#isOutside(extended)) {
      counts.outside += 1;
      return;
    }
    const dueMs = this.#clock.dueMs(packet.rtpTime);
    const atMs = this.#wallMs();
    if (!packet.isResent) this.#tally.arrived(atMs, dueMs);
    if (packet.marker) this.#tally.mark(packet.sequence);
    this.#place(packet, extended);
    if (this.#next !== null && extended < this.#next) counts.late += 1;
  }

  /** RECORD says what comes first. */
  expect(at: PacketPlace): void {
    if (this.#highest !== null) return;
    const extended = this.#sequence.extend(at.sequence);
    this.#promised = { ...at, extended };
    this.#next = extended;
    this.#nextRtp = at.rtpTime;
    this.#highest = extended - 1;
    this.#sequence.countOn(this.#highest);
  }

  /** Null, or a place that is not there yet: nothing of what there is sounds any more. */
  flush(at: PacketPlace | null): void {
    this.#tally.flush(at);
    this.settle();
    this.#cutHeard();
    const until = at === null ? (this.#highest ?? -1) + 1 : this.#sequence.extend(at.sequence);
    for (const extended of this.#missing) if (extended < until) this.#missing.delete(extended);
    this.#promised = at && { ...at, extended: until };
    if (at !== null || this.#highest !== null) {
      this.#next = until;
      this.#nextRtp = at?.rtpTime ?? null;
      this.#highest = Math.max(until - 1, this.#heldFrom(until));
      this.#sequence.countOn(this.#highest);
    }
    this.first = null;
    this.last = null;
    if (this.#format.transport === "realtime") this.#clock.forget();
  }

  /** Nothing sounds from now on; what is missing stays missing. */
  stop(): void {
    this.settle();
    this.#cutHeard();
    this.#next = null;
  }

  /** What lies between the two does not sound, when it comes to it. */
  skip(from: PacketPlace, until: PacketPlace): void {
    this.#tally.flush(until);
    const [begin, end] = [from, until].map(({ sequence }) => this.#sequence.extend(sequence));
    if (begin !== undefined && end !== undefined) this.#skips.push({ from: begin, until: end });
  }

  /** Whatever was due until now has sounded. */
  settle(): void {
    const now = this.#wallMs();
    while (this.#next !== null && this.#highest !== null && this.#next <= this.#highest) {
      const next = this.#next;
      const skip = this.#skips.find(({ from, until }) => from <= next && next < until);
      if (skip) {
        this.#next = skip.until;
        this.#nextRtp = null;
        continue;
      }
      const packet = this.#packets.get(next);
      const rtpTime = packet?.rtpTime ?? this.#nextRtp;
      const frames = packet?.frames ?? this.#format.framesPerPacket;
      const dueMs = rtpTime === null ? Number.NEGATIVE_INFINITY : this.#clock.dueMs(rtpTime);
      if (dueMs === null || dueMs + this.#msOf(frames) > now) return;
      if (packet?.samples) this.#heard.append(packet.samples);
      else if (rtpTime !== null) this.#heard.silence(frames);
      this.#next = next + 1;
      this.#nextRtp = rtpTime === null ? null : (rtpTime + frames) >>> 0;
    }
  }

  heard(): Int16Array {
    this.settle();
    return this.#heard.samples();
  }

  received(): Int16Array {
    const tape = new PcmTape(MOST_S * this.#format.sampleRate);
    let before: number | null = null;
    for (const extended of [...this.#packets.keys()].sort((one, other) => one - other)) {
      for (let gap = (before ?? extended - 1) + 1; gap < extended; gap++) {
        if (this.#missing.has(gap)) tape.silence(this.#format.framesPerPacket);
      }
      const packet = this.#packets.get(extended);
      if (packet?.samples) tape.append(packet.samples);
      else tape.silence(packet?.frames ?? 0);
      before = extended;
    }
    return tape.samples();
  }

  /** Of a packet whose sound had begun when it was flushed, what was heard of it. */
  #cutHeard(): void {
    const packet = this.#next === null ? undefined : this.#packets.get(this.#next);
    const dueMs = packet && this.#clock.dueMs(packet.rtpTime);
    if (packet === undefined || dueMs == null) return;
    const frames = Math.floor(((this.#wallMs() - dueMs) / 1000) * this.#format.sampleRate);
    if (frames > 0 && packet.samples) this.#heard.append(packet.samples.subarray(0, frames * 2));
  }

  #isOutside(extended: number): boolean {
    if (this.#highest === null) return false;
    if (this.#promised !== null && extended < this.#promised.extended) return true;
    return Math.abs(extended - this.#highest) > MOST_LOST && this.#promised === null;
  }

  #place(packet: TakenPacket, extended: number): void {
    const { counts } = this.#tally;
    const place = { sequence: packet.sequence, rtpTime: packet.rtpTime };
    this.#checkTime(packet, extended);
    if (this.#highest === null || extended > this.#highest) {
      const from = this.#highest === null ? extended : this.#highest + 1;
      for (let gap = Math.max(from, extended - MOST_LOST); gap < extended; gap++) {
        this.#missing.add(gap);
      }
      this.#highest = extended;
      this.#sequence.countOn(extended);
      this.last = place;
    } else if (this.#missing.has(extended)) {
      if (this.#asked.delete(extended)) counts.recovered += 1;
      else counts.reordered += 1;
      // Too late is as good as never.
      if (this.#next === null || extended >= this.#next) this.#missing.delete(extended);
    }
    this.first ??= place;
    this.#next ??= extended;
    counts.frames += packet.frames;
    this.#packets.set(extended, packet);
    this.#letGo();
  }

  #checkTime({ rtpTime, frames }: TakenPacket, extended: number): void {
    const before = this.#packets.get(extended - 1);
    const after = this.#packets.get(extended + 1);
    const { counts } = this.#tally;
    if (this.#promised?.extended === extended) {
      if (rtpTime !== this.#promised.rtpTime) counts.timeJumps += 1;
    } else if (before && (before.rtpTime + before.frames) >>> 0 !== rtpTime) counts.timeJumps += 1;
    if (after && (rtpTime + frames) >>> 0 !== after.rtpTime) counts.timeJumps += 1;
  }

  #heldFrom(extended: number): number {
    let held = extended - 1;
    for (const each of this.#packets.keys()) held = Math.max(held, each);
    return held;
  }

  #letGo(): void {
    const hardLimit = (MOST_S * this.#format.sampleRate) / this.#format.framesPerPacket;
    if (this.#packets.size <= this.#keptPackets) return;
    for (const extended of this.#packets.keys()) {
      const isHeard = this.#next !== null && extended < this.#next;
      if (!isHeard && this.#packets.size <= hardLimit) return;
      this.#packets.delete(extended);
      if (this.#packets.size <= this.#keptPackets) return;
    }
  }

  #msOf(frames: number): number {
    return (frames / this.#format.sampleRate) * 1000;
  }
}
