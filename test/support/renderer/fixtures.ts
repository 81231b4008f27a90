import type {
  AppSnapshot,
  DevicesSnapshot,
  SettingsSnapshot,
} from "../../../src/shared/model/app.ts";
import type { DeviceSummary } from "../../../src/shared/model/device.ts";
import { type FeatureStates, features } from "../../../src/shared/model/features.ts";
import type { FileOffer, PlayRequest } from "../../../src/shared/model/media.ts";
import type { NowPlaying, OutputDevice } from "../../../src/shared/model/now-playing.ts";
import type { PairingSnapshot, PairingStep } from "../../../src/shared/model/pairing.ts";
import type { SessionSnapshot } from "../../../src/shared/model/session.ts";
import type { Preferences } from "../../../src/shared/model/settings.ts";
import type {
  SoundItem,
  SoundOffer,
  SoundSnapshot,
  Speaker,
} from "../../../src/shared/model/sound.ts";
import type { TvScreen } from "../../../src/shared/model/tv-screen.ts";

/** Whole snapshots as the main process would send them, to be changed in the part a test is about. */

export const allFeatures: FeatureStates = Object.fromEntries(
  features.filter((feature) => feature !== "mute").map((feature) => [feature, "available"]),
);

export function aDevice(change: Partial<DeviceSummary> = {}): DeviceSummary {
  return {
    id: "tv",
    name: "Living Room",
    hint: "",
    kind: "apple-tv",
    modelName: "Apple TV 4K (3rd generation)",
    rawModel: "AppleTV14,1",
    osLabel: "tvOS 26.5",
    build: "23L000",
    address: "192.0.2.10",
    identifiers: ["AA:BB:CC:DD:EE:FF", "9D1A0D1E-0000-4000-8000-000000000001"],
    services: [
      {
        protocol: "companion",
        port: 49152,
        pairing: "mandatory",
        requiresPassword: false,
        enabled: true,
      },
      {
        protocol: "airplay",
        port: 7000,
        pairing: "mandatory",
        requiresPassword: false,
        enabled: true,
      },
    ],
    outputDeviceId: null,
    present: true,
    asleep: false,
    playsMedia: false,
    playsSound: false,
    hasPassword: false,
    paired: true,
    needsPairing: true,
    pairable: true,
    unpairable: null,
    restriction: null,
    origin: "network",
    lastSeenMs: Date.UTC(2026, 0, 1, 20, 15),
    ...change,
  };
}

export function someDevices(
  devices: readonly DeviceSummary[],
  change: Partial<DevicesSnapshot> = {},
): DevicesSnapshot {
  return {
    revision: 1,
    devices,
    selectedId: devices[0]?.id ?? null,
    interfaces: ["eth0"],
    problems: [],
    searchingSinceMs: 0,
    ...change,
  };
}

export function aSession(change: Partial<SessionSnapshot> = {}): SessionSnapshot {
  return {
    revision: 1,
    deviceId: "tv",
    name: "Living Room",
    connection: { phase: "ready", lost: [] },
    protocols: ["companion"],
    power: "on",
    volume: { control: "relative", percent: null },
    nowPlaying: null,
    stream: null,
    outputs: [],
    keyboard: { focused: false, text: "", secure: false, prompt: "" },
    features: allFeatures,
    owners: { up: "companion", "app-list": "companion" },
    apps: [
      { id: "com.netflix.Netflix", name: "Netflix" },
      { id: "com.disney.disneyplus", name: "Disney+" },
      { id: "com.apple.TVWatchList", name: "TV" },
      { id: "com.apple.TVMusic", name: "Music" },
      { id: "com.apple.TVPhotos", name: "Photos" },
      { id: "com.apple.TVSettings", name: "Settings" },
      { id: "com.google.ios.youtube", name: "YouTube" },
      { id: "com.amazon.aiv.AIVApp", name: "Prime Video" },
      { id: "com.spotify.client", name: "Spotify" },
      { id: "com.apple.Arcade", name: "Arcade" },
    ],
    accounts: [
      { id: "a1", name: "Robin" },
      { id: "a2", name: "Kim" },
    ],
    lastError: null,
    ...change,
  };
}

/** An episode, 13:02 into its 34:18, that plays since `wallMs`. */
export function anEpisode(
  change: Partial<NowPlaying> = {},
  wallMs = Date.UTC(2026, 0, 1),
): NowPlaying {
  return {
    itemId: "episode",
    state: "playing",
    kind: "tv",
    title: "Pop",
    artist: null,
    album: null,
    genre: "Comedy",
    seriesName: "The Bear",
    seasonNumber: 2,
    episodeNumber: 5,
    contentId: null,
    iTunesStoreId: null,
    durationS: 2058,
    position: { seconds: 782, wallMs, rate: 1 },
    isLive: false,
    shuffle: null,
    repeat: null,
    app: { id: "com.disney.disneyplus", name: "Disney+" },
    artworkId: null,
    skipForwardS: 15,
    skipBackwardS: 15,
    audio: {
      choices: [
        { id: "en", name: "English", tag: "en", accessible: false },
        { id: "en-ad", name: "English", tag: "en", accessible: true },
        { id: "de", name: "Deutsch", tag: "de", accessible: false },
      ],
      selectedId: "en",
      canBeOff: false,
    },
    subtitles: {
      choices: [
        { id: "s-en", name: "English", tag: "en", accessible: false },
        { id: "s-de", name: "Deutsch", tag: "de", accessible: false },
      ],
      selectedId: null,
      canBeOff: true,
    },
    ...change,
  };
}

/** A song of an album, shuffled, paused. */
export function aSong(change: Partial<NowPlaying> = {}): NowPlaying {
  return anEpisode({
    itemId: "song",
    kind: "music",
    state: "paused",
    title: "Clair de lune",
    artist: "Claude Debussy",
    album: "Suite bergamasque",
    seriesName: null,
    seasonNumber: null,
    episodeNumber: null,
    durationS: 301,
    position: { seconds: 64, wallMs: Date.UTC(2026, 0, 1), rate: 0 },
    shuffle: "songs",
    repeat: "off",
    app: { id: "com.apple.TVMusic", name: "Music" },
    artworkId: null,
    skipForwardS: 10,
    skipBackwardS: 10,
    audio: null,
    subtitles: null,
    ...change,
  });
}

export const twoSpeakers: readonly OutputDevice[] = [
  { id: "out-tv", name: "Living Room", volume: 40, isLeader: true },
  { id: "out-kitchen", name: "Kitchen", volume: 25, isLeader: false },
];

export function anApp(change: Partial<AppSnapshot> = {}): AppSnapshot {
  return {
    revision: 1,
    version: "0.1.0",
    platform: "linux",
    keychain: { kind: "keychain" },
    settingsProblem: null,
    request: null,
    builtInTv: { running: false },
    sandboxed: true,
    developmentRuntime: false,
    ...change,
  };
}

/** A film of an hour and a half that any Apple TV plays. */
export function anOffer(change: Partial<FileOffer> = {}): FileOffer {
  return {
    id: "offer-1",
    name: "Holiday.mp4",
    bytes: 1_412_000_000,
    mimeType: "video/mp4",
    kind: "video",
    durationS: 5530,
    obstacle: null,
    ...change,
  };
}

/** A song of five minutes that was found on the disk. */
export function aSoundOffer(change: Partial<SoundOffer> = {}): SoundOffer {
  return {
    id: "song-1",
    kind: "file",
    title: "Clair de lune",
    artist: "Claude Debussy",
    album: "Suite bergamasque",
    durationS: 301,
    hasPicture: false,
    ...change,
  };
}

export function aSoundItem(change: Partial<SoundItem> = {}): SoundItem {
  return { ...aSoundOffer(), error: null, ...change };
}

export function aSpeaker(change: Partial<Speaker> = {}): Speaker {
  return {
    deviceId: "pod",
    name: "Kitchen",
    phase: "joined",
    volume: 40,
    delayMs: 0,
    error: null,
    ...change,
  };
}

export function noSound(change: Partial<SoundSnapshot> = {}): SoundSnapshot {
  return {
    revision: 1,
    state: "idle",
    items: [],
    currentId: null,
    position: null,
    onAir: null,
    canSeek: false,
    speakers: [],
    volume: null,
    lastError: null,
    ...change,
  };
}

/** Three songs on a speaker in the kitchen, the first of them 1:04 into its 5:01 since `wallMs`. */
export function someSound(
  change: Partial<SoundSnapshot> = {},
  wallMs = Date.UTC(2026, 0, 1),
): SoundSnapshot {
  return noSound({
    revision: 2,
    state: "playing",
    items: [
      aSoundItem(),
      aSoundItem({ id: "song-2", title: "Passepied", durationS: 222 }),
      aSoundItem({ id: "song-3", title: "Gymnopédie No. 1", artist: "Erik Satie", durationS: 188 }),
    ],
    currentId: "song-1",
    position: { seconds: 64, wallMs, rate: 1 },
    canSeek: true,
    speakers: [aSpeaker()],
    volume: 40,
    ...change,
  });
}

export function aRequest(change: Partial<PlayRequest> = {}): PlayRequest {
  return {
    id: "request-1",
    title: "trailer.mp4 · media.example",
    detail: "https://media.example/films/trailer.mp4?token=1234",
    source: "link",
    isSound: false,
    deviceId: null,
    problem: null,
    obstacle: null,
    ...change,
  };
}

export const somePreferences: Preferences = {
  theme: "system",
  alwaysOnTop: false,
  closeToTray: true,
  startAtLogin: false,
  mediaSession: true,
  letterKeys: "off",
  controllerName: "",
  probeAddresses: [],
};

export function someSettings(
  preferences: Partial<Preferences> = {},
  pinnedApps: SettingsSnapshot["pinnedApps"] = {},
): SettingsSnapshot {
  return { revision: 1, preferences: { ...somePreferences, ...preferences }, pinnedApps };
}

export function aPairing(pairing: PairingStep, revision = 1): PairingSnapshot {
  return { revision, pairing };
}

export function aScreen(change: Partial<TvScreen> = {}): TvScreen {
  return {
    revision: 1,
    name: "Built-in Apple TV",
    power: "on",
    view: "home",
    apps: (aSession().apps ?? []).map(({ id, name }) => ({ id, name })),
    focus: 1,
    openApp: null,
    playing: false,
    title: null,
    keyboard: null,
    pin: null,
    volumePercent: 40,
    account: "Robin",
    lastInput: "right",
    controllers: 1,
    remotes: null,
    ...change,
  };
}
