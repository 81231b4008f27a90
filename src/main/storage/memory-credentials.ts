import type { ErrorBody } from "../../shared/errors.ts";
import type { DeviceId } from "../../shared/model/device.ts";
import type { Credentials } from "../hap/credentials.ts";
import { type ReadonlySignal, Signal } from "../runtime/signal.ts";
import type { CredentialStore } from "./storage.ts";

/** Keys that end with the program; `cause` says why they are not in the keychain. */
export class MemoryCredentials implements CredentialStore {
  readonly kind: ReadonlySignal<{ kind: "memory"; cause: ErrorBody }>;
  readonly #byDevice = new Map<DeviceId, Credentials>();

  constructor(cause: ErrorBody) {
    this.kind = new Signal({ kind: "memory" as const, cause });
  }

  async get(id: DeviceId): Promise<Credentials> {
    return this.#byDevice.get(id) ?? {};
  }

  async set(id: DeviceId, credentials: Credentials): Promise<void> {
    this.#byDevice.set(id, credentials);
  }

  async remove(id: DeviceId): Promise<void> {
    this.#byDevice.delete(id);
  }
}
