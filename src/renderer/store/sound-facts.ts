import type { SoundItem, SoundSnapshot, Speaker } from "../../shared/model/sound.ts";

/** Whether this computer sends sound now, or would if it were not paused. */
export const isSending = (sound: SoundSnapshot | null): sound is SoundSnapshot =>
  sound !== null && sound.state !== "idle";

export function currentItem({ items, currentId }: SoundSnapshot): SoundItem | null {
  return items.find(({ id }) => id === currentId) ?? null;
}

/** Those that sound comes out of, or is about to. */
export const soundingSpeakers = ({ speakers }: SoundSnapshot): readonly Speaker[] =>
  speakers.filter(({ phase }) => phase === "joined" || phase === "joining");

/** What a seek in the queue is called beside the seeks of devices. */
export const seekName = (itemId: string): string => `sound ${itemId}`;
