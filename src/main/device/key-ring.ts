import { type ErrorCode, RemoteError } from "../../shared/errors.ts";
import type { DeviceId } from "../../shared/model/device.ts";
import type { ProtocolId } from "../../shared/model/protocol.ts";
import type { Credentials, ProtocolCredentials } from "../hap/credentials.ts";
import type { Log } from "../runtime/log.ts";
import type { Off } from "../runtime/signal.ts";
import type { CredentialStore } from "../storage/storage.ts";

/** Keys in use, so that a reconnection does not wait for the keychain or prompt for it again. */
export class KeyRing {
  readonly #store: CredentialStore;
  readonly #log: Log;
  readonly #inUse = new Map<DeviceId, Credentials>();
  /** New keys that the keychain did not take. They are in use, and are stored once it opens. */
  readonly #unsaved = new Map<DeviceId, Credentials>();
  readonly #off: Off;

  constructor(store: CredentialStore, log: Log) {
    this.#store = store;
    this.#log = log;
    this.#off = store.kind.on(({ kind }) => {
      if (kind === "keychain") this.#saveAll();
    });
  }

  /** Empty when there is none. Rejects with `locked`, `storage` or `timeout`. */
  async get(id: DeviceId): Promise<Credentials> {
    const held = this.#inUse.get(id);
    if (held) return held;
    const stored = await this.#store.get(id);
    if (Object.keys(stored).length > 0) this.#inUse.set(id, stored);
    this.#saveAll();
    return stored;
  }

  /**
   * Adds or replaces one protocol's key; says where it went. Never rejects: a pairing that just
   * worked is not lost to a keychain that says no, because the TV would have to be asked again.
   */
  async add(
    id: DeviceId,
    protocol: ProtocolId,
    credentials: ProtocolCredentials,
  ): Promise<"keychain" | "memory"> {
    const added: Credentials = { ...this.#unsaved.get(id), [protocol]: credentials };
    this.#inUse.set(id, { ...this.#inUse.get(id), ...added });
    this.#unsaved.set(id, added);
    const refusal = await this.#save(id);
    if (refusal === undefined) return this.#store.kind.value.kind;
    this.#log.warn("the keychain did not take a key; it stays in memory", { code: refusal });
    return "memory";
  }

  /** Rejects as `get` does, and then keeps what it holds. */
  async remove(id: DeviceId): Promise<void> {
    await this.#store.remove(id);
    this.#unsaved.delete(id);
    this.#inUse.delete(id);
  }

  close(): void {
    this.#off();
  }

  /** Whoever got an answer from the keychain may as well hand over what it missed. */
  #saveAll(): void {
    for (const id of this.#unsaved.keys()) void this.#save(id);
  }

  /** Beside the keys of other protocols, which only the keychain may know. Resolves with what it said no with. */
  async #save(id: DeviceId): Promise<ErrorCode | undefined> {
    try {
      const stored = await this.#store.get(id);
      const added = this.#unsaved.get(id);
      if (added === undefined) return undefined;
      const all: Credentials = { ...stored, ...added };
      await this.#store.set(id, all);
      if (this.#unsaved.get(id) !== added) return undefined;
      this.#unsaved.delete(id);
      this.#inUse.set(id, all);
      return undefined;
    } catch (thrown) {
      return RemoteError.from(thrown).code;
    }
  }
}
