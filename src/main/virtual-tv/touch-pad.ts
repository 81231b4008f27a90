import type { TouchPhase, TouchPoint } from "../../shared/model/buttons.ts";
import type { SwipeDirection } from "./tv-input.ts";

/** Shorter strokes are a finger that rests (the pad is 1000 by 1000). */
const SWIPE_DISTANCE = 100;

/** Companion's `_tPh`. */
const phases: ReadonlyMap<number, TouchPhase> = new Map([
  [1, "press"],
  [3, "move"],
  [4, "release"],
  [5, "click"],
]);

export const touchPhaseOf = (code: number): TouchPhase | undefined => phases.get(code);

/** Follows one finger and says which way it swiped. */
export class TouchPad {
  #start: TouchPoint | null = null;

  touch(phase: TouchPhase, at: TouchPoint): SwipeDirection | null {
    if (phase === "press") this.#start = at;
    if (phase !== "release" || this.#start === null) return null;
    const across = at.x - this.#start.x;
    const along = at.y - this.#start.y;
    this.#start = null;
    if (Math.max(Math.abs(across), Math.abs(along)) < SWIPE_DISTANCE) return null;
    if (Math.abs(across) >= Math.abs(along)) return across > 0 ? "right" : "left";
    return along > 0 ? "down" : "up";
  }
}
