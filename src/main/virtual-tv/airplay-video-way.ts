import type { TvIdentity } from "./identity.ts";

/** Bits of `features` that promise a video by its address: by AirPlay 1, and by AirPlay 2. */
const VIDEO_BITS = (1n << 0n) | (1n << 49n);
const QUEUE_SINCE = 26;

/**
 * How a device takes a video: `play` by `POST /play`, `queue` by a play queue alone, where `/play`
 * answers 200 and nothing plays (tvOS 26 and later), `none` where there is no screen.
 */
export function videoWayOf({ features, osVersion }: TvIdentity): "play" | "queue" | "none" {
  if ((features & VIDEO_BITS) === 0n) return "none";
  return Number.parseInt(osVersion, 10) >= QUEUE_SINCE ? "queue" : "play";
}
