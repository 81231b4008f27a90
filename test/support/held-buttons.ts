import { expect } from "vitest";
import { type Clock, systemClock } from "../../src/main/runtime/clock.ts";
import { HOLD_MS } from "../../src/main/virtual-tv/button-presses.ts";

/**
 * For virtual TVs whose buttons another process holds, for a second. Of that second they would see too
 * little whenever this process comes to the press late, and take it for a tap: here they take it for a hold
 * at once, and how long it was is measured where nothing makes it shorter.
 */
export class HeldButtons {
  readonly clock: Clock = {
    ...systemClock,
    after: (delayMs, action) =>
      systemClock.after(this.#isHeld && delayMs === HOLD_MS ? 0 : delayMs, action),
  };
  #isHeld = false;

  /** `press` resolves when the button is up again. */
  async hold(press: () => Promise<unknown>): Promise<void> {
    const fromMs = systemClock.now();
    this.#isHeld = true;
    try {
      await press();
    } finally {
      this.#isHeld = false;
    }
    expect(systemClock.now() - fromMs).toBeGreaterThan(HOLD_MS);
  }
}
