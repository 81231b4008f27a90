import { type ErrorCode, RemoteError } from "../../shared/errors.ts";
import type { DeviceId } from "../../shared/model/device.ts";
import { type ProtocolId, protocolIds } from "../../shared/model/protocol.ts";
import type { Credentials, ProtocolCredentials } from "../hap/credentials.ts";
import type { Log } from "../runtime/log.ts";
import type { Secret } from "../runtime/secret.ts";
import type { Off } from "../runtime/signal.ts";
import type { CredentialStore } from "../storage/storage.ts";

/** What is new for a device; a password of null is one that is forgotten. */
type Change = Omit<Credentials, "password"> & { readonly password?: Secret<string> | null };

/** Keys in use, so that a reconnection does not wait for the keychain or prompt for it again. */
export class KeyRing {
  readonly #store: CredentialStore;
  readonly #log: Log;
  readonly #inUse = new Map<DeviceId, Credentials>();
  /** New keys that the keychain did not take. They are in use, and are stored once it opens. */
  readonly #unsaved = new Map<DeviceId, Change>();
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
    const held = this.held(id);
    if (protocolIds.some((protocol) => held[protocol] !== undefined)) return held;
    const stored = await this.#store.get(id);
    const all = changed(stored, this.#unsaved.get(id) ?? {});
    if (Object.keys(all).length > 0) this.#inUse.set(id, all);
    this.#saveAll();
    return all;
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
    return this.#change(id, { [protocol]: credentials });
  }

  /** As `add`, for the password of the device's AirPlay; null forgets it. */
  async setPassword(id: DeviceId, password: Secret<string> | null): Promise<"keychain" | "memory"> {
    return this.#change(id, { password });
  }

  /** What is in use already, without asking the keychain. */
  held(id: DeviceId): Credentials {
    return this.#inUse.get(id) ?? {};
  }

  async #change(id: DeviceId, change: Change): Promise<"keychain" | "memory"> {
    const unsaved: Change = { ...this.#unsaved.get(id), ...change };
    this.#inUse.set(id, changed(this.held(id), unsaved));
    this.#unsaved.set(id, unsaved);
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
      const unsaved = this.#unsaved.get(id);
      if (unsaved === undefined) return undefined;
      const all = changed(stored, unsaved);
      await this.#store.set(id, all);
      if (this.#unsaved.get(id) !== unsaved) return undefined;
      this.#unsaved.delete(id);
      this.#inUse.set(id, all);
      return undefined;
    } catch (thrown) {
      return RemoteError.from(thrown).code;
    }
  }
}

function changed(credentials: Credentials, { password, ...keys }: Change): Credentials {
  const { password: before, ...others } = credentials;
  const now = password === undefined ? before : password;
  return { ...others, ...keys, ...(now != null && { password: now }) };
}
