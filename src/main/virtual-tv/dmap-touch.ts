import type { SwipeDirection } from "./tv-input.ts";

/** One step of a finger, as a remote sends it: `touchMove&time=3&point=20,260`. */
export interface TouchStep {
  readonly phase: "Down" | "Move" | "Up";
  readonly time: number;
  readonly x: number;
  readonly y: number;
}

/** The whole stroke of an arrow (docs/protocols/dmap.md#arrows). */
const STROKE = 25;
/** The longest way between two steps: further apart, one of them was lost. */
const LONGEST_STEP = 5;

/** Undefined: no step, such as the name of a button. */
export function parseTouch(text: string): TouchStep | undefined {
  const match = /^touch(Down|Move|Up)&time=(\d{1,6})&point=(\d{1,5}),(\d{1,5})$/.exec(text);
  if (match === null) return undefined;
  const [, phase, time, x, y] = match;
  return { phase: phase as TouchStep["phase"], time: Number(time), x: Number(x), y: Number(y) };
}

/**
 * Follows the finger of one remote. A stroke counts when all of its steps came, each after the one
 * before it and none missing on the way; what is left out or out of order is no arrow.
 */
export class StrokeReader {
  #steps: TouchStep[] = [];

  /** The direction when this step ends a stroke; null when what it ends is none. */
  take(step: TouchStep): SwipeDirection | null | undefined {
    if (step.phase === "Down") this.#steps = [];
    this.#steps.push(step);
    if (step.phase !== "Up") return undefined;
    const steps = this.#steps;
    this.#steps = [];
    return directionOf(steps);
  }
}

function directionOf(steps: readonly TouchStep[]): SwipeDirection | null {
  const [first] = steps;
  const last = steps[steps.length - 1];
  if (first?.phase !== "Down" || last === undefined || !isWhole(steps)) return null;
  const across = last.x - first.x;
  const along = last.y - first.y;
  if (Math.max(Math.abs(across), Math.abs(along)) < STROKE) return null;
  if (Math.abs(across) > Math.abs(along)) return across > 0 ? "right" : "left";
  return along > 0 ? "down" : "up";
}

function isWhole(steps: readonly TouchStep[]): boolean {
  return steps.every((step, at) => {
    const before = steps[at - 1];
    if (before === undefined) return true;
    const way = Math.max(Math.abs(step.x - before.x), Math.abs(step.y - before.y));
    const rests = step.phase === "Up";
    return step.time > before.time && way <= LONGEST_STEP && (way > 0 || rests);
  });
}
