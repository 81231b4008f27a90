import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  contrast,
  neutralPalette,
  paletteOf,
  paletteOn,
  READABLE,
} from "../../../src/renderer/playing/palette.ts";

const byte = fc.integer({ min: 0, max: 255 });
const picture = (...pixels: readonly (readonly number[])[]): Uint8ClampedArray =>
  Uint8ClampedArray.from(pixels.flat());

describe("the colours of a picture", () => {
  it("measure contrast as WCAG does", () => {
    expect(contrast([255, 255, 255], [0, 0, 0])).toBeCloseTo(21, 5);
    expect(contrast([119, 119, 119], [255, 255, 255])).toBeCloseTo(4.48, 2);
    expect(contrast([10, 20, 30], [10, 20, 30])).toBe(1);
  });

  it("are readable in both inks, whatever the colour", () => {
    fc.assert(
      fc.property(byte, byte, byte, (red, green, blue) => {
        const { scrim, ink, quiet } = paletteOn([red, green, blue]);
        expect(contrast(ink, scrim)).toBeGreaterThanOrEqual(READABLE);
        expect(contrast(quiet, scrim)).toBeGreaterThanOrEqual(READABLE);
      }),
    );
  });

  it("are readable whatever the pixels", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const { scrim, ink, quiet } = paletteOf(new Uint8ClampedArray(bytes));
        expect(contrast(ink, scrim)).toBeGreaterThanOrEqual(READABLE);
        expect(contrast(quiet, scrim)).toBeGreaterThanOrEqual(READABLE);
      }),
    );
  });

  it("are its own: red for a red one", () => {
    const [red, green, blue] = paletteOf(
      picture([200, 20, 20, 255], [210, 25, 22, 255], [128, 128, 128, 255]),
    ).scrim;
    expect(red).toBeGreaterThan(green * 3);
    expect(red).toBeGreaterThan(blue * 3);
  });

  it("are neutral for a picture that cannot be seen", () => {
    expect(paletteOf(picture([200, 20, 20, 0]))).toBe(neutralPalette);
    expect(paletteOf(picture())).toBe(neutralPalette);
  });
});
