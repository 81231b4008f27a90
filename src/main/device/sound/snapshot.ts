import type { ErrorBody } from "../../../shared/errors.ts";
import type { SoundSnapshot } from "../../../shared/model/sound.ts";
import { stable, stableMembers } from "../stable.ts";
import type { Player } from "./player.ts";
import type { Queue } from "./queue.ts";
import type { Speakers } from "./speakers.ts";

export const nothingSent: SoundSnapshot = {
  revision: 0,
  state: "idle",
  items: [],
  currentId: null,
  position: null,
  onAir: null,
  canSeek: false,
  speakers: [],
  volume: null,
  lastError: null,
};

/** What the snapshot is made of. */
export interface SoundParts {
  readonly queue: Queue;
  readonly speakers: Speakers;
  /** Undefined: nothing is sent. */
  readonly player: Player | undefined;
  /** Something is about to be. */
  readonly isStarting: boolean;
  readonly currentId: string | null;
  readonly lastError: ErrorBody | null;
}

/** `before` when nothing has changed; its members where they have not. */
export function buildSnapshot(before: SoundSnapshot, parts: SoundParts): SoundSnapshot {
  const { queue, speakers, player, isStarting, lastError } = parts;
  // What is heard until the new begins is not of this queue.
  const heard = isStarting ? null : (player?.heard ?? null);
  const playerId = isStarting ? null : player?.currentId;
  const shown = speakers.list.map((speaker) => speaker.shown);
  const next: SoundSnapshot = stableMembers(before, {
    revision: before.revision,
    state: stateOf(parts),
    items: queue.items,
    currentId: playerId ?? parts.currentId,
    position: heard?.position ?? null,
    onAir: heard?.tags?.onAir ?? null,
    canSeek: heard?.canSeek ?? false,
    speakers: shown.map((one) => {
      const known = before.speakers.find(({ deviceId }) => deviceId === one.deviceId);
      return known ? stable(known, one) : one;
    }),
    volume: speakers.volume,
    lastError,
  });
  return next === before ? before : { ...next, revision: before.revision + 1 };
}

function stateOf({ player, isStarting }: SoundParts): SoundSnapshot["state"] {
  return isStarting ? "loading" : (player?.state ?? "idle");
}
