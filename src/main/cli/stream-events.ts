import { hasJumped } from "../../shared/model/now-playing.ts";
import type { SoundItem, SoundSnapshot, Speaker } from "../../shared/model/sound.ts";

/** One line of `stream --json`. Positions are seconds, volumes percent. */
export type StreamEvent =
  | {
      readonly event: "track";
      readonly id: string;
      readonly title: string;
      readonly artist: string | null;
      readonly album: string | null;
      readonly durationS: number | null;
    }
  | { readonly event: "on-air"; readonly title: string | null }
  | {
      readonly event: "position";
      readonly state: SoundSnapshot["state"];
      readonly positionS: number | null;
    }
  | {
      readonly event: "speaker";
      readonly id: string;
      readonly name: string;
      readonly phase: Speaker["phase"] | "left";
      readonly volume: number | null;
      readonly error: Speaker["error"];
    }
  | {
      readonly event: "track-failed";
      readonly id: string;
      readonly title: string;
      readonly error: SoundItem["error"];
    };

/** Pure: what is new between two snapshots; the time that passes is no news. */
export function streamEvents(
  before: SoundSnapshot | null,
  after: SoundSnapshot,
): readonly StreamEvent[] {
  // Those on the list are at rest then, and what is current is only where it would go on.
  if (after.state === "idle") {
    return [
      ...speakerEvents(before?.speakers ?? [], after.speakers.filter(hasFailed)),
      ...failedItems(before, after),
      ...positionEvents(before, after),
    ];
  }
  const { speakers } = after;
  const gone = (before?.speakers ?? []).filter((was) => !speakers.some(isSame(was)));
  return [
    ...speakerEvents(before?.speakers ?? [], speakers),
    ...gone.map(leftEvent),
    ...failedItems(before, after),
    ...trackEvents(before, after),
    ...positionEvents(before, after),
  ];
}

export function currentItem(snapshot: SoundSnapshot | null): SoundItem | undefined {
  return snapshot?.items.find(({ id }) => id === snapshot.currentId);
}

function speakerEvents(
  before: readonly Speaker[],
  after: readonly Speaker[],
): readonly StreamEvent[] {
  return after.flatMap((speaker): StreamEvent[] => {
    const { deviceId: id, name, phase, volume, error } = speaker;
    const was = before.find(({ deviceId }) => deviceId === id);
    if (was?.phase === phase && was.volume === volume && was.error?.code === error?.code) return [];
    return [{ event: "speaker", id, name, phase, volume, error }];
  });
}

const leftEvent = ({ deviceId: id, name, volume }: Speaker): StreamEvent => {
  return { event: "speaker", id, name, phase: "left", volume, error: null };
};

const isSame = (one: Speaker) => (other: Speaker) => other.deviceId === one.deviceId;
const hasFailed = ({ error }: Speaker) => error !== null;

function failedItems(before: SoundSnapshot | null, after: SoundSnapshot): readonly StreamEvent[] {
  return after.items.flatMap(({ id, title, error }): StreamEvent[] => {
    const was = before?.items.find((item) => item.id === id)?.error ?? null;
    return error === null || was !== null ? [] : [{ event: "track-failed", id, title, error }];
  });
}

function trackEvents(before: SoundSnapshot | null, after: SoundSnapshot): readonly StreamEvent[] {
  const item = currentItem(after);
  if (item === undefined) return [];
  const was = currentItem(before);
  const { id, title, artist, album, durationS } = item;
  const isSame =
    was?.id === id &&
    was.title === title &&
    was.artist === artist &&
    was.album === album &&
    was.durationS === durationS;
  const onAir = before?.onAir ?? null;
  return [
    ...(isSame ? [] : [{ event: "track", id, title, artist, album, durationS } as const]),
    ...(onAir === after.onAir ? [] : [{ event: "on-air", title: after.onAir } as const]),
  ];
}

function positionEvents(
  before: SoundSnapshot | null,
  after: SoundSnapshot,
): readonly StreamEvent[] {
  const { state, position } = after;
  const clock = { position, durationS: currentItem(after)?.durationS ?? null };
  const was = { position: before?.position ?? null, durationS: clock.durationS };
  const isSame =
    before?.state === state && before.currentId === after.currentId && !hasJumped(was, clock);
  if (isSame || (before === null && state === "idle")) return [];
  return [{ event: "position", state, positionS: position?.seconds ?? null }];
}
