import type { Availability, Feature, FeatureStates } from "../../../shared/model/features.ts";
import type { NowPlaying, OutputDevice } from "../../../shared/model/now-playing.ts";
import type { PowerState } from "../../../shared/model/session.ts";
import { Command } from "../../wire/mrp/numbers.ts";
import { keepSame } from "../same.ts";
import {
  activeClient,
  activePlayer,
  type Client,
  commandOf,
  currentItem,
  isEnabled,
  type Metadata,
  type Players,
} from "./players.ts";
import { controlOf, type VolumeFacts } from "./volume-facts.ts";

/** What the features follow from. */
export interface FeatureSources {
  readonly players: Players;
  readonly nowPlaying: NowPlaying | null;
  readonly volume: VolumeFacts;
  readonly outputs: readonly OutputDevice[];
  readonly power: PowerState;
}

/** Offered by every device that speaks the protocol. */
const always: readonly Feature[] = [
  "up",
  "down",
  "left",
  "right",
  "select",
  "menu",
  "home",
  "home-hold",
  "top-menu",
  "turn-on",
  "turn-off",
  "push-updates",
  "output-devices",
  "add-output-devices",
  "remove-output-devices",
  "set-output-devices",
];

/** FE-02: features that stand for one command each. */
const byCommand: readonly (readonly [Feature, number])[] = [
  ["play", Command.Play],
  ["pause", Command.Pause],
  ["stop", Command.Stop],
  ["next", Command.NextTrack],
  ["previous", Command.PreviousTrack],
  ["fast-forward", Command.BeginFastForward],
  ["rewind", Command.BeginRewind],
  ["skip-forward", Command.SkipForward],
  ["skip-backward", Command.SkipBackward],
  ["set-position", Command.SeekToPlaybackPosition],
  ["shuffle", Command.ChangeShuffleMode],
  ["set-shuffle", Command.ChangeShuffleMode],
  ["repeat", Command.ChangeRepeatMode],
  ["set-repeat", Command.ChangeRepeatMode],
];

/** FE-04: features that stand for one field of the item's metadata each. */
const byField: readonly (readonly [Feature, keyof Metadata])[] = [
  ["title", "title"],
  ["artist", "trackArtistName"],
  ["album", "albumName"],
  ["genre", "genre"],
  ["total-time", "duration"],
  ["position", "elapsedTimeTimestamp"],
  ["series-name", "seriesName"],
  ["season-number", "seasonNumber"],
  ["episode-number", "episodeNumber"],
  ["content-identifier", "contentIdentifier"],
  ["itunes-store-identifier", "iTunesStoreIdentifier"],
];

function availableIf(condition: boolean): Availability {
  return condition ? "available" : "unavailable";
}

/** Every feature that MediaRemote has, with its state now. What is absent it never has. */
export function featureStates(sources: FeatureSources): FeatureStates {
  const { players, nowPlaying, power } = sources;
  const client = activeClient(players);
  const metadata = currentItem(activePlayer(client))?.metadata ?? {};
  const states: Partial<Record<Feature, Availability>> = {};
  for (const feature of always) states[feature] = "available";
  for (const [feature, command] of byCommand) {
    states[feature] = availableIf(isEnabled(client, command));
  }
  for (const [feature, field] of byField) {
    states[feature] = availableIf(metadata[field] !== undefined);
  }
  return {
    ...states,
    ...volumeFeatures(sources),
    "play-pause": availableIf(playPauseCommand(client, nowPlaying) !== null),
    "select-audio": languageFeature(client, nowPlaying?.audio != null),
    "select-subtitles": languageFeature(client, nowPlaying?.subtitles != null),
    "power-state": power === "unknown" ? "unknown" : "available",
    app: availableIf(client !== null),
    artwork: availableIf(nowPlaying !== null && nowPlaying.artworkId !== null),
  };
}

/**
 * The features, found anew only when what they follow from has changed: titles and positions do at any
 * rate, but not which of them there are.
 */
export class FeatureMemory {
  #sources: readonly unknown[] = [];
  #states: FeatureStates = {};

  of(sources: FeatureSources): FeatureStates {
    const { players, nowPlaying, volume, outputs, power } = sources;
    const client = activeClient(players);
    const player = activePlayer(client);
    const metadata = currentItem(player)?.metadata;
    const now = [
      ...[client?.bundleId, client?.defaultCommands, player?.commands, volume, outputs, power],
      ...[nowPlaying?.state, nowPlaying?.artworkId == null, nowPlaying?.audio == null],
      ...[nowPlaying?.subtitles == null, metadata && Object.keys(metadata).join()],
    ];
    const same = now.every((source, index) => Object.is(source, this.#sources[index]));
    if (same && now.length === this.#sources.length) return this.#states;
    this.#sources = now;
    this.#states = keepSame(this.#states, featureStates(sources));
    return this.#states;
  }
}

/** FE-05. The mute key goes the way of the other two. */
function volumeFeatures({ volume, outputs }: FeatureSources): FeatureStates {
  const control = controlOf(volume);
  const keys = availableIf(control === "relative" || control === "absolute");
  const level = availableIf(control === "absolute");
  return {
    "volume-up": keys,
    "volume-down": keys,
    mute: keys,
    volume: level,
    "set-volume": level,
    "output-volume": availableIf(outputs.some((output) => output.volume !== null)),
  };
}

/**
 * MR-31, FE-03: which command switches between playing and pausing now. Apps that offer no toggle
 * offer the two halves of it. Null: none does.
 */
export function playPauseCommand(
  client: Client | null,
  nowPlaying: NowPlaying | null,
): number | null {
  if (isEnabled(client, Command.TogglePlayPause)) return Command.TogglePlayPause;
  const plays = nowPlaying?.state === "playing" || nowPlaying?.state === "seeking";
  if (plays && isEnabled(client, Command.Pause)) return Command.Pause;
  const pauses = nowPlaying?.state === "paused" || nowPlaying?.state === "stopped";
  if (pauses && isEnabled(client, Command.Play)) return Command.Play;
  return null;
}

/** Apps are not known to list the command with every item that takes it. */
function languageFeature(client: Client | null, hasChoices: boolean): Availability {
  if (!hasChoices) return "unavailable";
  const command = commandOf(client, Command.EnableLanguageOption);
  return command === null ? "unknown" : availableIf(command.enabled);
}
