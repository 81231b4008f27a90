import type { ErrorBody } from "../errors.ts";
import type { DeviceId, DeviceSummary } from "./device.ts";
import type { PlayRequest } from "./media.ts";
import type { Preferences } from "./settings.ts";

export interface AppSnapshot {
  readonly revision: number;
  readonly version: string;
  readonly platform: "linux" | "darwin" | "win32";
  /** Where keys are kept; `memory` says why. */
  readonly keychain:
    | { readonly kind: "keychain" }
    | { readonly kind: "memory"; readonly cause: ErrorBody };
  /** What was wrong with the settings file at start, in words for developers; null when nothing. */
  readonly settingsProblem: ErrorBody | null;
  readonly builtInTv: { readonly running: boolean };
  /** Asked for by a link or by opening a file; null: nothing waits for an answer. */
  readonly request: PlayRequest | null;
  /** Started as root or for development: one line for About. */
  readonly sandboxed: boolean;
  /** True while the runtime is the development-only one. */
  readonly developmentRuntime: boolean;
}

export interface InterfaceProblem {
  readonly interfaceName: string;
  readonly message: string;
}

export interface DevicesSnapshot {
  readonly revision: number;
  readonly devices: readonly DeviceSummary[];
  readonly selectedId: DeviceId | null;
  /** Network interfaces that are searched; empty explains an empty list. */
  readonly interfaces: readonly string[];
  readonly problems: readonly InterfaceProblem[];
  /** Wall clock ms since 1970 at which the current search began. */
  readonly searchingSinceMs: number;
}

export interface SettingsSnapshot {
  readonly revision: number;
  readonly preferences: Preferences;
  /** Pinned apps by device. */
  readonly pinnedApps: Readonly<Record<DeviceId, readonly string[]>>;
}
