import type {
  MediaKind,
  NowPlaying,
  PlayState,
  PositionClock,
  RepeatMode as Repeat,
  ShuffleMode as Shuffle,
} from "../../../shared/model/now-playing.ts";
import {
  COCOA_EPOCH_MS,
  Command,
  MediaSubType,
  MediaType,
  PlaybackState,
  RepeatMode,
  ShuffleMode,
} from "../../wire/mrp/numbers.ts";
import { LanguageType, languageGroup } from "./languages.ts";
import {
  activeClient,
  activePlayer,
  type Client,
  commandOf,
  currentItem,
  type Item,
  type Metadata,
  type Player,
  type Players,
} from "./players.ts";

/** IF-050: when an app does not say by how much it likes to be skipped. */
const DEFAULT_SKIP_S = 15;

const nothing: Metadata = {};

/**
 * What plays, or null when nothing does: no player, a player that never said what it does, or one
 * that is not playing and has no item (MR-48: what is left of a film that ended). The position is
 * as told: `PositionKeeper` makes it one to show.
 */
export function nowPlayingOf(players: Players): NowPlaying | null {
  const client = activeClient(players);
  const player = activePlayer(client);
  if (client === null || player === null) return null;
  const item = currentItem(player);
  const metadata = item?.metadata ?? nothing;
  const state = playState(player, item);
  if (state === null) return null;
  return {
    itemId: itemId(client, player, item),
    state,
    kind: mediaKind(metadata),
    ...textsOf(metadata),
    ...timesOf(metadata, player),
    ...modesOf(client),
    app: { id: client.bundleId, name: client.name ?? client.bundleId },
    artworkId: artworkIdOf(item),
    audio: languageGroup(item?.languages ?? null, LanguageType.Audible),
    subtitles: languageGroup(item?.languages ?? null, LanguageType.Legible),
  };
}

/** MR-48. */
function playState(player: Player, item: Item | null): PlayState | null {
  const hasItem = item?.metadata != null;
  switch (player.playbackState) {
    case null:
      return null;
    case PlaybackState.Playing:
      return isAtItsOwnPace(item?.metadata ?? nothing) ? "playing" : "seeking";
    case PlaybackState.Interrupted:
      return "loading";
    case PlaybackState.Seeking:
      return "seeking";
    case PlaybackState.Stopped:
      return hasItem ? "stopped" : null;
    default:
      // Paused, and states that nobody has described: an app that is idle leaves no item behind.
      return hasItem ? "paused" : null;
  }
}

/** Rate 0 while playing is what some apps always send (RB-21); a podcast may have its own rate. */
function isAtItsOwnPace({ playbackRate = 1, defaultPlaybackRate = 1 }: Metadata): boolean {
  return playbackRate === 0 || playbackRate === 1 || playbackRate === defaultPlaybackRate;
}

/** Identifiers are unique within a player only; an item without one is known by what it says. */
function itemId(client: Client, player: Player, item: Item | null): string {
  const metadata = item?.metadata ?? nothing;
  const { title = "", trackArtistName = "", albumName = "" } = metadata;
  const own = item?.id || [title, trackArtistName, albumName].join("\n");
  return `${client.bundleId}/${player.id}/${own}`;
}

function mediaKind(metadata: Metadata): MediaKind {
  const { mediaType, mediaSubType, seriesName, episodeNumber } = metadata;
  if (mediaSubType === MediaSubType.Podcast) return "podcast";
  if (mediaType === MediaType.Audio) return "music";
  if (seriesName || episodeNumber) return "tv";
  return mediaType === MediaType.Video ? "video" : "unknown";
}

function textsOf(metadata: Metadata) {
  return {
    title: metadata.title || null,
    artist: metadata.trackArtistName || null,
    album: metadata.albumName || null,
    genre: metadata.genre || null,
    seriesName: metadata.seriesName || null,
    seasonNumber: metadata.seasonNumber ?? null,
    episodeNumber: metadata.episodeNumber ?? null,
    contentId: metadata.contentIdentifier || null,
    iTunesStoreId: metadata.iTunesStoreIdentifier || null,
  };
}

function timesOf(metadata: Metadata, player: Player) {
  const { duration } = metadata;
  const known = duration !== undefined && Number.isFinite(duration) && duration > 0;
  return {
    durationS: known ? duration : null,
    isLive: metadata.isAlwaysLive === true || Number.isNaN(duration),
    position: positionOf(metadata, player),
  };
}

/** MR-49. Without the moment at which it was true a position is worth nothing. */
function positionOf(metadata: Metadata, player: Player): PositionClock | null {
  const { elapsedTime: seconds, elapsedTimeTimestamp: timestamp, playbackRate = 1 } = metadata;
  if (seconds === undefined || !Number.isFinite(seconds)) return null;
  if (timestamp === undefined || !Number.isFinite(timestamp)) return null;
  const moves = player.playbackState === PlaybackState.Playing && Number.isFinite(playbackRate);
  const rate = moves ? playbackRate : 0;
  // Before 2001: "never", as devices write it. It says where the item stands, but not since when.
  if (timestamp <= 0 && rate !== 0) return null;
  return { seconds, wallMs: COCOA_EPOCH_MS + timestamp * 1000, rate };
}

const shuffleModes: Readonly<Record<number, Shuffle>> = {
  [ShuffleMode.Off]: "off",
  [ShuffleMode.Albums]: "albums",
  [ShuffleMode.Songs]: "songs",
};
const repeatModes: Readonly<Record<number, Repeat>> = {
  [RepeatMode.Off]: "off",
  [RepeatMode.One]: "track",
  [RepeatMode.All]: "all",
};

/** The modes and the steps stand in what the app says of the commands that change them. */
function modesOf(client: Client) {
  const shuffle = commandOf(client, Command.ChangeShuffleMode)?.shuffleMode ?? 0;
  const repeat = commandOf(client, Command.ChangeRepeatMode)?.repeatMode ?? 0;
  return {
    shuffle: shuffleModes[shuffle] ?? null,
    repeat: repeatModes[repeat] ?? null,
    skipForwardS: skipStep(client, Command.SkipForward),
    skipBackwardS: skipStep(client, Command.SkipBackward),
  };
}

function skipStep(client: Client, command: number): number {
  const [seconds] = commandOf(client, command)?.intervals ?? [];
  return seconds !== undefined && seconds > 0 && seconds < 3600 ? seconds : DEFAULT_SKIP_S;
}

/** MR-41, and another one whenever another picture was pushed for the same item. */
function artworkIdOf(item: Item | null): string | null {
  if (item === null) return null;
  const metadata = item.metadata ?? nothing;
  const { artworkAvailable, artworkUrl, artworkIdentifier, contentIdentifier } = metadata;
  if (!artworkAvailable && !artworkUrl && item.pictureMark === null) return null;
  const id = artworkIdentifier || contentIdentifier || item.id || artworkUrl || metadata.title;
  const pushed = item.pictureMark === null ? "" : `#${item.pictureMark}`;
  return `${id ?? ""}${pushed}`;
}
