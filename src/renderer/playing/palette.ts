export type Rgb = readonly [red: number, green: number, blue: number];

/** What is written on a picture, and on what: every pair of them is readable. */
export interface Palette {
  /** The picture's own colour, dark enough for both inks. */
  readonly scrim: Rgb;
  readonly ink: Rgb;
  readonly quiet: Rgb;
}

/** WCAG AA for text; what each pair below reaches at least. */
export const READABLE = 4.5;
/** For the main ink: a scrim that is this dark also looks like one. */
const COMFORTABLE = 10;

const white: Rgb = [255, 255, 255];
/** For a picture without any colour, or none at all. */
export const neutralPalette: Palette = paletteOn([28, 28, 30]);

function linear(channel: number): number {
  const part = channel / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** 1 (the same) to 21 (black on white), as WCAG 2 defines it. */
export function contrast(one: Rgb, other: Rgb): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function mix(from: Rgb, to: Rgb, part: number): Rgb {
  const at = (index: 0 | 1 | 2): number =>
    Math.round(from[index] + (to[index] - from[index]) * part);
  return [at(0), at(1), at(2)];
}

/** Darkens a colour until white is comfortable on it, and finds the quietest ink that is readable. */
export function paletteOn(colour: Rgb): Palette {
  let scrim = colour;
  while (contrast(white, scrim) < COMFORTABLE) scrim = mix(scrim, [0, 0, 0], 0.08);
  let part = 0.7;
  while (contrast(mix(scrim, white, part), scrim) < READABLE && part < 1) part += 0.05;
  return { scrim, ink: white, quiet: mix(scrim, white, Math.min(1, part)) };
}

interface Bin {
  weight: number;
  red: number;
  green: number;
  blue: number;
}

/**
 * The colours for a picture from its pixels, four bytes each as a canvas gives them. Strong colours
 * count more than grey ones, and the lower half, which the scrim grows out of, more than the upper.
 */
export function paletteOf(pixels: Uint8ClampedArray): Palette {
  const bins = new Map<number, Bin>();
  for (let at = 0; at + 3 < pixels.length; at += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.subarray(at, at + 4);
    if (alpha < 128) continue;
    const strength = (Math.max(red, green, blue) - Math.min(red, green, blue)) / 255;
    const weight = (0.15 + strength) * (at * 2 >= pixels.length ? 2 : 1);
    const name = ((red >> 5) << 6) | ((green >> 5) << 3) | (blue >> 5);
    const bin = bins.get(name) ?? { weight: 0, red: 0, green: 0, blue: 0 };
    bin.weight += weight;
    bin.red += red * weight;
    bin.green += green * weight;
    bin.blue += blue * weight;
    bins.set(name, bin);
  }
  const [best] = [...bins.values()].sort((a, b) => b.weight - a.weight);
  if (best === undefined) return neutralPalette;
  const { weight } = best;
  return paletteOn([best.red / weight, best.green / weight, best.blue / weight]);
}

export const cssOf = (colour: Rgb): string => `rgb(${colour.map(Math.round).join(" ")})`;
