import type { LanguageChoice, LanguageGroup } from "../../../shared/model/now-playing.ts";
import type { MrpLanguageOption } from "../../wire/mrp/message.ts";
import type { Languages } from "./players.ts";

/** `type` of a language option. */
export const LanguageType = { Audible: 0, Legible: 1 } as const;
type LanguageType = (typeof LanguageType)[keyof typeof LanguageType];

/** Stands for "no subtitles" where an app lists that among them. */
const NONE = "__NONE__";
const AUTOMATIC = "__AUTO__";

/** AVFoundation's names for tracks that are made for people who do not hear or do not see. */
const accessible: ReadonlySet<string> = new Set([
  "public.accessibility.describes-video",
  "public.accessibility.describes-music-and-sound",
  "public.accessibility.transcribes-spoken-dialog",
]);
/** Shown by itself when foreign words are spoken; nobody picks it. */
const FORCED_ONLY = "public.subtitles.forced-only";

/** One choice with the option it stands for, as the device wants it back. */
export interface LanguageEntry {
  readonly choice: LanguageChoice;
  readonly option: MrpLanguageOption;
}

/** Sound tracks or subtitles to choose from, in the device's order. */
export function languageEntries(languages: Languages | null, type: LanguageType): LanguageEntry[] {
  const entries: LanguageEntry[] = [];
  const taken = new Set<string>();
  for (const option of optionsOf(languages, type)) {
    if (option.languageTag === NONE || option.characteristics?.includes(FORCED_ONLY)) continue;
    let id = keyOf(option);
    while (taken.has(id)) id += "'";
    taken.add(id);
    entries.push({ option, choice: choiceOf(id, option) });
  }
  return entries;
}

/** Null: nothing to choose from, as far as the device tells. */
export function languageGroup(languages: Languages | null, type: LanguageType) {
  const entries = languageEntries(languages, type);
  if (languages === null || entries.length === 0) return null;
  const chosen = currentOption(languages, type);
  const key = chosen === null ? null : keyOf(chosen);
  const selected = entries.find(({ option }) => keyOf(option) === key);
  const group: LanguageGroup = {
    choices: entries.map(({ choice }) => choice),
    selectedId: selected?.choice.id ?? null,
    canBeOff: type === LanguageType.Legible && canBeOff(languages),
  };
  return group;
}

/** What is on now; null when nothing is, or when it is not told. */
export function currentOption(languages: Languages, type: LanguageType): MrpLanguageOption | null {
  const current = languages.current.find((option) => (option.type ?? 0) === type) ?? null;
  return current?.languageTag === NONE ? null : current;
}

/** The option that an app lists for "no subtitles", if it does. */
export function noneOption(languages: Languages): MrpLanguageOption | null {
  const options = optionsOf(languages, LanguageType.Legible);
  return options.find((option) => option.languageTag === NONE) ?? null;
}

function optionsOf(languages: Languages | null, type: LanguageType): readonly MrpLanguageOption[] {
  const all = (languages?.groups ?? []).flatMap((group) => group.options);
  return all.filter((option) => (option.type ?? 0) === type);
}

function canBeOff(languages: Languages): boolean {
  return languages.groups.some(
    ({ canBeOff: may, options }) =>
      options.some(({ type }) => type === LanguageType.Legible) &&
      (may || options.some(({ languageTag }) => languageTag === NONE)),
  );
}

/** The same for an option among the available ones and among the current ones. */
function keyOf(option: MrpLanguageOption): string {
  return option.identifier || `${option.languageTag ?? ""}:${option.displayName ?? ""}`;
}

function choiceOf(id: string, option: MrpLanguageOption): LanguageChoice {
  const tag = option.languageTag ?? "";
  return {
    id,
    name: option.displayName || tag,
    tag: tag === AUTOMATIC ? "" : tag,
    accessible: (option.characteristics ?? []).some((name) => accessible.has(name)),
  };
}
