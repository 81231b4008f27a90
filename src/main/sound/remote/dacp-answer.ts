import { type DmapItem, encodeDmap } from "../../wire/dmap.ts";
import type { RemoteSpeaker, RemoteView } from "./sound-remote.ts";

const OK = ["mstt", 200] as const;

/** Of a view: these by name, and null when none of them is known here. */
export function encodeProperties(
  names: readonly string[],
  view: RemoteView,
): Uint8Array<ArrayBufferLike> | null {
  const items = names.flatMap((name) => propertyOf(name, view));
  return items.length === 0 ? null : encodeDmap([["cmgt", [OK, ...items]]]);
}

function propertyOf(name: string, view: RemoteView): readonly DmapItem[] {
  switch (name) {
    case "dmcp.volume":
      return view.volume === null ? [] : [["cmvo", percent(view.volume)]];
    case "dacp.volumecontrollable":
      return [["cavc", view.volume !== null]];
    case "dacp.playerstate":
      return [["caps", playStates[view.state]]];
    case "dacp.playingtime":
      return timesOf(view);
    case "dacp.shufflestate":
      return [["cash", 0]];
    case "dacp.repeatstate":
      return [["carp", 0]];
    default:
      return [];
  }
}

/**
 * `cmst`, as shairport-sync reads it: state, revision, and the names of what plays. `number` counts what
 * was played, because some go by the item's identifier to notice another one.
 */
export function encodePlayStatus(view: RemoteView, revision: number, number: number): Uint8Array {
  const names = [
    ["cann", view.title],
    ["cana", view.artist],
    ["canl", view.album],
    ["cang", view.genre],
  ] as const;
  const items: readonly DmapItem[] = [
    OK,
    ["cmsr", revision],
    ["caps", playStates[view.state]],
    ["cash", 0],
    ["carp", 0],
    ["cavc", view.volume !== null],
    ["caas", 0],
    ["caar", 0],
    ...(view.title === null ? [] : [["canp", idsOf(number)] as const]),
    ...names.flatMap(([tag, text]): DmapItem[] => (text === null ? [] : [[tag, text]])),
    ...(view.durationMs === null ? [] : [["astm", milliseconds(view.durationMs)] as const]),
    ...timesOf(view),
  ];
  return encodeDmap([["cmst", items]]);
}

/** The receiver that asks, as the one speaker there is: what others play is not its business. */
export function encodeSpeakers(view: RemoteView, speaker: RemoteSpeaker | undefined): Uint8Array {
  const dictionary: readonly DmapItem[] = [
    ["minm", speaker?.name ?? ""],
    ["msma", speaker?.machine ?? 0n],
    ["caia", true],
    // A share of the whole, which is its own: see `dmcp.volume`.
    ["cmvo", view.volume === null ? 0 : 100],
  ];
  return encodeDmap([["casp", [OK, ["mdcl", dictionary]]]]);
}

const playStates = { stopped: 2, paused: 3, playing: 4 } as const;

function timesOf({ durationMs, remainingMs }: RemoteView): readonly DmapItem[] {
  return [
    ...(remainingMs === null ? [] : [["cant", milliseconds(remainingMs)] as const]),
    ...(durationMs === null ? [] : [["cast", milliseconds(durationMs)] as const]),
  ];
}

/** Database, playlist, its entry, the item: 32 bits each. */
function idsOf(number: number): Uint8Array {
  const ids = new DataView(new ArrayBuffer(16));
  for (const [at, id] of [1, 1, number, number].entries()) ids.setUint32(4 * at, id);
  return new Uint8Array(ids.buffer);
}

const percent = (value: number) => Math.round(Math.min(100, Math.max(0, value)));
const milliseconds = (value: number) => Math.round(Math.min(0xffff_ffff, Math.max(0, value)));
