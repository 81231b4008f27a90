import { RemoteError } from "../../../shared/errors.ts";
import { type Feature, offers } from "../../../shared/model/features.ts";
import {
  type LanguageChoice,
  type LanguageGroup,
  positionAt,
  repeatModes,
  shuffleModes,
} from "../../../shared/model/now-playing.ts";
import type { SessionSnapshot } from "../../../shared/model/session.ts";
import { type Context, print } from "../command.ts";
import { connectDevice } from "../connect-device.ts";
import { connectPlayer } from "../connect-player.ts";
import { formatTime, languageRows } from "../playing-words.ts";
import { printable, table } from "../table.ts";

/** Where to: a place in the item, or seconds from where it is. */
export interface SeekTarget {
  readonly seconds: number;
  readonly relative: boolean;
}

/** Pure: `90`, `1:30`, `1:02:03`, `+10`, `-10`, `+1:00`. Throws `invalid`. */
export function parseSeek(text: string): SeekTarget {
  const [, sign = "", clock = ""] =
    /^([+-]?)(\d+(?:\.\d+)?|\d+(?::[0-5]?\d){1,2})$/.exec(text) ?? [];
  if (clock === "")
    throw new RemoteError("invalid", `"${printable(text)}" is no time: 90, 1:30, +10 or -10.`);
  const seconds = clock.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
  return { seconds: sign === "-" ? -seconds : seconds, relative: sign !== "" };
}

const can = (feature: Feature) => (session: SessionSnapshot) => offers(session.features, feature);

/** Moves to a time in what plays. A relative time needs a device that tells where it is. */
export async function seek(context: Context, where: string): Promise<void> {
  const target = parseSeek(where);
  const { device, session } = await connectPlayer(
    context,
    (now) => can("set-position")(now) && now.nowPlaying !== null,
  );
  const { nowPlaying } = session;
  const from = nowPlaying === null ? null : positionAt(nowPlaying, context.world.clock.wallMs());
  if (target.relative && from === null)
    throw new RemoteError("unavailable", "the device does not say where it is");
  const wanted = target.relative ? (from ?? 0) + target.seconds : target.seconds;
  const end = nowPlaying?.durationS ?? Number.POSITIVE_INFINITY;
  const position = Math.max(0, Math.min(wanted, end));
  await context.handlers["playback.seek"](device.id, position);
  print(context, { device: device.id, position }, [formatTime(position)]);
}

/** Without an argument, says how it is. */
export async function shuffle(context: Context, wanted: string | undefined): Promise<void> {
  const mode = oneOf("Shuffle", shuffleModes, wanted);
  const { device, session } = await connectPlayer(context, can("set-shuffle"));
  if (mode !== undefined) await context.handlers["playback.shuffle"](device.id, mode);
  const now = mode ?? session.nowPlaying?.shuffle ?? null;
  print(context, { device: device.id, shuffle: now }, [now ?? "unknown"]);
}

/** Without an argument, says how it is. */
export async function repeat(context: Context, wanted: string | undefined): Promise<void> {
  const mode = oneOf("Repeat", repeatModes, wanted);
  const { device, session } = await connectPlayer(context, can("set-repeat"));
  if (mode !== undefined) await context.handlers["playback.repeat"](device.id, mode);
  const now = mode ?? session.nowPlaying?.repeat ?? null;
  print(context, { device: device.id, repeat: now }, [now ?? "unknown"]);
}

function oneOf<T extends string>(
  what: string,
  modes: readonly T[],
  wanted: string | undefined,
): T | undefined {
  const mode = modes.find((name) => name === wanted);
  if (wanted !== undefined && mode === undefined)
    throw new RemoteError("invalid", `${what} is one of ${modes.join(", ")}.`);
  return mode;
}

/** The remote's mute key: presses it; a device does not say whether it is silent now. */
export async function mute(context: Context): Promise<void> {
  const { device } = await connectDevice(context);
  await context.handlers["remote.press"](device.id, "mute", "tap");
  print(context, { device: device.id, key: "mute" }, []);
}

/** Lists the sound tracks of what plays, or chooses one by name, tag or id. */
export async function audio(context: Context, wanted: string | undefined): Promise<void> {
  await languages(context, "audio", wanted);
}

/** As `audio`; `off` where that is a choice. */
export async function subtitles(context: Context, wanted: string | undefined): Promise<void> {
  await languages(context, "subtitles", wanted);
}

async function languages(
  context: Context,
  kind: "audio" | "subtitles",
  wanted: string | undefined,
): Promise<void> {
  const { handlers } = context;
  const { device, session } = await connectPlayer(
    context,
    ({ nowPlaying }) => (nowPlaying?.[kind] ?? null) !== null,
  );
  const group = session.nowPlaying?.[kind] ?? null;
  if (group === null) throw new RemoteError("unavailable", `what plays offers no ${kind}`);
  if (wanted === undefined)
    return print(context, { device: device.id, ...group }, table(languageRows(group)));
  const choice = choose(group, wanted, kind);
  if (kind === "subtitles") await handlers["playback.subtitles"](device.id, choice?.id ?? null);
  else if (choice !== null) await handlers["playback.audio"](device.id, choice.id);
  print(context, { device: device.id, [kind]: choice }, []);
}

/** Null: off. Throws `not-found`, or `invalid` when several are meant. */
function choose(group: LanguageGroup, wanted: string, kind: string): LanguageChoice | null {
  const lower = wanted.toLowerCase();
  if (lower === "off" && group.canBeOff) return null;
  const { choices } = group;
  const groups = [
    choices.filter(({ id }) => id === wanted),
    choices.filter(({ name }) => name.toLowerCase() === lower),
    choices.filter(({ tag }) => tag.toLowerCase() === lower),
    choices.filter(({ name, tag }) =>
      [name, tag].some((text) => text.toLowerCase().startsWith(lower)),
    ),
  ];
  const [only, ...others] = groups.find((found) => found.length > 0) ?? [];
  if (!only) throw new RemoteError("not-found", "", { subject: `${kind} "${printable(wanted)}"` });
  if (others.length === 0) return only;
  const list = [only, ...others].map(({ name, id }) => `${printable(name)} (${id})`).join(", ");
  throw new RemoteError("invalid", `Several are called that: ${list}.`);
}
