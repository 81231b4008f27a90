import type { Log } from "../../runtime/log.ts";
import { FRAMES_PER_PACKET } from "../engine.ts";
import { SAMPLE_RATE } from "../source/source.ts";

/** Less than a packet's time is the unrest of every timer. */
const LATE_MS = (FRAMES_PER_PACKET * 1000) / SAMPLE_RATE;
/** So many turns of the pacer in a row, each of which left packets behind: no hiccup any more (RA-09). */
const LATE_TURNS = 5;
/** It is said once in that time. */
const QUIET_MS = 60_000;

/** Says in the log when packets do not leave in time, and how often that was since it was last said. */
export class Lateness {
  readonly #log: Log;
  #turns = 0;
  #saidMs = Number.NEGATIVE_INFINITY;
  #unsaid = 0;

  constructor(log: Log) {
    this.#log = log;
  }

  /** After a turn of the pacer: how much the next packet is overdue all the same; less than 0, not yet due. */
  turned(nowMs: number, lateMs: number): void {
    this.#turns = lateMs < LATE_MS ? 0 : this.#turns + 1;
    if (this.#turns !== LATE_TURNS) return;
    this.#unsaid += 1;
    if (nowMs - this.#saidMs < QUIET_MS) return;
    this.#log.warn("sound leaves late: this computer does not keep up", {
      lateMs: Math.round(lateMs),
      times: this.#unsaid,
    });
    this.#saidMs = nowMs;
    this.#unsaid = 0;
  }
}
