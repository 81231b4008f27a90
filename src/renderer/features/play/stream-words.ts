import type { MediaStream } from "../../../shared/model/media.ts";
import type { SessionSnapshot } from "../../../shared/model/session.ts";
import { itemSentence } from "../../playing/item-words.ts";
import { useFacts, useUi } from "../../shell.ts";
import { wayOf } from "../../store/play-draft.ts";
import { useWords, type Words } from "../../words/words.ts";
import { playTitle } from "../sound/sound-words.ts";

/** What is on its way to a device, or being looked into before it. */
export interface OnItsWay {
  readonly sentence: string;
  /** Files that came along and do not play. */
  readonly leftOver: number;
  /** Where it can be stopped; null while it has not been sent. */
  readonly deviceId: string | null;
  /** It is sent as sound: the session of it tells how it goes on. */
  readonly sound: boolean;
}

/** What this window has sent or is about to send; null: nothing. */
export function useOnItsWay(): OnItsWay | null {
  const words = useWords();
  const draft = useUi(({ sheet, play }) => (sheet === "play" ? null : play));
  const devices = useFacts((facts) => facts.devices?.devices);
  if (draft === null) return null;
  const { stage, item, deviceId, leftOver } = draft;
  if (stage.at === "reading") {
    const sentence = words("play.reading", { title: stage.title });
    return { sentence, leftOver, deviceId: null, sound: false };
  }
  if (stage.at !== "starting" || item === null) return null;
  const device = devices?.find(({ id }) => id === deviceId);
  const title = playTitle(item, words);
  const sentence = words("stream.starting", { title, name: device?.name ?? "" });
  const sound = device !== undefined && wayOf(item, device) === "sound";
  return { sentence, leftOver, deviceId, sound };
}

/** How a stream stands, in a sentence. */
export function streamSentence(stream: MediaStream, name: string, words: Words): string {
  return words(`stream.${stream.stage}`, { title: stream.title, name });
}

/** What is worth hearing: that it starts, and then what plays, by the name that the device has for it or by ours. */
export function streamAnnouncement(session: SessionSnapshot | null, words: Words): string | null {
  if (session === null || session.stream === null) return null;
  const { stream, nowPlaying, name } = session;
  const item = nowPlaying === null ? null : itemSentence(nowPlaying, words);
  return stream.stage === "playing" && item !== null ? item : streamSentence(stream, name, words);
}
