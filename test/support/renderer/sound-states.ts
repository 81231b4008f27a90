import type { SoundItem, SoundSnapshot, Speaker } from "../../../src/shared/model/sound.ts";
import {
  aDevice,
  allFeatures,
  anEpisode,
  aSession,
  aSoundItem,
  aSpeaker,
  noSound,
  someDevices,
  someSound,
} from "./fixtures.ts";
import type { LookOf } from "./states.ts";

const pod = (id: string, name: string, change: Parameters<typeof aDevice>[0] = {}) =>
  aDevice({
    id,
    name,
    kind: "homepod",
    modelName: "HomePod mini",
    osLabel: "audioOS 26.5",
    paired: false,
    pairable: false,
    needsPairing: false,
    playsSound: true,
    ...change,
  });
const living = aDevice({ playsMedia: true, playsSound: true });
const kitchen = pod("pod", "Kitchen");
const bath = pod("bath", "Bathroom", {
  kind: "speaker",
  modelName: "AirPort Express",
  osLabel: "",
});
const roof = pod("roof", "The speaker in the room under the roof");
const office = pod("office", "Office", { present: false });

const LONG =
  "A very long title of a piece that a broadcaster has given every word it could think of";

/** A receiver that takes sound and nothing else. */
export const receiver = pod("box", "Record player", {
  kind: "speaker",
  modelName: "shairport-sync",
  osLabel: "",
  services: [
    { protocol: "raop", port: 5000, pairing: "not-needed", requiresPassword: false, enabled: true },
  ],
});

const house = someDevices([living, kitchen, bath, roof, office]);
const playing = (): SoundSnapshot => someSound({}, Date.now());
const look = (name: string, sound: SoundSnapshot, change: Partial<LookOf> = {}): LookOf => ({
  name: `sound-${name}`,
  devices: house,
  session: aSession(),
  sound,
  ...change,
});

const several: readonly Speaker[] = [
  aSpeaker(),
  aSpeaker({ deviceId: "bath", name: "Bathroom", volume: 25, delayMs: -120 }),
  aSpeaker({ deviceId: "roof", name: roof.name, volume: 70 }),
];
const troubled: readonly Speaker[] = [
  aSpeaker({ phase: "joining", volume: null }),
  aSpeaker({ deviceId: "bath", name: "Bathroom", phase: "interrupted" }),
  aSpeaker({
    deviceId: "roof",
    name: roof.name,
    phase: "failed",
    error: { code: "unpaired", message: "", details: { subject: "password" } },
  }),
  aSpeaker({
    deviceId: "tv",
    name: "Living Room",
    phase: "failed",
    error: { code: "timeout", message: "", details: { subject: "audio-setup" } },
  }),
  aSpeaker({
    deviceId: "office",
    name: "Office",
    phase: "failed",
    error: { code: "unpaired", message: "" },
  }),
];
const longQueue: readonly SoundItem[] = [
  aSoundItem(),
  aSoundItem({
    id: "bad",
    title: "Old recording.ape",
    artist: null,
    album: null,
    durationS: null,
    error: { code: "unsupported", message: "", details: { subject: "Monkey's Audio" } },
  }),
  aSoundItem({ id: "long", title: LONG, artist: LONG, durationS: 4210 }),
  ...Array.from({ length: 20 }, (_, at) =>
    aSoundItem({
      id: `s${at}`,
      title: `Étude ${at + 1}`,
      artist: "Frédéric Chopin",
      durationS: 150,
    }),
  ),
];

/** The panel of what is sent. */
export const soundLooks = (): readonly LookOf[] => [
  look("empty", noSound()),
  look("one", playing()),
  look("several", { ...playing(), speakers: several, volume: 70 }),
  look("troubled", { ...playing(), speakers: troubled, volume: null }),
  look("long", { ...playing(), items: longQueue, currentId: "long" }),
  look("radio", {
    ...playing(),
    items: [
      aSoundItem({
        id: "radio",
        kind: "link",
        title: "radio.example",
        artist: null,
        album: null,
        durationS: null,
      }),
    ],
    currentId: "radio",
    onAir: "Erik Satie – Gnossienne No. 1",
    canSeek: false,
    state: "stalled",
  }),
  look("ended", {
    ...playing(),
    state: "idle",
    position: null,
    lastError: { code: "malformed", message: "" },
    speakers: [aSpeaker()],
  }),
];

/** The remote while something is sent. */
export const sendingLooks = (): readonly LookOf[] => [
  look("card", playing()),
  look("card-many", { ...playing(), speakers: several, state: "paused" }),
  look("card-beside", playing(), { session: aSession({ nowPlaying: anEpisode() }) }),
  look("speaker-idle", noSound(), {
    devices: someDevices([kitchen, living]),
    session: aSession({
      deviceId: "pod",
      name: "Kitchen",
      volume: { control: "absolute", percent: 25 },
      features: { "play-pause": "available", "set-volume": "available" },
    }),
  }),
  { name: "sound-receiver", devices: someDevices([receiver]) },
  {
    name: "sound-receiver-only",
    devices: someDevices([{ ...receiver, needsPairing: true, unpairable: "no-code" }]),
  },
  {
    name: "apple-tv-3",
    devices: someDevices([aDevice({ name: "The television in the room under the roof" })]),
    session: aSession({
      name: "The television in the room under the roof",
      features: { ...allFeatures, home: "unsupported", "top-menu": "unsupported" },
    }),
  },
];
