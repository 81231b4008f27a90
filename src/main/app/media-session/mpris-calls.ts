import { positionAt } from "../../../shared/model/now-playing.ts";
import type { DbusMessage } from "../../wire/dbus/message.ts";
import type { DbusValue } from "../../wire/dbus/value.ts";
import { isVariant } from "../../wire/dbus/value.ts";
import type { MediaAction, MediaState } from "./model.ts";
import { PLAYER, ROOT, repeatOf } from "./mpris-properties.ts";

/** What a call means: an action, nothing at all (MPRIS: "has no effect"), or no such method. */
export type Meaning = MediaAction | "nothing" | "unknown";

const nothing = "nothing" as const;

/** What a method of MPRIS asks for. Pure; `trackId` is the one that the metadata has now. */
export function meaningOfCall(
  { iface, member, body, signature }: Pick<DbusMessage, "iface" | "member" | "body" | "signature">,
  state: MediaState,
  trackId: string,
  wallMs: number,
): Meaning {
  if (iface === ROOT || iface === "") {
    if (member === "Raise") return { do: "raise" };
    if (member === "Quit") return { do: "quit" };
  }
  if (iface !== PLAYER && iface !== "") return "unknown";
  switch (member) {
    case "Play":
      return state.can.play ? { do: "play" } : nothing;
    case "Pause":
      return state.can.pause ? { do: "pause" } : nothing;
    case "PlayPause":
      return state.can.play || state.can.pause ? { do: "play-pause" } : nothing;
    case "Stop":
      return { do: "stop" };
    case "Next":
      return state.can.next ? { do: "next" } : nothing;
    case "Previous":
      return state.can.previous ? { do: "previous" } : nothing;
    case "Seek":
      return signature === "x" ? seekBy(Number(body[0]) / 1e6, state, wallMs) : "unknown";
    case "SetPosition":
      return signature === "ox" ? seekTo(body, state, trackId) : "unknown";
    default:
      // OpenUri among them: we announce no address that could be opened.
      return "unknown";
  }
}

/** MPRIS: before the start is the start, past the end is the next item. */
function seekBy(seconds: number, state: MediaState, wallMs: number): Meaning {
  const { item, can } = state;
  const from = item === null ? null : positionAt(item, wallMs);
  if (!can.seek || item === null || from === null) return nothing;
  const to = Math.max(0, from + seconds);
  if (item.durationS !== null && to > item.durationS) return can.next ? { do: "next" } : nothing;
  return { do: "seek-to", seconds: to };
}

/** MPRIS: a place outside, or in an item that plays no longer, is ignored. */
function seekTo(body: readonly DbusValue[], state: MediaState, trackId: string): Meaning {
  const [track, at] = body;
  const seconds = Number(at) / 1e6;
  const end = state.item?.durationS ?? Number.POSITIVE_INFINITY;
  if (!state.can.seek || track !== trackId || seconds < 0 || seconds > end) return nothing;
  return { do: "seek-to", seconds };
}

/** What setting a property asks for. */
export function meaningOfSet(
  property: string,
  given: DbusValue | undefined,
  state: MediaState,
): Meaning {
  const value = isVariant(given) ? given.value : undefined;
  switch (property) {
    case "Volume":
      if (typeof value !== "number" || Number.isNaN(value)) return "unknown";
      if (!state.can.volume) return nothing;
      return { do: "volume", percent: Math.max(0, Math.min(100, value * 100)) };
    case "Shuffle":
      if (typeof value !== "boolean") return "unknown";
      return state.can.shuffle ? { do: "shuffle", on: value } : nothing;
    case "LoopStatus": {
      const mode = repeatOf(value);
      if (mode === undefined) return "unknown";
      return state.can.repeat ? { do: "repeat", mode } : nothing;
    }
    case "Rate":
      // MPRIS: a rate of 0 means pause; others do not exist here.
      return value === 0 && state.can.pause ? { do: "pause" } : nothing;
    default:
      return "unknown";
  }
}
