import { describe, expect, it } from "vitest";
import { choosePlace, rememberPlace, type Screen } from "../../src/main/app/window-place.ts";

const size = { width: 340, height: 720 };
const laptop: Screen = { id: "1", workArea: { x: 0, y: 0, width: 1440, height: 860 } };
const monitor: Screen = { id: "2", workArea: { x: 1440, y: 0, width: 2560, height: 1440 } };
const onMonitor = { x: 3000, y: 100, width: 400, height: 800 };
const onLaptop = { x: 40, y: 50, width: 340, height: 700 };

describe("window places", () => {
  it("opens in the middle of the primary display the first time", () => {
    expect(choosePlace("remote", {}, [laptop, monitor], size)).toEqual({ x: 550, y: 70, ...size });
  });

  it("opens where it was, display by display", () => {
    let places = rememberPlace("remote", {}, [laptop, monitor], onLaptop);
    places = rememberPlace("remote", places, [laptop, monitor], onMonitor);
    expect(choosePlace("remote", places, [laptop, monitor], size)).toEqual(onMonitor);
    // The monitor was unplugged: back to where it was on the laptop, not off the screen.
    expect(choosePlace("remote", places, [laptop], size)).toEqual(onLaptop);
    // And plugged in again: nothing was forgotten.
    expect(choosePlace("remote", places, [laptop, monitor], size)).toEqual(onMonitor);
  });

  it("does not open where nobody can drag it back", () => {
    const above = { x: 100, y: -400, width: 340, height: 720 };
    const aside = { x: 1430, y: 100, width: 340, height: 720 };
    for (const lost of [above, aside]) {
      const places = { remote: lost, "remote@1": lost };
      expect(choosePlace("remote", places, [laptop], size)).toEqual({ x: 550, y: 70, ...size });
    }
  });

  it("fits a display that is smaller than the window", () => {
    const small: Screen = { id: "3", workArea: { x: 10, y: 20, width: 300, height: 500 } };
    expect(choosePlace("remote", {}, [small], size)).toEqual({
      x: 10,
      y: 20,
      width: 300,
      height: 500,
    });
  });
});
