import type { DeviceId } from "../../shared/model/device.ts";
import type { ProtocolId } from "../../shared/model/protocol.ts";
import type { Credentials, HapCredentials } from "../hap/credentials.ts";
import type { CredentialStore } from "../storage/storage.ts";

/** Keys in use, so that a reconnection does not wait for the keychain or prompt for it again. */
export class KeyRing {
  readonly #store: CredentialStore;
  readonly #inUse = new Map<DeviceId, Credentials>();

  constructor(store: CredentialStore) {
    this.#store = store;
  }

  /** Empty when there is none. Rejects with `locked`, `storage` or `timeout`. */
  async get(id: DeviceId): Promise<Credentials> {
    const held = this.#inUse.get(id);
    if (held) return held;
    const stored = await this.#store.get(id);
    if (Object.keys(stored).length > 0) this.#inUse.set(id, stored);
    return stored;
  }

  /** Adds or replaces one protocol's key; says where it went. */
  async add(
    id: DeviceId,
    protocol: ProtocolId,
    credentials: HapCredentials,
  ): Promise<"keychain" | "memory"> {
    const all: Credentials = { ...(await this.get(id)), [protocol]: credentials };
    await this.#store.set(id, all);
    this.#inUse.set(id, all);
    return this.#store.kind.value.kind;
  }

  async remove(id: DeviceId): Promise<void> {
    await this.#store.remove(id);
    this.#inUse.delete(id);
  }
}
