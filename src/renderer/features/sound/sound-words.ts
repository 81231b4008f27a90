import type { SoundItem, SoundSnapshot } from "../../../shared/model/sound.ts";
import type { PlayItem } from "../../store/play-draft.ts";
import { currentItem, isSending, soundingSpeakers } from "../../store/sound-facts.ts";
import type { Words } from "../../words/words.ts";

/** "Claude Debussy · Suite bergamasque", as much of it as the file tells. */
export function itemFacts({ artist, album, title }: SoundItem): string {
  const parts = [artist, album === title ? null : album];
  return parts.filter((part) => part !== null && part !== "").join(" · ");
}

/** "On Kitchen", or how many there are. */
export function speakersLine(sound: SoundSnapshot, words: Words): string {
  const speakers = soundingSpeakers(sound);
  const [only] = speakers;
  if (only === undefined) return words("sound.on.none");
  return speakers.length === 1
    ? words("sound.on.one", { name: only.name })
    : words("sound.on.many", { count: speakers.length });
}

/** What is to be played, by its name: of several songs the first one's, and how many more. */
export function playTitle(item: PlayItem, words: Words): string {
  if (item.source !== "sound" || item.offers.length < 2) return item.title;
  return words("sound.andMore", { title: item.title, count: item.offers.length - 1 });
}

/** What is worth hearing: another song, another station's song, another state. */
export function soundAnnouncement(sound: SoundSnapshot | null, words: Words): string | null {
  if (!isSending(sound)) return null;
  const title = sound.onAir ?? currentItem(sound)?.title ?? null;
  if (title === null) return null;
  return words(`sound.said.${sound.state}`, { title, speakers: speakersLine(sound, words) });
}
