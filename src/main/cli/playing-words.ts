import type { LanguageGroup, NowPlaying } from "../../shared/model/now-playing.ts";
import { positionAt } from "../../shared/model/now-playing.ts";
import { originOf } from "../../shared/model/playing-words.ts";
import { printable } from "./table.ts";

/** `75` is 1:15, `3675` is 1:01:15. Whole seconds, rounded down. */
export function formatTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [
    Math.floor(whole / 3600),
    Math.floor(whole / 60) % 60,
    whole % 60,
  ];
  const two = (value: number) => String(value).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** What plays, as a person reads it: title, where it is from, how far it is, how it goes on. */
export function playingLines(playing: NowPlaying | null, wallMs: number): readonly string[] {
  if (playing === null) return ["Nothing plays."];
  const { title, app, state, shuffle, repeat } = playing;
  const modes = [
    shuffle === null || shuffle === "off" ? "" : `shuffle ${shuffle}`,
    repeat === null || repeat === "off" ? "" : `repeat ${repeat}`,
  ];
  const status = [state, progress(playing, wallMs), ...modes].filter((part) => part !== "");
  return [
    title === null ? "(no title)" : printable(title),
    originOf(playing).map(printable).join(" - "),
    app === null ? "" : `in ${printable(app.name)}`,
    status.join(", "),
  ].filter((line) => line !== "");
}

function progress(playing: NowPlaying, wallMs: number): string {
  const at = positionAt(playing, wallMs);
  if (playing.isLive) return at === null ? "live" : `live, ${formatTime(at)}`;
  const end = playing.durationS === null ? "" : ` of ${formatTime(playing.durationS)}`;
  return at === null ? end.trim() : `${formatTime(at)}${end}`;
}

/** The choices of a group as rows for a table; `*` is the one that is on. */
export function languageRows(group: LanguageGroup): readonly (readonly string[])[] {
  const off = group.canBeOff ? [[group.selectedId === null ? "*" : " ", "off", "", ""]] : [];
  const rows = group.choices.map(({ id, name, tag, accessible }) => [
    id === group.selectedId ? "*" : " ",
    printable(name),
    printable(tag),
    accessible ? "accessible" : "",
  ]);
  return [...off, ...rows];
}
