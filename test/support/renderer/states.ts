import type { EventMap } from "../../../src/shared/ipc/contract.ts";
import type { DevicesSnapshot } from "../../../src/shared/model/app.ts";
import type { MediaStream, PlayRequest } from "../../../src/shared/model/media.ts";
import type { NowPlaying } from "../../../src/shared/model/now-playing.ts";
import type { PairingStep } from "../../../src/shared/model/pairing.ts";
import type { SessionSnapshot } from "../../../src/shared/model/session.ts";
import type { SoundSnapshot } from "../../../src/shared/model/sound.ts";
import {
  aDevice,
  allFeatures,
  anEpisode,
  aPairing,
  aRequest,
  aSession,
  aSong,
  someDevices,
  twoSpeakers,
} from "./fixtures.ts";

/** What the main process would have said for a window to look like that. */
export interface LookOf {
  readonly name: string;
  readonly devices: DevicesSnapshot;
  readonly session?: SessionSnapshot;
  readonly pairing?: EventMap["pairing"];
  /** What this computer sends. */
  readonly sound?: SoundSnapshot;
  /** A link or a file that waits for an answer. */
  readonly asks?: PlayRequest;
  /** Opened by its button, once the rest is there. */
  readonly open?: "Apps" | "Text" | "More" | "device";
}

const paired = someDevices([aDevice()]);
const remote = (name: string, change: Partial<SessionSnapshot>): LookOf => ({
  name,
  devices: paired,
  session: aSession({ ...change }),
});
const wizard = (name: string, step: PairingStep): LookOf => ({
  name: `pairing-${name}`,
  devices: paired,
  session: aSession(),
  pairing: aPairing(step),
});
const soon = (): number => Date.now() + 8_000;
const tv = { deviceId: "tv", name: "Living Room" };

const several = [
  aDevice({ id: "a", paired: false }),
  aDevice({ id: "b", name: "Bedroom", osLabel: "tvOS 27.0", asleep: true }),
  aDevice({
    id: "c",
    name: "Kitchen",
    kind: "homepod",
    modelName: "HomePod mini",
    osLabel: "audioOS 26.5",
    paired: false,
    pairable: false,
    needsPairing: false,
  }),
  aDevice({
    id: "d",
    name: "The television in the room under the roof",
    paired: false,
    pairable: false,
    unpairable: "access-restricted",
  }),
];

/** The clocks of these run from now on, so that the shown second is the same each time. */
const playingNow = (): NowPlaying => anEpisode({ artworkId: "art-1" }, Date.now());
const silent = (): NowPlaying =>
  anEpisode({
    itemId: "silent",
    title: null,
    seriesName: null,
    seasonNumber: null,
    episodeNumber: null,
    durationS: null,
    position: null,
    audio: null,
    subtitles: null,
    app: { id: "com.google.ios.youtube", name: "YouTube" },
  });
const LONG =
  "Everything You Always Wanted to Know About the Television in the Living Room but Were Afraid to Ask the Person Who Holds the Remote";

const kitchen = aDevice({
  id: "pod",
  name: "Kitchen",
  kind: "homepod",
  modelName: "HomePod mini",
  osLabel: "audioOS 26.5",
  paired: false,
  pairable: false,
  needsPairing: false,
  outputDeviceId: "out-kitchen",
});
const bedroom = aDevice({
  ...kitchen,
  id: "pod2",
  name: "Bedroom",
  outputDeviceId: "out-bedroom",
});

const holiday: MediaStream = {
  title: "Holiday in the hills.mp4",
  source: "file",
  stage: "playing",
};
/** What was sent to a device, as that tells of it: a clock without a name. */
const sent = (): NowPlaying => ({
  ...silent(),
  itemId: "sent",
  app: null,
  durationS: 5530,
  position: { seconds: 721, wallMs: Date.now(), rate: 1 },
});

/** Every state of the now-playing window. */
export const playingLooks = (): readonly LookOf[] => [
  remote("playing-episode", { nowPlaying: playingNow() }),
  remote("playing-song", {
    nowPlaying: aSong({ artworkId: "art-2" }),
    outputs: twoSpeakers,
    features: { ...allFeatures, mute: "available" },
  }),
  remote("playing-live", {
    nowPlaying: anEpisode({
      itemId: "live",
      isLive: true,
      title: "The evening news",
      seriesName: null,
      seasonNumber: null,
      episodeNumber: null,
      durationS: null,
      position: null,
    }),
  }),
  remote("playing-no-artwork", { nowPlaying: { ...playingNow(), artworkId: null } }),
  remote("playing-huge-title", {
    nowPlaying: { ...playingNow(), title: LONG, seriesName: LONG },
    outputs: [
      ...twoSpeakers,
      { id: "3", name: "The speaker in the room under the roof", volume: 7, isLeader: false },
    ],
  }),
  remote("playing-silent-app", { nowPlaying: silent() }),
  remote("playing-idle", {}),
  remote("playing-stream", { stream: holiday, nowPlaying: sent() }),
  remote("playing-stream-starting", { stream: { ...holiday, source: "link", stage: "starting" } }),
  remote("playing-asleep", { power: "off" }),
  remote("playing-few", {
    nowPlaying: { ...playingNow(), audio: null, subtitles: null },
    features: { "play-pause": "available", next: "unavailable" },
    volume: { control: "none", percent: null },
  }),
];

/** The speakers, over the now-playing window. */
export const speakersLook = (): LookOf => ({
  ...remote("playing-speakers", { nowPlaying: playingNow(), outputs: twoSpeakers }),
  devices: someDevices([aDevice({ outputDeviceId: "out-tv" }), kitchen, bedroom]),
});

/** Every state of the remote that a person is told about, one by one. */
export const remoteLooks = (): readonly LookOf[] => [
  remote("on", {}),
  remote("slider", { volume: { control: "absolute", percent: 35 } }),
  remote("no-volume", { volume: { control: "none", percent: null } }),
  remote("volume-unknown", { volume: { control: "unknown", percent: null } }),
  remote("power-unknown", { power: "unknown" }),
  remote("asleep", { power: "off" }),
  remote("limited", {
    connection: {
      phase: "ready",
      lost: [
        { protocol: "mrp", cause: "lost" },
        { protocol: "airplay", cause: "lost" },
      ],
    },
  }),
  remote("limited-code", {
    connection: { phase: "ready", lost: [{ protocol: "airplay", cause: "unpaired" }] },
  }),
  remote("episode", { nowPlaying: playingNow() }),
  remote("song-speakers", {
    nowPlaying: aSong({ artworkId: "art-2" }),
    outputs: twoSpeakers,
    volume: { control: "absolute", percent: 40 },
    features: { ...allFeatures, mute: "available" },
  }),
  remote("silent-app", { nowPlaying: silent() }),
  remote("stream-starting", { stream: { ...holiday, stage: "starting" } }),
  remote("stream", { stream: holiday, nowPlaying: sent() }),
  {
    ...remote("limited-password", {
      connection: { phase: "ready", lost: [{ protocol: "airplay", cause: "unpaired" }] },
    }),
    devices: someDevices([aDevice({ restriction: "password" })]),
  },
  remote("speaker", {
    name: "Kitchen",
    nowPlaying: aSong({ artworkId: "art-2" }),
    volume: { control: "absolute", percent: 25 },
    features: {
      "play-pause": "available",
      play: "available",
      pause: "available",
      next: "available",
      previous: "available",
      "set-position": "available",
      "set-volume": "available",
      mute: "available",
    },
  }),
  remote("connecting", { connection: { phase: "connecting", attempt: 1 } }),
  remote("waiting", {
    connection: { phase: "waiting", attempt: 4, cause: "timeout", retryAtMs: soon() },
  }),
  remote("locked", {
    connection: { phase: "waiting", attempt: 1, cause: "locked", retryAtMs: soon() },
  }),
  remote("needs-pairing", { connection: { phase: "needs-pairing", cause: "unpaired" } }),
  remote("offline", { connection: { phase: "offline" } }),
  remote("failed", {
    lastError: { code: "rejected", message: "no", details: { deviceCode: 58822 } },
  }),
  { name: "unpaired", devices: someDevices([aDevice({ paired: false })]) },
  { name: "empty", devices: someDevices([]) },
  {
    name: "empty-vpn",
    devices: someDevices([], {
      interfaces: ["wlan0", "tun0"],
      problems: [{ interfaceName: "tun0", message: "addMembership ENODEV" }],
    }),
  },
  { name: "empty-no-network", devices: someDevices([], { interfaces: [] }) },
  { name: "choose", devices: someDevices(several, { selectedId: null }) },
];

/** The panels over the remote. */
export const sheetLooks = (): readonly LookOf[] => [
  { ...remote("sheet-apps", {}), open: "Apps" },
  { ...remote("sheet-apps-unsupported", { features: {}, apps: null }), open: "Apps" },
  { ...remote("sheet-text-none", {}), open: "Text" },
  remote("sheet-text", {
    keyboard: { focused: true, text: "dune", secure: false, prompt: "Search" },
  }),
  remote("sheet-password", {
    keyboard: { focused: true, text: "sesame", secure: true, prompt: "" },
  }),
  { ...remote("sheet-more", {}), open: "More" },
  {
    ...remote("sheet-devices", {}),
    devices: someDevices([aDevice(), ...several.slice(1)]),
    open: "device",
  },
];

export const wizardLooks = (): readonly LookOf[] => [
  wizard("starting", { step: "starting", ...tv }),
  wizard("code", { step: "enter-pin", ...tv, previous: null, second: null, protocol: "companion" }),
  wizard("wrong", {
    step: "enter-pin",
    ...tv,
    previous: { code: "wrong-pin", message: "no" },
    second: null,
    protocol: "companion",
  }),
  wizard("backoff", {
    step: "backing-off",
    ...tv,
    untilMs: soon(),
    error: { code: "backoff", message: "wait" },
  }),
  wizard("second", {
    step: "enter-pin",
    ...tv,
    previous: null,
    second: "companion",
    protocol: "airplay",
  }),
  wizard("second-own", {
    step: "enter-pin",
    ...tv,
    previous: null,
    second: "dmap",
    protocol: "airplay",
  }),
  wizard("show-pin", {
    step: "show-pin",
    ...tv,
    protocol: "dmap",
    pin: "4071",
    remoteName: "Armchair (study)",
    previous: null,
    untilMs: Date.now() + 272_000,
  }),
  wizard("show-pin-wrong", {
    step: "show-pin",
    ...tv,
    protocol: "dmap",
    pin: "4071",
    remoteName: "Armchair (study)",
    previous: { code: "wrong-pin", message: "" },
    untilMs: Date.now() + 272_000,
  }),
  wizard("password", {
    step: "failed",
    ...tv,
    error: { code: "unpaired", message: "", details: { subject: "password" } },
  }),
  wizard("limited", {
    step: "paired",
    ...tv,
    keptIn: "keychain",
    limited: [{ protocol: "airplay", cause: "unpaired" }],
  }),
  wizard("refused", {
    step: "failed",
    ...tv,
    error: { code: "unavailable", message: "", details: { subject: "home-only" } },
  }),
  wizard("memory", { step: "paired", ...tv, keptIn: "memory", limited: [] }),
  wizard("keychain", { step: "paired", ...tv, keptIn: "keychain", limited: [] }),
  wizard("failed", { step: "failed", ...tv, error: { code: "full", message: "full" } }),
];

const theatre = someDevices([
  aDevice({ playsMedia: true }),
  aDevice({ id: "b", name: "Bedroom", osLabel: "tvOS 27.0", asleep: true, playsMedia: true }),
  aDevice({
    id: "c",
    name: "The television in the room under the roof",
    modelName: "Apple TV (3rd generation)",
    osLabel: "Apple TV software 7.9",
    playsMedia: true,
  }),
]);

/** A remote whose device and two others play what a computer sends them. */
export const theatreLook = (): LookOf => ({ ...remote("theatre", {}), devices: theatre });

/** Questions from outside, over the remote. */
export const requestLooks = (): readonly LookOf[] => {
  const asking = (name: string, change: Partial<PlayRequest>): LookOf => ({
    ...theatreLook(),
    name: `request-${name}`,
    asks: aRequest({ id: name, ...change }),
  });
  return [
    asking("link", {}),
    asking("long", { title: LONG, detail: `https://media.example/${"films/".repeat(60)}` }),
    asking("obstacle", {
      source: "file",
      title: "Holiday in the hills.mkv",
      detail: "/home/robin/Videos",
      obstacle: { reason: "container", what: "Matroska" },
    }),
    asking("problem", {
      source: "file",
      title: "Holiday in the hills.mkv",
      detail: "/home/robin/Videos",
      problem: { code: "not-found", message: "ENOENT" },
    }),
  ];
};
