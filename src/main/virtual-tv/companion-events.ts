import type { OpackRecord } from "../wire/opack.ts";
import type { RemoteFacts } from "./companion-session.ts";
import { textFieldContent } from "./companion-text.ts";
import type { Television } from "./television.ts";
import { heardPercent } from "./tv-sound.ts";
import { attentionOf, mediaFlagsOf, type TvState } from "./tv-state.ts";

export interface TvEvent {
  readonly name: string;
  readonly content: OpackRecord;
}

/** What the TV has to tell its remotes after a change. */
export function eventsBetween(before: TvState, after: TvState, television: Television): TvEvent[] {
  const events: TvEvent[] = [];
  const attention = attentionOf(after);
  if (attention !== attentionOf(before)) {
    events.push({ name: "SystemStatus", content: { state: attention } });
    events.push({ name: "TVSystemStatus", content: { state: attention } });
  }
  const flags = mediaFlagsOf(after);
  const isLouder =
    heardPercent(after.volume) !== heardPercent(before.volume) && (flags & 0x100) !== 0;
  // A new volume is told by the same flags again: the remote then asks for the value.
  if (flags !== mediaFlagsOf(before) || isLouder) {
    events.push({ name: "_iMC", content: { _mcF: flags } });
    events.push({ name: "MediaControlStatus", content: { MediaControlFlags: flags } });
  }
  return [...events, ...textEvents(before, after, television)];
}

function textEvents(before: TvState, after: TvState, television: Television): TvEvent[] {
  const [old, now] = [before.keyboard, after.keyboard];
  if (now === null) return old === null ? [] : [{ name: "_tiStopped", content: {} }];
  const content = textFieldContent(television);
  if (old?.session !== now.session) return [{ name: "_tiStarted", content }];
  return old.text === now.text ? [] : [{ name: "_tiC", content }];
}

const statusEvents: ReadonlySet<string> = new Set(["SystemStatus", "TVSystemStatus"]);

/** Whether this remote gets that event: text by its text session, the rest by its interests. */
export function isFor(event: TvEvent, facts: RemoteFacts): boolean {
  if (event.name.startsWith("_ti")) return facts.textInput;
  if (!facts.interests.has(event.name)) return false;
  return facts.introduced || !statusEvents.has(event.name);
}
