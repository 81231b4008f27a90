import type { ErrorBody } from "../../shared/errors.ts";
import type { DeviceId } from "../../shared/model/device.ts";
import type { Settings } from "../../shared/model/settings.ts";
import type { Credentials } from "../hap/credentials.ts";
import type { ReadonlySignal } from "../runtime/signal.ts";

/** Keys, one record a device, in the OS keychain or in memory. Errors: `locked`, `storage`, `timeout`. */
export interface CredentialStore {
  /**
   * Where keys go now, and why when it is only memory. Changes to `memory` when the keychain cannot
   * be used; back only when a prompt that timed out is answered late.
   */
  readonly kind: ReadonlySignal<{ kind: "keychain" } | { kind: "memory"; cause: ErrorBody }>;
  /** Empty when nothing is stored; a locked keychain rejects instead, so it never reads as "not paired". */
  get(id: DeviceId): Promise<Credentials>;
  set(id: DeviceId, credentials: Credentials): Promise<void>;
  remove(id: DeviceId): Promise<void>;
}

/** The settings file. Every change is on the disk when `update` resolves. */
export interface SettingsStore {
  readonly settings: ReadonlySignal<Settings>;
  /** What was wrong with the file when it was loaded; the bad file is set aside. */
  readonly problem: ErrorBody | null;
  /**
   * Serialised: `change` sees the newest settings. Rejects with `storage` when the disk refuses: the
   * old file stays, the change holds in memory, and the next update writes both.
   */
  update(change: (settings: Settings) => Settings): Promise<void>;
}
