import { type ErrorBody, isRemoteError, RemoteError } from "../../shared/errors.ts";
import type { DeviceId } from "../../shared/model/device.ts";
import type { Credentials } from "../hap/credentials.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { Secret } from "../runtime/secret.ts";
import { Signal } from "../runtime/signal.ts";
import { formatCredentials, parseCredentials } from "./credential-record.ts";
import { type KeyringEntry, keyringError, loadKeyring, type OpenEntry } from "./keyring-module.ts";
import type { CredentialStore } from "./storage.ts";

export interface KeychainOptions {
  readonly runtime: Pick<Runtime, "clock" | "log">;
  /** The name the entries are kept under; tests and development use their own. Default "Armchair". */
  readonly service?: string;
  /** How long one call may take before it counts as stuck, ms. Default 10,000. */
  readonly timeoutMs?: number;
  /** How the native module is loaded. */
  readonly load?: () => Promise<OpenEntry>;
}

type Kind = CredentialStore["kind"]["value"];

/** An account nobody stores: asking for it shows whether the keychain answers, without a prompt. */
const PROBE_ACCOUNT = "armchair-probe";

/**
 * The operating system's keychain, or memory when there is none; `kind` says which and why. Asks the
 * keychain at once, in the background, whether it is there; the first call waits for that.
 */
export async function openCredentials(options: KeychainOptions): Promise<CredentialStore> {
  const keychain = new Keychain(options);
  keychain.probe();
  return keychain;
}

class Keychain implements CredentialStore {
  readonly kind = new Signal<Kind>({ kind: "keychain" });
  readonly #runtime: Pick<Runtime, "clock" | "log">;
  readonly #service: string;
  readonly #timeoutMs: number;
  readonly #openEntry: Promise<OpenEntry>;
  /** Keys that the keychain has not taken. */
  readonly #inMemory = new Map<DeviceId, Credentials>();
  /** Set once the keychain has answered: from then on "no answer" never reads as "no key". */
  #hasAnswered = false;
  #queue: Promise<unknown> = Promise.resolve();

  constructor({ runtime, service, timeoutMs, load }: KeychainOptions) {
    this.#runtime = runtime;
    this.#service = service ?? "Armchair";
    this.#timeoutMs = timeoutMs ?? 10_000;
    this.#openEntry = (load ?? loadKeyring)();
    this.#openEntry.catch(() => {}); // reported by the first call
  }

  probe(): void {
    this.#ask(PROBE_ACCOUNT, (entry) => entry.getPassword()).catch(() => {});
  }

  async get(id: DeviceId): Promise<Credentials> {
    const kept = this.#inMemory.get(id);
    if (kept) return kept;
    try {
      const text = await this.#ask(id, (entry) => entry.getPassword());
      return text === null ? {} : parseCredentials(new Secret(text));
    } catch (error) {
      const neverThere = this.kind.value.kind === "memory" && !this.#hasAnswered;
      if (neverThere && isRemoteError(error, "storage")) return this.#inMemory.get(id) ?? {};
      throw error;
    }
  }

  async set(id: DeviceId, credentials: Credentials): Promise<void> {
    // Kept first: a pairing that just worked must not be lost to a keychain that says no.
    this.#inMemory.set(id, credentials);
    try {
      await this.#store(id, credentials);
    } catch (error) {
      if (this.kind.value.kind === "keychain") throw error;
    }
  }

  async remove(id: DeviceId): Promise<void> {
    this.#inMemory.delete(id);
    try {
      await this.#ask(id, (entry) => entry.deletePassword());
    } catch (error) {
      const neverThere = this.kind.value.kind === "memory" && !this.#hasAnswered;
      if (!neverThere) throw error;
    }
  }

  async #store(id: DeviceId, credentials: Credentials): Promise<void> {
    await this.#ask(id, (entry) => entry.setPassword(formatCredentials(credentials).expose()));
    if (this.#inMemory.get(id) === credentials) this.#inMemory.delete(id);
  }

  /** One call at a time: a stuck one holds one worker thread, not all of them. */
  #ask<T>(account: string, action: (entry: KeyringEntry) => Promise<T>): Promise<T> {
    const asked = this.#queue.then(async () => {
      if (this.kind.value.kind === "memory") throw RemoteError.fromBody(this.kind.value.cause);
      try {
        const answer = await this.#race(this.#call(account, action));
        this.#hasAnswered = true;
        return answer;
      } catch (thrown) {
        const error = isRemoteError(thrown) ? thrown : keyringError(thrown);
        if (error.code !== "locked") this.#fallBack(error.toBody());
        throw error;
      }
    });
    this.#queue = asked.catch(() => {});
    return asked;
  }

  async #call<T>(account: string, action: (entry: KeyringEntry) => Promise<T>): Promise<T> {
    const openEntry = await this.#openEntry;
    return await action(openEntry(this.#service, account));
  }

  /** The library cannot be interrupted: its own AbortSignal leaves the call pending. */
  #race<T>(call: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = this.#runtime.clock.after(this.#timeoutMs, () => {
        this.#hasAnswered = true; // it asks somebody, so it is there
        reject(new RemoteError("timeout", "the keychain does not answer"));
        call.then(
          () => this.#resume(),
          () => {},
        );
      });
      call.then(resolve, reject).finally(() => timer.cancel());
    });
  }

  #fallBack(cause: ErrorBody): void {
    this.#runtime.log.warn("keychain unusable, keys stay in memory", {
      code: cause.code,
      detail: cause.message,
    });
    this.kind.set({ kind: "memory", cause });
  }

  /** Somebody answered the prompt after all: the keychain takes what it missed. */
  #resume(): void {
    this.#runtime.log.info("keychain answers again");
    this.kind.set({ kind: "keychain" });
    for (const [id, credentials] of this.#inMemory) {
      this.#store(id, credentials).catch(() => {}); // stays in memory; `kind` says why
    }
  }
}
