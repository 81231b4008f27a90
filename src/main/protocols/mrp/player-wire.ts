import type {
  MrpCommandInfo,
  MrpContentItem,
  MrpLanguageOption,
  MrpMetadata,
} from "../../wire/mrp/message.ts";
import { pictureMark } from "../picture.ts";
import { keepSame } from "../same.ts";
import {
  type CommandState,
  type Commands,
  flagFields,
  type Item,
  type Languages,
  type Metadata,
  numberFields,
  textFields,
} from "./players.ts";

/** More than any device sends, so that none can make us keep what it likes. */
const MAX_COMMANDS = 256;
const MAX_TEXT = 4096;
const MAX_LANGUAGES = 256;

/** What a message says about commands, as a table; `before` when it is the same. */
export function commandsOf(
  infos: readonly MrpCommandInfo[] | null | undefined,
  before: Commands,
): Commands {
  const commands = new Map<number, CommandState>();
  for (const info of (infos ?? []).slice(0, MAX_COMMANDS)) {
    if (typeof info.command !== "number") continue;
    commands.set(info.command, {
      enabled: info.enabled ?? false,
      intervals: (info.preferredIntervals ?? []).slice(0, 8),
      repeatMode: info.repeatMode ?? null,
      shuffleMode: info.shuffleMode ?? null,
    });
  }
  return keepSame(before, commands);
}

/**
 * The item as this message leaves it: fields that it carries replace those of `known`, the same
 * item as it was (MR-46). `known` itself when nothing is different, and never changed (RB-22).
 */
export function mergeItem(known: Item | undefined, sent: MrpContentItem): Item {
  const languages = languagesOf(sent) ?? known?.languages ?? null;
  const artwork = sent.artworkData;
  const next: Item = {
    id: shortText(sent.identifier) ?? known?.id ?? null,
    metadata: mergeMetadata(known?.metadata ?? null, sent.metadata),
    languages,
    pictureMark: artwork?.length ? pictureMark(artwork) : (known?.pictureMark ?? null),
  };
  return known === undefined ? next : keepSame(known, next);
}

/**
 * An item of a new queue. What it says of itself is all there is; what it is silent about because
 * nobody asks for it again (languages, a picture) stays as long as it is the same item.
 */
export function replaceItem(known: Item | undefined, sent: MrpContentItem): Item {
  const same = known === undefined ? undefined : { ...known, metadata: null };
  const next = mergeItem(same, sent);
  return known === undefined ? next : keepSame(known, next);
}

function mergeMetadata(
  known: Metadata | null,
  sent: MrpMetadata | null | undefined,
): Metadata | null {
  if (sent === null || sent === undefined) return known;
  const told: Record<string, string | number | boolean> = { ...known };
  for (const field of textFields) {
    const text = shortText(sent[field]);
    if (text !== null) told[field] = text;
  }
  for (const field of numberFields) {
    const value = sent[field];
    if (value !== null && value !== undefined) told[field] = Number(value);
  }
  for (const field of flagFields) {
    const flag = sent[field];
    if (typeof flag === "boolean") told[field] = flag;
  }
  return told as Metadata;
}

function languagesOf(sent: MrpContentItem): Languages | null {
  const groups = sent.availableLanguageOptions ?? [];
  const current = sent.currentLanguageOptions ?? [];
  if (groups.length === 0 && current.length === 0) return null;
  return {
    groups: groups.slice(0, 8).map((group) => ({
      canBeOff: group.allowEmptySelection ?? false,
      options: (group.languageOptions ?? []).slice(0, MAX_LANGUAGES).map(plainOption),
    })),
    current: current.slice(0, 8).map(plainOption),
  };
}

/** Without what the decoder keeps beside the fields, which would keep the whole message. */
function plainOption(option: MrpLanguageOption): MrpLanguageOption {
  return {
    type: option.type ?? null,
    languageTag: shortText(option.languageTag),
    characteristics: (option.characteristics ?? []).slice(0, 16),
    displayName: shortText(option.displayName),
    identifier: shortText(option.identifier),
  };
}

export function shortText(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null;
  return text.length > MAX_TEXT ? text.slice(0, MAX_TEXT) : text;
}
