import type { Button, PressAction } from "../../shared/model/buttons.ts";
import type { Clock, Timer } from "../runtime/clock.ts";

/** Longer than this is a hold: between any tap and the second that remotes hold for. */
export const HOLD_MS = 700;
/** A second tap within this is a double tap. */
const DOUBLE_MS = 500;

interface LastTap {
  readonly button: Button;
  readonly atMs: number;
}

/** Turns the downs and ups of one remote into taps, double taps and holds. */
export class ButtonPresses {
  readonly #clock: Clock;
  readonly #press: (button: Button, action: PressAction) => void;
  /** Null: it is down, and the hold has been reported. */
  readonly #down = new Map<Button, Timer | null>();
  #lastTap: LastTap | null = null;

  constructor(clock: Clock, press: (button: Button, action: PressAction) => void) {
    this.#clock = clock;
    this.#press = press;
  }

  down(button: Button): void {
    this.#down.get(button)?.cancel();
    const timer = this.#clock.after(HOLD_MS, () => {
      this.#down.set(button, null);
      this.#lastTap = null;
      this.#press(button, "hold");
    });
    this.#down.set(button, timer);
  }

  /** False: it was not down. */
  up(button: Button): boolean {
    const timer = this.#down.get(button);
    if (timer === undefined) return false;
    this.#down.delete(button);
    if (timer === null) return true;
    timer.cancel();
    this.#tapped(button);
    return true;
  }

  /** A remote that went away lets go of everything. */
  release(): void {
    for (const timer of this.#down.values()) timer?.cancel();
    this.#down.clear();
  }

  #tapped(button: Button): void {
    const atMs = this.#clock.now();
    const last = this.#lastTap;
    const isSecond = last !== null && last.button === button && atMs - last.atMs <= DOUBLE_MS;
    this.#lastTap = isSecond ? null : { button, atMs };
    this.#press(button, "tap");
    if (isSecond) this.#press(button, "double");
  }
}
