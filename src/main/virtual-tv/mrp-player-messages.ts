import type {
  MrpCommandInfo,
  MrpContentItem,
  MrpMessage,
  MrpMetadata,
  MrpPlayerPath,
} from "../wire/mrp/message.ts";
import {
  COCOA_EPOCH_MS,
  Command,
  DEFAULT_PLAYER,
  MediaSubType,
  MediaType,
  MessageType,
  PlaybackState,
  RepeatMode,
  ShuffleMode,
} from "../wire/mrp/numbers.ts";
import type { TvApp } from "./tv-apps.ts";
import { isEnabled, itemOf, type TvItem, type TvPlayer } from "./tv-media.ts";

/** Seconds since 2001 of a wall clock in ms. */
export function cocoaSeconds(wallMs: number): number {
  return (wallMs - COCOA_EPOCH_MS) / 1000;
}

/** A process number for an app, the same one each time. */
function processOf(app: TvApp): number {
  return 100 + ([...app.id].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 9000);
}

/** An app without its name, as SET_NOW_PLAYING_CLIENT and player paths give it. */
export function clientOf(app: TvApp) {
  return { processIdentifier: processOf(app), bundleIdentifier: app.id };
}

export function pathOf(player: TvPlayer, deviceName: string): MrpPlayerPath {
  const isDefault = player.playerId === DEFAULT_PLAYER;
  return {
    origin: { type: 1, displayName: deviceName, identifier: 1_280_262_988 },
    client: clientOf(player.app),
    player: {
      identifier: player.playerId,
      displayName: isDefault ? "Default Player" : player.playerId,
      ...(isDefault && { isDefaultPlayer: true }),
    },
  };
}

/** As on the wire; undefined for an app that never says. */
export function playbackStateOf(player: TvPlayer): number | undefined {
  switch (player.stage) {
    case "silent":
      return undefined;
    case "loading":
      return PlaybackState.Interrupted;
    case "stopped":
      return PlaybackState.Stopped;
    default:
      return player.playing ? PlaybackState.Playing : PlaybackState.Paused;
  }
}

const repeatNumbers = { off: RepeatMode.Off, track: RepeatMode.One, all: RepeatMode.All } as const;
const shuffleNumbers = {
  off: ShuffleMode.Off,
  albums: ShuffleMode.Albums,
  songs: ShuffleMode.Songs,
} as const;

export function commandsOf(player: TvPlayer): MrpCommandInfo[] {
  return player.offers.map((offer) => {
    const skips = offer === "SkipForward" || offer === "SkipBackward";
    return {
      command: Command[offer],
      enabled: isEnabled(player, offer),
      ...(skips && { preferredIntervals: [player.skipS] }),
      ...(offer === "SeekToPlaybackPosition" && { canScrub: 0 }),
      ...(offer === "ChangeRepeatMode" && { repeatMode: repeatNumbers[player.repeat] }),
      ...(offer === "ChangeShuffleMode" && { shuffleMode: shuffleNumbers[player.shuffle] }),
    };
  });
}

const kinds = {
  unknown: {},
  video: { mediaType: MediaType.Video },
  music: { mediaType: MediaType.Audio, mediaSubType: MediaSubType.Music },
  podcast: { mediaType: MediaType.Audio, mediaSubType: MediaSubType.Podcast },
} as const;

/** What is told about an item. Live television says NaN for its duration. */
export function metadataOf(player: TvPlayer, item: TvItem): MrpMetadata {
  const isCurrent = item === itemOf(player);
  return told({
    ...kinds[item.kind],
    title: item.title,
    trackArtistName: item.artist,
    albumName: item.album,
    genre: item.genre,
    seriesName: item.series,
    seasonNumber: item.season,
    episodeNumber: item.episode,
    duration: item.isLive ? Number.NaN : item.durationS,
    isAlwaysLive: item.isLive || null,
    contentIdentifier: item.contentId,
    iTunesStoreIdentifier: item.iTunesStoreId,
    ...artworkFields(item),
    languageOptionsAvailable: item.languages === null ? null : true,
    defaultPlaybackRate: 1,
    ...(isCurrent && clockOf(player, item)),
  });
}

function artworkFields({ artwork }: TvItem): MrpMetadata {
  if (artwork === null) return { artworkAvailable: false };
  return {
    artworkAvailable: artwork.picture !== null || artwork.url === null,
    artworkIdentifier: artwork.id,
    artworkMimeType: artwork.mimeType,
    artworkUrl: artwork.url,
  };
}

function clockOf(player: TvPlayer, item: TvItem): MrpMetadata {
  const moves = player.playing && player.stage === "ready";
  return {
    playbackRate: moves ? player.rate : 0,
    ...(!item.isLive && {
      elapsedTime: player.positionS,
      elapsedTimeTimestamp: cocoaSeconds(player.positionAtMs),
    }),
  };
}

/** Without what is null: those fields are not sent. */
function told(metadata: MrpMetadata): MrpMetadata {
  return Object.fromEntries(Object.entries(metadata).filter(([, value]) => value != null));
}

function contentItemOf(player: TvPlayer, item: TvItem): MrpContentItem {
  return { identifier: item.id, metadata: metadataOf(player, item) };
}

/** Everything about one player at once. */
export function wholeState(player: TvPlayer, deviceName: string): MrpMessage {
  const playbackState = playbackStateOf(player);
  return {
    type: MessageType.SetState,
    setState: {
      supportedCommands: { supportedCommands: commandsOf(player) },
      playbackQueue: queueOf(player),
      ...(playbackState !== undefined && { playbackState }),
      playerPath: pathOf(player, deviceName),
      playbackStateTimestamp: cocoaSeconds(player.positionAtMs),
    },
  };
}

export function queueOf(player: TvPlayer) {
  return {
    location: player.location,
    contentItems: player.queue.map((item) => contentItemOf(player, item)),
  };
}
