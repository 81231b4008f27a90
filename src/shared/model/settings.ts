import { z } from "zod";
import { MAX_SPEAKER_DELAY_MS } from "./sound.ts";

const Place = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(100),
  height: z.number().int().min(100),
});

/** What a person can change. Defaults make every older or empty file valid. */
export const Preferences = z.object({
  theme: z.enum(["system", "light", "dark"]).default("system"),
  alwaysOnTop: z.boolean().default(false),
  closeToTray: z.boolean().default(true),
  startAtLogin: z.boolean().default(false),
  /** The system shows what plays, and its media keys and headset buttons drive the device. */
  mediaSession: z.boolean().default(true),
  letterKeys: z.enum(["off", "wasd", "hjkl"]).default("off"),
  /** The name that appears on the TV's list of controllers. Empty: "Armchair (host name)". */
  controllerName: z.string().max(60).default(""),
  /** Addresses that are probed by unicast on every scan. */
  probeAddresses: z.array(z.string().max(255)).max(100).default([]),
});
export type Preferences = z.infer<typeof Preferences>;

/**
 * Some of the preferences, to change. Made without the defaults: in zod 4 a default fills an absent
 * optional field too, and one changed setting would reset all the others.
 */
export const PreferencesChange = z
  .strictObject({
    theme: Preferences.shape.theme.unwrap(),
    alwaysOnTop: Preferences.shape.alwaysOnTop.unwrap(),
    closeToTray: Preferences.shape.closeToTray.unwrap(),
    startAtLogin: Preferences.shape.startAtLogin.unwrap(),
    mediaSession: Preferences.shape.mediaSession.unwrap(),
    letterKeys: Preferences.shape.letterKeys.unwrap(),
    controllerName: Preferences.shape.controllerName.unwrap(),
    probeAddresses: Preferences.shape.probeAddresses.unwrap(),
  } satisfies Record<keyof Preferences, z.ZodType>)
  .partial();
export type PreferencesChange = z.infer<typeof PreferencesChange>;

/** A service that a person described by hand, or that we remember to probe. */
export const RememberedService = z.object({
  protocol: z.enum(["mrp", "dmap", "companion", "airplay", "raop"]),
  port: z.number().int().min(1).max(65535),
  identifier: z.string().nullable().default(null),
});

/** A device we know: paired, renamed, or added by hand. No secrets here. */
export const KnownDevice = z.object({
  id: z.string().min(1).max(200),
  identifiers: z.array(z.string().max(200)).max(50),
  name: z.string().max(200),
  customName: z.string().max(200).nullable().default(null),
  address: z.string().max(255).default(""),
  mac: z.string().max(40).nullable().default(null),
  rawModel: z.string().max(100).default(""),
  osLabel: z.string().max(100).default(""),
  services: z.array(RememberedService).default([]),
  paired: z.boolean().default(false),
  /** A password for its AirPlay is in the keychain. */
  hasPassword: z.boolean().default(false),
  origin: z.enum(["network", "manual", "built-in"]).default("network"),
  lastSeenMs: z.number().nullable().default(null),
  pinnedApps: z.array(z.string().max(300)).max(100).default([]),
});
export type KnownDevice = z.infer<typeof KnownDevice>;

/** What a person set for a device as a speaker. */
export const SpeakerSettings = z.object({
  /** Percent; null: whatever it has. */
  volume: z.number().min(0).max(100).nullable().default(null),
  /** Milliseconds by which it sounds later than the others; negative is earlier. */
  delayMs: z.number().int().min(-MAX_SPEAKER_DELAY_MS).max(MAX_SPEAKER_DELAY_MS).default(0),
});
export type SpeakerSettings = z.infer<typeof SpeakerSettings>;

/** Who we say we are. Random once per installation: a TV drops a client with a well-known id (tvOS 18.4). */
export const Identity = z.object({
  /** Six random bytes as hex: Companion's `_i`. */
  rpId: z.string().regex(/^[0-9a-f]{12}$/),
  /** A random locally administered address: Companion's `_pubID`, AirPlay's deviceID. */
  deviceId: z.string().regex(/^([0-9A-F]{2}:){5}[0-9A-F]{2}$/),
});
export type Identity = z.infer<typeof Identity>;

export const SETTINGS_VERSION = 1;

export const Settings = z.object({
  version: z.literal(SETTINGS_VERSION),
  identity: Identity,
  preferences: Preferences,
  selectedDeviceId: z.string().nullable().default(null),
  devices: z.array(KnownDevice).max(1000).default([]),
  /** Window places by window and display, so that an unplugged screen keeps its own. */
  windows: z.record(z.string().max(200), Place).default({}),
  /** By device, paired or not. Absent in files that were written before sound was sent. */
  speakers: z.record(z.string().max(200), SpeakerSettings).default({}),
});
export type Settings = z.infer<typeof Settings>;
