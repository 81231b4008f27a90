import type { Availability, Feature, FeatureStates } from "../../../../shared/model/features.ts";
import type { MediaKind, NowPlaying } from "../../../../shared/model/now-playing.ts";
import type { ChannelState, MediaItem, OperationName } from "../../plugin.ts";
import type { PlayerStatus } from "./player.ts";

/** What is carried out here first while something of ours plays (parity IF-032). */
const leads: readonly OperationName[] = ["media", "press", "seek", "skip"];

const whilePlaying: readonly Feature[] = [
  "play",
  "pause",
  "play-pause",
  "stop",
  "set-position",
  "skip-forward",
  "skip-backward",
  "title",
  "total-time",
  "position",
];

/** Seconds of one press; the device has no wish of its own here. */
const SKIP_S = 10;

export interface PlayingItem {
  readonly id: string;
  readonly item: Pick<MediaItem, "title" | "mimeType">;
  readonly status: PlayerStatus;
}

/** What the channel tells. While nothing plays that is only whether something could. */
export function mediaState(playUrl: Availability, playing?: PlayingItem): ChannelState {
  const features = featuresWith(playUrl, playing ? "available" : "unavailable");
  if (playing === undefined) return { features };
  return { features, nowPlaying: nowPlaying(playing), leads };
}

function featuresWith(playUrl: Availability, others: Availability): FeatureStates {
  const states = whilePlaying.map((feature) => [feature, others] as const);
  return Object.fromEntries([...states, ["play-url", playUrl] as const]);
}

function nowPlaying({ id, item, status }: PlayingItem): NowPlaying {
  return {
    itemId: id,
    state: status.state,
    kind: kindOf(item.mimeType),
    title: item.title,
    artist: null,
    album: null,
    genre: null,
    seriesName: null,
    seasonNumber: null,
    episodeNumber: null,
    contentId: null,
    iTunesStoreId: null,
    durationS: status.durationS,
    position: status.position,
    isLive: false,
    shuffle: null,
    repeat: null,
    app: null,
    artworkId: null,
    skipForwardS: SKIP_S,
    skipBackwardS: SKIP_S,
    audio: null,
    subtitles: null,
  };
}

function kindOf(mimeType: string | null): MediaKind {
  const [kind] = mimeType?.split("/") ?? [];
  if (kind === "audio" && !/mpegurl/i.test(mimeType ?? "")) return "music";
  // A playlist is an application's, says its registration; what it lists is a film as a rule.
  return kind === "video" || /mpegurl/i.test(mimeType ?? "") ? "video" : "unknown";
}
