/** One finger event of a swipe: what `cmbe` says. */
type Touch = string;

interface Stroke {
  /** The point at a place along the way. */
  readonly at: (along: number) => string;
  readonly from: number;
  readonly to: number;
  /** One for each point; the finger leaves at the last one. */
  readonly times: readonly number[];
}

const STEP = 5;
const upright = [0, 1, 2, 3, 4, 5, 6];
const level = [0, 1, 3, 4, 5, 6, 7];

const strokes = {
  up: { at: (y: number) => `20,${y}`, from: 275, to: 250, times: upright },
  down: { at: (y: number) => `20,${y}`, from: 250, to: 275, times: upright },
  left: { at: (x: number) => `${x},100`, from: 75, to: 50, times: level },
  right: { at: (x: number) => `${x},100`, from: 50, to: 75, times: level },
} as const satisfies Record<string, Stroke>;

export type Arrow = keyof typeof strokes;

/**
 * DM-12: there are no arrow keys, only a finger that moves a little. The events of one arrow, in order:
 * down at one end, a move each five points, up at the other end.
 */
export function touchesOf(arrow: Arrow): readonly Touch[] {
  const { at, from, to, times }: Stroke = strokes[arrow];
  const direction = Math.sign(to - from) * STEP;
  return times.map((time, index) => {
    const isLast = index === times.length - 1;
    const phase = index === 0 ? "Down" : isLast ? "Up" : "Move";
    return `touch${phase}&time=${time}&point=${at(isLast ? to : from + index * direction)}`;
  });
}
