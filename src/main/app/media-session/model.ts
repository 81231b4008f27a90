import { offers } from "../../../shared/model/features.ts";
import type { NowPlaying, RepeatMode } from "../../../shared/model/now-playing.ts";
import type { SessionSnapshot } from "../../../shared/model/session.ts";

/** What a person asks of the player by the desktop, a headset or a keyboard's media keys. */
export type MediaAction =
  | { readonly do: "play" | "pause" | "play-pause" | "stop" | "next" | "previous" }
  /** Seconds from the start. */
  | { readonly do: "seek-to"; readonly seconds: number }
  | { readonly do: "volume"; readonly percent: number }
  | { readonly do: "shuffle"; readonly on: boolean }
  | { readonly do: "repeat"; readonly mode: RepeatMode }
  | { readonly do: "raise" }
  | { readonly do: "quit" };

/** What the system is told, whatever the system. */
export interface MediaState {
  readonly deviceId: string;
  readonly deviceName: string;
  readonly status: "playing" | "paused" | "stopped";
  /** Null: nothing plays. */
  readonly item: NowPlaying | null;
  readonly title: string;
  readonly artist: string;
  readonly album: string;
  /** Percent; null when it is not told. */
  readonly volume: number | null;
  readonly can: MediaAbilities;
  /** There is only one key for both: play works as play/pause. */
  readonly playsByToggle: boolean;
}

/** What works now. */
export interface MediaAbilities {
  readonly play: boolean;
  readonly pause: boolean;
  readonly next: boolean;
  readonly previous: boolean;
  readonly seek: boolean;
  readonly volume: boolean;
  readonly shuffle: boolean;
  readonly repeat: boolean;
}

/** Null while no device is selected and connected: then there is no player for the system to show. */
export function mediaStateOf(session: SessionSnapshot | null): MediaState | null {
  if (session?.connection.phase !== "ready") return null;
  const { deviceId, name, nowPlaying: item, volume, features } = session;
  const works = (...names: readonly (keyof typeof features)[]) =>
    names.some((feature) => offers(features, feature));
  return {
    deviceId,
    deviceName: name,
    status: statusOf(item),
    item,
    ...wordsOf(item, name),
    volume: volume.percent,
    playsByToggle: !works("play", "pause"),
    can: {
      play: works("play", "play-pause"),
      pause: works("pause", "play-pause"),
      next: works("next"),
      previous: works("previous"),
      seek: item !== null && item.position !== null && works("set-position"),
      volume: volume.control === "absolute" && works("set-volume"),
      shuffle: works("set-shuffle"),
      repeat: works("set-repeat"),
    },
  };
}

function statusOf(item: NowPlaying | null): MediaState["status"] {
  switch (item?.state) {
    case "playing":
    case "seeking":
      return "playing";
    case "paused":
    case "loading":
      return "paused";
    default:
      return "stopped";
  }
}

/** Desktops know songs: a series stands where the artist does, its season and episode for the album. */
function wordsOf(item: NowPlaying | null, device: string) {
  if (item === null) return { title: device, artist: "", album: "" };
  const { title, artist, album, seriesName, seasonNumber, episodeNumber, app } = item;
  const season = seasonNumber === null ? [] : [`S${seasonNumber}`];
  const episode = episodeNumber === null ? [] : [`E${episodeNumber}`];
  return {
    title: title ?? app?.name ?? device,
    artist: artist ?? seriesName ?? "",
    album: album ?? [...season, ...episode].join(" "),
  };
}
