import { airPlay1 } from "./v1/airplay-1.ts";
import type { SoundReceiver, SoundWay } from "./way.ts";

/** Ways to this receiver, most promising first (docs/decisions/0038-ways-to-a-speaker.md). */
export function waysToSound(_receiver: SoundReceiver): readonly SoundWay[] {
  return [airPlay1];
}
