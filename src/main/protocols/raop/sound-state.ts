import type { Availability, Feature, FeatureStates } from "../../../shared/model/features.ts";
import type { NowPlaying, PlayState } from "../../../shared/model/now-playing.ts";
import type { SoundStatus } from "../../sound/engine.ts";
import { pictureMark } from "../picture.ts";
import type { ChannelState, OperationName } from "../plugin.ts";

/** What is carried out here first while we send sound there (parity IF-030 to IF-033). */
const leads: readonly OperationName[] = [
  "media",
  "press",
  "seek",
  "skip",
  "volumeStep",
  "setVolume",
  "artwork",
];

const whilePlaying: readonly Feature[] = [
  "play",
  "pause",
  "play-pause",
  "stop",
  "next",
  "previous",
  "title",
  "artist",
  "album",
  "genre",
  "total-time",
  "position",
  "artwork",
  "push-updates",
];
const loudness: readonly Feature[] = ["volume", "set-volume", "volume-up", "volume-down"];
const whereSeekable: readonly Feature[] = ["set-position", "skip-forward", "skip-backward"];

/** Seconds of one press. */
const SKIP_S = 10;

export interface SoundingFacts {
  readonly status: SoundStatus;
  /** Percent. */
  readonly volume: number;
}

/**
 * What the channel tells. While nothing of ours sounds that is only that something could, and how loud
 * it would be, percent or null for not known, where that is remembered.
 */
export function soundState(
  sounding: SoundingFacts | undefined,
  remembered: number | null | undefined,
): ChannelState {
  if (sounding === undefined) {
    const features = featuresWith("unavailable", "unavailable");
    if (remembered === undefined)
      return { features: { ...features, ...all(loudness, "unavailable") } };
    const volume = remembered === null ? "unavailable" : "available";
    return {
      features: { ...features, ...all(loudness, "available"), volume },
      volume: { control: "absolute", percent: remembered },
    };
  }
  const { status, volume } = sounding;
  return {
    features: {
      ...featuresWith("available", status.canSeek ? "available" : "unavailable"),
      ...all(loudness, "available"),
    },
    volume: { control: "absolute", percent: volume },
    nowPlaying: nowPlayingOf(status),
    leads,
  };
}

function featuresWith(others: Availability, seeking: Availability): FeatureStates {
  return {
    ...all(whilePlaying, others),
    ...all(whereSeekable, seeking),
    "stream-file": "available",
  };
}

const all = (features: readonly Feature[], availability: Availability): FeatureStates =>
  Object.fromEntries(features.map((feature) => [feature, availability]));

/** Names the picture of what is heard; null: it has none. */
export function artworkIdOf({ trackId, tags }: SoundStatus): string | null {
  const picture = tags?.picture;
  return picture ? `${trackId ?? ""} ${pictureMark(picture.bytes)}` : null;
}

const playStates: Readonly<Record<SoundStatus["state"], PlayState>> = {
  idle: "stopped",
  loading: "loading",
  playing: "playing",
  paused: "paused",
  stalled: "loading",
};

function nowPlayingOf(status: SoundStatus): NowPlaying | null {
  const { trackId, tags, position } = status;
  if (trackId === null) return null;
  const durationS = tags?.durationS ?? null;
  return {
    itemId: trackId,
    state: playStates[status.state],
    kind: "music",
    title: tags?.onAir ?? tags?.title ?? null,
    artist: tags?.artist ?? null,
    album: tags?.album ?? null,
    genre: tags?.genre ?? null,
    seriesName: null,
    seasonNumber: null,
    episodeNumber: null,
    contentId: null,
    iTunesStoreId: null,
    durationS,
    position,
    isLive: durationS === null && !status.canSeek,
    shuffle: null,
    repeat: null,
    app: null,
    artworkId: artworkIdOf(status),
    skipForwardS: SKIP_S,
    skipBackwardS: SKIP_S,
    audio: null,
    subtitles: null,
  };
}
