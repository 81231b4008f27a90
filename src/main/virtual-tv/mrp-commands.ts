import { isRemoteError } from "../../shared/errors.ts";
import type { RepeatMode, ShuffleMode } from "../../shared/model/now-playing.ts";
import { decodeLanguageOption, type MrpMessage } from "../wire/mrp/message.ts";
import { Command } from "../wire/mrp/numbers.ts";
import type { RemoteInput, TvMedia } from "./tv-input.ts";
import { isEnabled, itemOf, type TvOffer, type TvPlayer } from "./tv-media.ts";
import { playersOf } from "./tv-player.ts";
import type { TvState } from "./tv-state.ts";

/** SendError of MediaRemote, as other implementations give it. */
export const SendError = {
  None: 0,
  ApplicationNotFound: 1,
  InvalidOptions: 7,
  NoCommandHandlers: 8,
  NotSupported: 10,
} as const;

type SendCommand = NonNullable<MrpMessage["sendCommand"]>;

/** What a command does to the TV, or the number of the error with which it ends. */
export function commandInput(command: SendCommand, state: TvState): RemoteInput | number {
  const wanted = command.playerPath?.client?.bundleIdentifier;
  if (wanted && !playersOf(state).some(({ app }) => app.id === wanted)) {
    return SendError.ApplicationNotFound;
  }
  const offer = offers.get(command.command ?? 0);
  if (offer === undefined) return SendError.NotSupported;
  const { player } = state;
  if (player === null) {
    const starts = state.openApp !== null && (offer === "Play" || offer === "TogglePlayPause");
    return starts ? { kind: "media", command: "play" } : SendError.NoCommandHandlers;
  }
  if (!isEnabled(player, offer)) return SendError.NotSupported;
  return inputOf(offer, command, player) ?? SendError.InvalidOptions;
}

const offers: ReadonlyMap<number, TvOffer> = new Map(
  Object.entries(Command).map(([name, number]) => [number, name as TvOffer]),
);

const mediaOf: ReadonlyMap<TvOffer, TvMedia> = new Map<TvOffer, TvMedia>([
  ["Play", "play"],
  ["Pause", "pause"],
  ["TogglePlayPause", "play-pause"],
  ["Stop", "stop"],
  ["NextTrack", "next"],
  ["PreviousTrack", "previous"],
  ["BeginFastForward", "fast-forward-begin"],
  ["EndFastForward", "fast-forward-end"],
  ["BeginRewind", "rewind-begin"],
  ["EndRewind", "rewind-end"],
]);

const repeatModes: readonly (RepeatMode | undefined)[] = [undefined, "off", "track", "all"];
const shuffleModes: readonly (ShuffleMode | undefined)[] = [undefined, "off", "albums", "songs"];

/** Undefined when the options that it needs are missing or make no sense. */
function inputOf(
  offer: TvOffer,
  { options }: SendCommand,
  player: TvPlayer,
): RemoteInput | undefined {
  const command = mediaOf.get(offer);
  if (command !== undefined) return { kind: "media", command };
  switch (offer) {
    case "SkipForward":
      return { kind: "skip", seconds: options?.skipInterval ?? player.skipS };
    case "SkipBackward":
      return { kind: "skip", seconds: -(options?.skipInterval ?? player.skipS) };
    case "SeekToPlaybackPosition": {
      const seconds = options?.playbackPosition;
      return seconds == null || !(seconds >= 0) ? undefined : { kind: "seek", seconds };
    }
    case "ChangeRepeatMode": {
      const mode = repeatModes[options?.repeatMode ?? 0];
      return mode && { kind: "repeat", mode };
    }
    case "ChangeShuffleMode": {
      const mode = shuffleModes[options?.shuffleMode ?? 0];
      return mode && { kind: "shuffle", mode };
    }
    default:
      return languageInput(offer === "EnableLanguageOption", options?.languageOption, player);
  }
}

/** 0 audio, 1 legible (docs/protocols/mrp.md#languages). */
function languageInput(
  enable: boolean,
  bytes: Uint8Array | null | undefined,
  player: TvPlayer,
): RemoteInput | undefined {
  const languages = itemOf(player)?.languages;
  if (bytes == null || languages == null) return undefined;
  const chosen = readOption(bytes);
  if (chosen === undefined) return undefined;
  const track = chosen.type === 1 ? "subtitles" : "audio";
  const group = languages[track];
  const known = group.options.find(({ id }) => id === chosen.identifier);
  if (enable) return known && { kind: "language", track, id: known.id };
  return group.canBeOff ? { kind: "language", track, id: null } : undefined;
}

function readOption(bytes: Uint8Array) {
  try {
    return decodeLanguageOption(bytes);
  } catch (error) {
    if (isRemoteError(error, "malformed")) return undefined;
    throw error;
  }
}
