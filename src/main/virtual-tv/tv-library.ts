import { DEFAULT_PLAYER } from "../wire/mrp/numbers.ts";
import type { TvApp } from "./tv-apps.ts";
import type { TvArtwork, TvItem, TvLanguage, TvLanguages, TvOffer, TvPlayer } from "./tv-media.ts";

const SPOKEN = "public.original-content";
const DESCRIBES_VIDEO = "public.accessibility.describes-video";
const TRANSCRIBES_SPEECH = "public.accessibility.transcribes-spoken-dialog";
const DESCRIBES_SOUND = "public.accessibility.describes-music-and-sound";

const language = (tag: string, name: string, ...characteristics: string[]): TvLanguage => ({
  id: `${tag}-${characteristics.length}`,
  tag,
  name,
  characteristics,
});

/** What a film with several sound tracks offers. */
const sampleLanguages: TvLanguages = {
  audio: {
    options: [
      language("en", "English", SPOKEN),
      language("en", "English (audio description)", SPOKEN, DESCRIBES_VIDEO),
      language("de", "Deutsch"),
    ],
    currentId: "en-1",
    canBeOff: false,
  },
  subtitles: {
    options: [
      language("en", "English SDH", TRANSCRIBES_SPEECH, DESCRIBES_SOUND),
      language("de", "Deutsch"),
      language("fr-CA", "Français (Canada)"),
    ],
    currentId: null,
    canBeOff: true,
  },
};

const nothingTold: Omit<TvItem, "id"> = {
  kind: "unknown",
  title: null,
  artist: null,
  album: null,
  genre: null,
  series: null,
  season: null,
  episode: null,
  durationS: null,
  isLive: false,
  contentId: null,
  iTunesStoreId: null,
  artwork: null,
  languages: null,
};

const picture = (seed: number, width: number, height: number): TvArtwork => ({
  id: `picture-${seed}`,
  mimeType: "image/png",
  url: null,
  picture: { kind: "gradient", seed, width, height },
});

export const episode: TvItem = {
  ...nothingTold,
  id: "0A5D6E9C-6E30-4D29-9D0C-1F1C1D0D0E01",
  kind: "video",
  title: "The Long Way Round",
  genre: "Drama",
  series: "Harbour Lights",
  season: 2,
  episode: 5,
  durationS: 2820,
  contentId: "harbour-lights/2/5",
  artwork: picture(7, 1920, 1080),
  languages: sampleLanguages,
};

export const artworkKinds = ["picture", "none", "missing", "huge", "big", "not-an-image"] as const;
/** `missing`: promised, and not there when it is asked for. `big` has about 1 MB, `huge` over 8. */
export type ArtworkKind = (typeof artworkKinds)[number];

const noise = (seed: number, side: number): TvArtwork => ({
  id: `noise-${seed}`,
  mimeType: "image/png",
  url: null,
  picture: { kind: "noise", seed, width: side, height: side },
});

const artworks: Readonly<Record<ArtworkKind, TvArtwork | null>> = {
  picture: picture(3, 1280, 720),
  none: null,
  missing: { id: "missing", mimeType: "image/png", url: null, picture: null },
  huge: noise(1, 1700),
  big: noise(2, 590),
  "not-an-image": {
    id: "page",
    mimeType: "image/jpeg",
    url: null,
    picture: { kind: "no-picture" },
  },
};

export function artworkOf(kind: ArtworkKind): TvArtwork | null {
  return artworks[kind];
}

const song = (number: number, title: string, durationS: number): TvItem => ({
  ...nothingTold,
  id: `0A5D6E9C-6E30-4D29-9D0C-1F1C1D0D0F0${number}`,
  kind: "music",
  title,
  artist: "The Paper Boats",
  album: "Low Tide",
  genre: "Alternative",
  durationS,
  contentId: `paper-boats-${number}`,
  iTunesStoreId: 1_440_000_000 + number,
  artwork: picture(11, 1400, 1400),
});

export const songs: readonly TvItem[] = [
  song(1, "Slack Water", 214),
  song(2, "Rope & Tar", 187.5),
  song(3, "Où vont les phares", 301),
];

export const liveNews: TvItem = {
  ...nothingTold,
  id: "0A5D6E9C-6E30-4D29-9D0C-1F1C1D0D1001",
  kind: "video",
  title: "Evening News",
  isLive: true,
};

const transport: readonly TvOffer[] = [
  "Play",
  "Pause",
  "TogglePlayPause",
  "Stop",
  "NextTrack",
  "PreviousTrack",
];
const timed: readonly TvOffer[] = ["SkipForward", "SkipBackward", "SeekToPlaybackPosition"];
const videoOffers: readonly TvOffer[] = [
  ...transport,
  ...timed,
  "BeginFastForward",
  "EndFastForward",
  "BeginRewind",
  "EndRewind",
  "EnableLanguageOption",
  "DisableLanguageOption",
];
const musicOffers: readonly TvOffer[] = [
  ...transport,
  ...timed,
  "ChangeRepeatMode",
  "ChangeShuffleMode",
];
export const liveOffers: readonly TvOffer[] = ["Play", "Pause", "TogglePlayPause", "Stop"];
/** The commands that Plex reports before anything else. */
export const barestOffers: readonly TvOffer[] = [
  ...timed,
  "NextTrack",
  "PreviousTrack",
  "TogglePlayPause",
  "Play",
  "Pause",
];

/** A player that plays `queue` from its start, by the usual rules of a video app. */
export function newPlayer(app: TvApp, queue: readonly TvItem[]): TvPlayer {
  const isMusic = queue[0]?.kind === "music";
  return {
    app,
    playerId: DEFAULT_PLAYER,
    playing: true,
    stage: "ready",
    rate: 1,
    positionS: 0,
    positionAtMs: 0,
    queue,
    location: 0,
    offers: isMusic ? musicOffers : videoOffers,
    skipS: 10,
    shuffle: "off",
    repeat: "off",
  };
}

/** What an app begins with when somebody presses play in it. */
export function sampleQueue(app: TvApp): readonly TvItem[] {
  if (app.id === "com.apple.TVMusic") return songs;
  if (app.id === "com.apple.TVWatchList") return [episode];
  return [
    {
      ...nothingTold,
      id: `item-${app.id}`,
      kind: "video",
      title: `A film in ${app.name}`,
      durationS: 2820,
    },
  ];
}

/** An item of which only this is told. */
export function itemWith(told: Partial<TvItem> & Pick<TvItem, "id">): TvItem {
  return { ...nothingTold, ...told };
}
