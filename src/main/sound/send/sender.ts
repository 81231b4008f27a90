import type { Runtime } from "../../runtime/runtime.ts";
import { FRAMES_PER_PACKET } from "../engine.ts";
import { SAMPLE_RATE } from "../source/source.ts";
import type { Feed } from "./feed.ts";
import { Lateness } from "./lateness.ts";
import type { Leg } from "./leg.ts";
import type { LegContext } from "./leg-context.ts";
import { Pacer } from "./pacer.ts";
import { Payloads } from "./payloads.ts";
import { Programme } from "./programme.ts";
import type { SessionClock } from "./session-clock.ts";
import { LATENCY, Timeline } from "./timeline.ts";

/** Silence after the end: until it was heard, and half a second more, or losses there are never missed. */
const TRAIL_FRAMES = LATENCY + SAMPLE_RATE / 2;

/** Takes packets off the programme when they are due and gives them to every leg. */
export class Sender implements LegContext {
  readonly runtime: Runtime;
  readonly time: SessionClock;
  readonly timeline: Timeline;
  readonly programme = new Programme();
  readonly #legs: ReadonlySet<Leg>;
  readonly #onTurn: (nowMs: number) => void;
  readonly #pacer: Pacer;
  readonly #payloads = new Payloads();
  readonly #lateness: Lateness;
  #feed: Feed | null = null;
  #cursor = 0;

  constructor(
    runtime: Runtime,
    parts: {
      readonly time: SessionClock;
      readonly rtpBase: number;
      readonly legs: ReadonlySet<Leg>;
      /** After each turn, and after the last one, when nothing is left to be sent or heard. */
      readonly onTurn: (nowMs: number) => void;
    },
  ) {
    this.runtime = runtime;
    this.time = parts.time;
    this.timeline = new Timeline(parts.rtpBase);
    this.#legs = parts.legs;
    this.#onTurn = parts.onTurn;
    this.#lateness = new Lateness(runtime.log);
    this.#pacer = new Pacer(runtime.clock, {
      nextAtMs: () => this.timeline.leavesAt(this.#cursor),
      send: () => this.#send(),
      skipTo: (nowMs) => this.#skipTo(nowMs),
      turned: (nowMs) => this.#turned(nowMs),
    });
  }

  cursor(): number {
    return this.#cursor;
  }

  isRunning(): boolean {
    return this.#pacer.isRunning;
  }

  /** The frame that sounds now; before anything does, the first one. */
  heard(): number {
    if (!this.isRunning()) return this.#cursor;
    return Math.max(this.timeline.start, this.timeline.soundingAt(this.time.now()));
  }

  /** Something of what was sent since the last beginning was heard. */
  isHeard(): boolean {
    return this.timeline.soundingAt(this.time.now()) >= this.timeline.start;
  }

  /** Sends what `feed` reads, from the cursor on; null: nothing. */
  take(feed: Feed | null): void {
    this.#feed = feed;
  }

  /** Time begins anew: what is at the cursor leaves now. */
  run(): void {
    if (this.isRunning()) return;
    this.timeline.restart(this.#cursor, this.time.now());
    for (const leg of this.#legs) leg.begin();
    this.#pacer.start();
  }

  /**
   * No more leaves. The cursor goes on behind what anybody was sent, so that RTP time only grows.
   * Returns the frame that was heard last.
   */
  halt(): number {
    const heard = Math.min(this.heard(), this.#cursor);
    this.#pacer.stop();
    for (const leg of this.#legs) this.#cursor = Math.max(this.#cursor, leg.sentUntil());
    for (const leg of this.#legs) leg.halt();
    return heard;
  }

  #send(): boolean {
    const frame = this.#cursor;
    const missing = frame + FRAMES_PER_PACKET - this.programme.head;
    if (missing > 0 && !this.#fill(missing)) return false;
    this.programme.read(frame, this.#payloads.samples);
    this.#payloads.renew();
    for (const leg of this.#legs) leg.send(this.#payloads, frame);
    this.#cursor = frame + FRAMES_PER_PACKET;
    return true;
  }

  /** Silence for what is not there; false: the end was heard, and nothing follows. */
  #fill(missing: number): boolean {
    const { last } = this.programme;
    if (this.#feed === null || this.#feed.isOver) {
      if (last.run !== null) this.programme.mark(null);
      else if (this.#cursor - last.start >= TRAIL_FRAMES) return false;
    } else {
      this.#feed.starve();
      // Starving may have given what was held.
      if (this.programme.head >= this.#cursor + FRAMES_PER_PACKET) return true;
      if (last.run !== null && !last.isStalled) this.programme.mark(last.run, true);
    }
    this.programme.silence(this.#cursor + FRAMES_PER_PACKET - this.programme.head);
    return missing > 0;
  }

  #skipTo(nowMs: number): void {
    this.runtime.log.warn("sound begins anew after a long stop of this machine");
    this.timeline.restart(this.#cursor, nowMs);
    for (const leg of this.#legs) leg.begin();
  }

  #turned(nowMs: number): void {
    if (this.isRunning()) {
      this.#lateness.turned(nowMs, nowMs - this.timeline.leavesAt(this.#cursor));
    }
    this.#feed?.roomed();
    for (const leg of this.#legs) leg.turned();
    this.#onTurn(nowMs);
  }
}
