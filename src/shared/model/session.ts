import type { ErrorBody, ErrorCode } from "../errors.ts";
import type { DeviceId } from "./device.ts";
import type { FeatureStates } from "./features.ts";
import type { MediaStream } from "./media.ts";
import type { NowPlaying, OutputDevice } from "./now-playing.ts";
import type { ProtocolId } from "./protocol.ts";

/** A channel that is not open while others are: what is missing, and why. */
export interface LostChannel {
  readonly protocol: ProtocolId;
  readonly cause: ErrorCode;
  /** It is not a code that is missing, but the password of its owner, or the one that is kept is wrong. */
  readonly subject?: "password";
}

/** Where a session stands, in states a person can be told. `attempt` counts from 1. */
export type ConnectionState =
  | { readonly phase: "offline" }
  | { readonly phase: "connecting"; readonly attempt: number }
  | { readonly phase: "ready"; readonly lost: readonly LostChannel[] }
  | {
      readonly phase: "waiting";
      readonly attempt: number;
      readonly cause: ErrorCode;
      /** Monotonic-free: wall clock ms since 1970 of the next try, for a countdown. */
      readonly retryAtMs: number;
    }
  | {
      readonly phase: "needs-pairing";
      readonly cause: ErrorCode | null;
      /** As in `LostChannel`: nothing is tried again before there is another password. */
      readonly subject?: "password";
    };

export type PowerState = "unknown" | "off" | "on";

/** What "volume" changes and how it can be changed. `percent` is null when the device does not say. */
export interface VolumeState {
  readonly control: "unknown" | "none" | "relative" | "absolute";
  readonly percent: number | null;
}

/** The text field that the device has on its screen. `focused` null: not known. */
export interface KeyboardState {
  readonly focused: boolean | null;
  readonly text: string;
  /** A password: mask it, keep it out of history and logs. */
  readonly secure: boolean;
  /** The app or prompt that asks, when the device says; "" otherwise. */
  readonly prompt: string;
}

export interface AppEntry {
  readonly id: string;
  readonly name: string;
}

export interface AccountEntry {
  readonly id: string;
  readonly name: string;
}

/** Everything the windows show about one controlled device, whole, each time something changes. */
export interface SessionSnapshot {
  readonly revision: number;
  readonly deviceId: DeviceId;
  readonly name: string;
  readonly connection: ConnectionState;
  /** Open channels, best first. */
  readonly protocols: readonly ProtocolId[];
  readonly power: PowerState;
  readonly volume: VolumeState;
  readonly keyboard: KeyboardState;
  /** Null: nothing plays. */
  readonly nowPlaying: NowPlaying | null;
  /** What we play there; null: nothing. */
  readonly stream: MediaStream | null;
  /** Where the sound comes out, the leader first; empty when the device does not say. */
  readonly outputs: readonly OutputDevice[];
  readonly features: FeatureStates;
  /** Which protocol answers for each feature, for Settings and `features`. */
  readonly owners: Readonly<Partial<Record<keyof FeatureStates, ProtocolId>>>;
  /** Null until the device has been asked once. */
  readonly apps: readonly AppEntry[] | null;
  readonly accounts: readonly AccountEntry[] | null;
  /** The last command that failed, until the next one works. */
  readonly lastError: ErrorBody | null;
}
