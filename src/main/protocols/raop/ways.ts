import { soundGeneration } from "./receiver.ts";
import { airPlay1 } from "./v1/airplay-1.ts";
import { airPlay2Ways } from "./v2/ways.ts";
import type { SoundReceiver, SoundWay } from "./way.ts";

/**
 * Ways to this receiver, most promising first (docs/decisions/0038-ways-to-a-speaker.md): AirPlay 2
 * where it speaks that (SC-66), and AirPlay 1, which many of those take as well.
 */
export function waysToSound(receiver: SoundReceiver): readonly SoundWay[] {
  return soundGeneration(receiver) === 2 ? [...airPlay2Ways(receiver), airPlay1] : [airPlay1];
}
