import type { PacketCounts, PacketPlace } from "./sound-sink.ts";

const KEPT = 100;
const zero = {
  direct: 0,
  resent: 0,
  recovered: 0,
  reordered: 0,
  duplicates: 0,
  late: 0,
  outside: 0,
  dropped: 0,
  askedAgain: 0,
  timeJumps: 0,
  sealedWrong: 0,
  malformed: 0,
  frames: 0,
};

/** The numbers of one session. */
export class PacketTally {
  readonly counts = { ...zero };
  readonly marked: number[] = [];
  readonly flushes: (PacketPlace | null)[] = [];
  #lead: { readonly min: number; readonly max: number } | null = null;
  #burst = { atMs: Number.NaN, packets: 0, longest: 0 };

  arrived(atMs: number, dueMs: number | null): void {
    const burst = this.#burst;
    burst.packets = Math.abs(atMs - burst.atMs) < 1 ? burst.packets + 1 : 1;
    if (burst.packets === 1) burst.atMs = atMs;
    burst.longest = Math.max(burst.longest, burst.packets);
    if (dueMs === null) return;
    const lead = dueMs - atMs;
    const { min, max } = this.#lead ?? { min: lead, max: lead };
    this.#lead = { min: Math.min(min, lead), max: Math.max(max, lead) };
  }

  mark(sequence: number): void {
    if (this.marked.length < KEPT) this.marked.push(sequence);
  }

  flush(place: PacketPlace | null): void {
    if (this.flushes.length < KEPT) this.flushes.push(place);
  }

  report(missing: number): PacketCounts {
    return {
      ...this.counts,
      missing,
      leadMs: this.#lead,
      longestBurst: this.#burst.longest,
    };
  }
}
