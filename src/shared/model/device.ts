import type { PairingRequirement, ProtocolId } from "./protocol.ts";

/**
 * Our own name for a device: stable over restarts, renames and address changes. For a device seen
 * for the first time it is one of its identifiers; a remembered device keeps the one it was stored under.
 */
export type DeviceId = string;

export type DeviceKind = "apple-tv" | "homepod" | "speaker" | "computer" | "unknown";

export interface ServiceSummary {
  readonly protocol: ProtocolId;
  readonly port: number;
  readonly pairing: PairingRequirement;
  readonly requiresPassword: boolean;
  readonly enabled: boolean;
}

/** One line of the device list: what a person needs to tell devices apart. Plain data. */
export interface DeviceSummary {
  readonly id: DeviceId;
  /** The name the owner gave it here, else the one it announces. */
  readonly name: string;
  /** Tells two devices of one name apart: model, or the end of the address. Empty when the name is unique. */
  readonly hint: string;
  readonly kind: DeviceKind;
  /** "Apple TV 4K (3rd generation)", or the raw identifier when we do not know it. */
  readonly modelName: string;
  readonly rawModel: string;
  /** "tvOS 26.5", "Apple TV software 7.2", or "". */
  readonly osLabel: string;
  readonly build: string;
  readonly address: string;
  readonly identifiers: readonly string[];
  readonly services: readonly ServiceSummary[];
  /** On the network now: announced, or answered a probe. */
  readonly present: boolean;
  /** A sleep proxy answers for it. */
  readonly asleep: boolean;
  /** It takes videos and music by their address, as far as it announces that. */
  readonly playsMedia: boolean;
  /** It takes sound that is sent to it (RAOP, AirPlay 2), as far as it announces that. */
  readonly playsSound: boolean;
  /** A password for its AirPlay is kept. */
  readonly hasPassword: boolean;
  readonly paired: boolean;
  /**
   * False: choosing it is enough, it never shows a code (HomePods). It is then neither `paired` nor
   * `pairable`, and `unpairable` is null.
   */
  readonly needsPairing: boolean;
  /** We hold the means to pair with it and it says it accepts that. */
  readonly pairable: boolean;
  /** Why it cannot be paired, for the wizard to put in words; null when it can, or need not be. */
  readonly unpairable: UnpairableReason | null;
  /**
   * What its owner's settings keep back from whoever is not at home there, known before any try: the
   * remote may work all the same, but not what plays and the speakers. Null: it announces nothing.
   */
  readonly restriction: AccessRestriction | null;
  /** The name under which a group of speakers knows it; null when it does not announce one. */
  readonly outputDeviceId: string | null;
  /** It was typed in by hand or started by us, not found. */
  readonly origin: "network" | "manual" | "built-in";
  /** Wall clock of the last sign of life, ms since 1970; null for never. */
  readonly lastSeenMs: number | null;
}

export type AccessRestriction =
  | "access-restricted" // "Only people sharing this home"
  | "same-user" // only whoever is signed in on it
  | "password"; // asks for a password of its owner's

export type UnpairableReason =
  | AccessRestriction
  | "no-code" // speakers that show no PIN and take no remote control without one
  | "pairing-off" // remote pairing is switched off in its settings
  | "not-a-remote-target" // computers, phones, receivers without remote control
  | "older-protocol"; // needs a protocol that this version does not drive
