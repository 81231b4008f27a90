import { type PlayState, positionAt } from "../../../../shared/model/now-playing.ts";
import type { Clock } from "../../../runtime/clock.ts";
import { type ReadonlySignal, Signal } from "../../../runtime/signal.ts";
import type { MediaEnd } from "../../plugin.ts";
import type { PlayerStatus } from "./player.ts";

/** What a receiver told. Absent: it did not say. Seconds. */
export interface Report {
  readonly state?: PlayState;
  readonly positionS?: number;
  readonly durationS?: number;
}

/** What a receiver tells of the position is a little off each time; further off, it moved. */
const JUMP_S = 1;
/** A receiver that stops this close to the end played to its end. */
const NEAR_END_S = 5;

/** Where an item stands, by what the receiver told last and the time that went by since. */
export class Progress {
  readonly #clock: Clock;
  readonly #status = new Signal<PlayerStatus>({
    state: "loading",
    position: null,
    durationS: null,
  });

  constructor(clock: Clock, durationS: number | null) {
    this.#clock = clock;
    this.#status.set({ state: "loading", position: null, durationS });
  }

  get status(): ReadonlySignal<PlayerStatus> {
    return this.#status;
  }

  /** Seconds from the start, or null when nothing tells. */
  get positionS(): number | null {
    return positionAt(this.#status.value, this.#clock.wallMs());
  }

  /** Takes a report in; a status that says nothing new stays the same object. */
  report({ state, positionS, durationS }: Report): void {
    const before = this.#status.value;
    const here = this.positionS;
    const next = state ?? before.state;
    const rate = next === "playing" ? 1 : 0;
    const jumped =
      positionS !== undefined && (here === null || Math.abs(positionS - here) > JUMP_S);
    const turned = rate !== (before.position?.rate ?? 0);
    const seconds =
      jumped || (turned && positionS !== undefined) ? positionS : (here ?? (rate ? 0 : null));
    const moves = (jumped || turned) && seconds !== null;
    const position = moves ? { seconds, wallMs: this.#clock.wallMs(), rate } : before.position;
    const length = durationS !== undefined && durationS > 0 ? durationS : before.durationS;
    if (next === before.state && position === before.position && length === before.durationS)
      return;
    this.#status.set({ state: next, position, durationS: length });
  }

  /** What it means that the receiver plays it no more and does not say why. */
  endOfPlaying(): MediaEnd {
    const { durationS } = this.#status.value;
    const { positionS } = this;
    const early = durationS !== null && positionS !== null && durationS - positionS > NEAR_END_S;
    return { kind: early ? "interrupted" : "finished" };
  }
}
