import { isRemoteError } from "../../shared/errors.ts";
import type { Button } from "../../shared/model/buttons.ts";
import { textOf } from "../wire/bytes.ts";
import { type DmapItem, decodeDmap } from "../wire/dmap.ts";
import { propertyInput } from "./dmap-properties.ts";
import type { DmapSession } from "./dmap-sessions.ts";
import { parseTouch } from "./dmap-touch.ts";
import type { Television } from "./television.ts";
import type { TvInput, TvMedia } from "./tv-input.ts";
import { itemOf } from "./tv-media.ts";
import { makePicture } from "./tv-pictures.ts";

const NO_CONTENT = 204;
/** What a device says that cannot do it now, or ever (docs/protocols/dmap.md#errors). */
const NOT_SUPPORTED = 500;

const mediaCommands: Readonly<Record<string, TvMedia>> = {
  play: "play",
  pause: "pause",
  playpause: "play-pause",
  stop: "stop",
  nextitem: "next",
  previtem: "previous",
  beginff: "fast-forward-begin",
  beginrew: "rewind-begin",
};

const volumeKeys: Readonly<Record<string, Button>> = {
  volumeup: "volume-up",
  volumedown: "volume-down",
};

const prompts: Readonly<Record<string, Button>> = {
  select: "select",
  menu: "menu",
  topmenu: "top-menu",
};

/** `/ctrl-int/1/<command>`: the status, or undefined for a command that there is not. */
export function playbackCommand(television: Television, command: string): number | undefined {
  const { volume, player } = television.state.value;
  const key = volumeKeys[command];
  if (key !== undefined) {
    if (volume.mode === "none") return NOT_SUPPORTED;
    return done(television, { kind: "button", button: key, action: "tap" });
  }
  // What winding ends with.
  const resumed = (player?.rate ?? 1) < 0 ? "rewind-end" : "fast-forward-end";
  const media = command === "playresume" ? resumed : mediaCommands[command];
  return media && done(television, { kind: "media", command: media });
}

/** `controlpromptentry`: a button by its name, or one step of a finger. Answers with a status. */
export function promptEntry(
  television: Television,
  session: DmapSession,
  body: Uint8Array,
): number {
  const event = eventOf(body);
  if (event === undefined) return NOT_SUPPORTED;
  const button = prompts[event];
  if (button !== undefined) return done(television, { kind: "button", button, action: "tap" });
  const step = parseTouch(event);
  if (step === undefined) return NOT_SUPPORTED;
  const direction = session.stroke.take(step);
  if (direction === null) television.note("broken stroke");
  else if (direction !== undefined) {
    return done(television, { kind: "button", button: direction, action: "tap" });
  }
  return NO_CONTENT;
}

/** `setproperty`: all that it can do is done; one that it cannot is an error. */
export function setProperties(television: Television, query: URLSearchParams): number {
  const wanted = [...query].filter(([name]) => name.includes("."));
  const inputs = wanted.map(([name, text]) => propertyInput(name, text, television.state.value));
  for (const input of inputs) if (input !== undefined) television.do(input);
  return inputs.length === 0 || inputs.includes(undefined) ? NOT_SUPPORTED : NO_CONTENT;
}

/** `nowplayingartwork` in a box of pixels; empty when there is no picture. */
export function artworkBody(television: Television, query: URLSearchParams): Uint8Array {
  const { player } = television.state.value;
  const picture = (player && itemOf(player))?.artwork?.picture;
  if (!picture) return new Uint8Array(0);
  return makePicture(picture, Number(query.get("mw")), Number(query.get("mh"))).bytes;
}

function done(television: Television, input: TvInput): number {
  television.do(input);
  return NO_CONTENT;
}

/** `cmbe`, wherever it stands beside `cmcc`. */
function eventOf(body: Uint8Array): string | undefined {
  const value = itemsOf(body).find(([tag]) => tag === "cmbe")?.[1];
  if (value instanceof Uint8Array) return textOf(value);
  return typeof value === "string" ? value : undefined;
}

function itemsOf(body: Uint8Array): readonly DmapItem[] {
  try {
    return decodeDmap(body);
  } catch (error) {
    if (isRemoteError(error, "malformed")) return [];
    throw error;
  }
}
