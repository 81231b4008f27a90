import { describe, expect, it } from "vitest";
import { ButtonPresses, HOLD_MS } from "../../../src/main/virtual-tv/button-presses.ts";
import { TouchPad } from "../../../src/main/virtual-tv/touch-pad.ts";
import { ManualClock } from "../../support/manual-clock.ts";

function watch() {
  const clock = new ManualClock();
  const seen: string[] = [];
  const presses = new ButtonPresses(clock, (button, action) => seen.push(`${action} ${button}`));
  const tap = (button: "up" | "home") => {
    presses.down(button);
    presses.up(button);
  };
  return { clock, seen, presses, tap };
}

describe("presses from downs and ups (CO-10)", () => {
  it("makes a tap of a short press and leaves no timer armed", () => {
    const { clock, seen, tap } = watch();
    tap("up");
    expect(seen).toEqual(["tap up"]);
    expect(clock.armedTimers).toBe(0);
  });

  it("makes a hold while the button is still down", async () => {
    const { clock, seen, presses } = watch();
    presses.down("home");
    await clock.advance(HOLD_MS);
    expect(seen).toEqual(["hold home"]);
    expect(presses.up("home")).toBe(true);
    expect(seen).toEqual(["hold home"]);
  });

  it("makes a double tap of two quick ones, and a third starts anew", () => {
    const { seen, tap } = watch();
    for (let count = 0; count < 3; count += 1) tap("up");
    expect(seen).toEqual(["tap up", "tap up", "double up", "tap up"]);
  });

  it("keeps slow taps and taps of different buttons apart", async () => {
    const { clock, seen, tap } = watch();
    tap("up");
    tap("home");
    await clock.advance(1000);
    tap("home");
    expect(seen).toEqual(["tap up", "tap home", "tap home"]);
  });

  it("refuses an up without a down", () => {
    const { presses, seen } = watch();
    expect(presses.up("up")).toBe(false);
    expect(seen).toEqual([]);
  });

  it("lets go of everything when the remote is gone", async () => {
    const { clock, seen, presses } = watch();
    presses.down("up");
    presses.release();
    await clock.advance(HOLD_MS * 2);
    expect(seen).toEqual([]);
  });
});

describe("swipes from touches (CO-15)", () => {
  const swipe = (x: number, y: number) => {
    const pad = new TouchPad();
    pad.touch("press", { x: 500, y: 500 });
    pad.touch("move", { x: 520, y: 520 });
    return pad.touch("release", { x, y });
  };

  it("go the way of the longer side", () => {
    expect(swipe(900, 600)).toBe("right");
    expect(swipe(100, 400)).toBe("left");
    expect(swipe(550, 900)).toBe("down");
    expect(swipe(450, 100)).toBe("up");
  });

  it("are none when the finger hardly moved, or never came down", () => {
    expect(swipe(540, 540)).toBeNull();
    expect(new TouchPad().touch("release", { x: 900, y: 0 })).toBeNull();
  });
});
