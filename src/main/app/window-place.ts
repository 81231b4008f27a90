/** A rectangle in device-independent pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Screen {
  readonly id: string;
  readonly workArea: Place;
}

/** Places by window, and by window and display: `remote`, `remote@1234`. */
export type Places = Readonly<Record<string, Place>>;

/** So much of a window has to be on a screen to be found and dragged back. */
const VISIBLE_PX = 64;

/**
 * Where a window opens: where it was last, if that display is still there; else where it was on
 * the primary display; else in its middle. `screens` starts with the primary display.
 */
export function choosePlace(
  window: string,
  places: Places,
  screens: readonly Screen[],
  size: Size,
): Place {
  const last = places[window];
  if (last && screenOf(last, screens)) return last;
  const primary = screens[0];
  if (primary === undefined) return { x: 0, y: 0, ...size };
  const there = places[`${window}@${primary.id}`];
  if (there && screenOf(there, [primary])) return there;
  return centred(primary.workArea, size);
}

/** The places after a window was moved or resized. */
export function rememberPlace(
  window: string,
  places: Places,
  screens: readonly Screen[],
  place: Place,
): Record<string, Place> {
  const screen = screenOf(place, screens);
  return {
    ...places,
    [window]: place,
    ...(screen === undefined ? {} : { [`${window}@${screen.id}`]: place }),
  };
}

/** The screen that shows most of a place, if any shows enough of its top edge to drag it by. */
function screenOf(place: Place, screens: readonly Screen[]): Screen | undefined {
  const candidates = screens
    .map((screen) => ({ screen, seen: overlap(place, screen.workArea) }))
    .filter(({ screen, seen }) => seen.width >= VISIBLE_PX && place.y >= screen.workArea.y - 8)
    .filter(({ seen }) => seen.height >= VISIBLE_PX)
    .sort((a, b) => b.seen.width * b.seen.height - a.seen.width * a.seen.height);
  return candidates[0]?.screen;
}

function overlap(a: Place, b: Place): Size {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return { width: Math.max(0, width), height: Math.max(0, height) };
}

function centred(area: Place, size: Size): Place {
  const width = Math.min(size.width, area.width);
  const height = Math.min(size.height, area.height);
  return {
    x: Math.round(area.x + (area.width - width) / 2),
    y: Math.round(area.y + (area.height - height) / 2),
    width,
    height,
  };
}
