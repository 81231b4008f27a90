import { RemoteError } from "../../shared/errors.ts";

/** What we use of one entry of `@napi-rs/keyring`. */
export interface KeyringEntry {
  getPassword(): Promise<string | null>;
  setPassword(password: string): Promise<void>;
  /** False: there was nothing. */
  deletePassword(): Promise<boolean>;
}

/** The native module, as far as we use it. Making an entry talks to the service and may throw. */
export type OpenEntry = (service: string, account: string) => KeyringEntry;

/**
 * Loads the native module when it is first wanted, so that a missing binary costs the keychain and
 * not the program. Rejects with what the loader said.
 */
export async function loadKeyring(): Promise<OpenEntry> {
  const { AsyncEntry } = await import("@napi-rs/keyring");
  // Without the pin, Linux silently uses the kernel's keyring, which is gone after a restart.
  const options = { linux: { store: "secret-service" as const } };
  return (service, account) => new AsyncEntry(service, account, options);
}

/**
 * What a failed call means to us. The library has one error code for everything, so its words are
 * all there is; what we do not recognise counts as a keychain that cannot be used.
 */
export function keyringError(thrown: unknown): RemoteError {
  const words = thrown instanceof Error ? thrown.message : String(thrown);
  const locked =
    /prompt was dismissed|islocked|is locked|user canceled|user interaction is not allowed/i;
  if (locked.test(words)) {
    return new RemoteError("locked", "the keychain is locked", { cause: thrown });
  }
  return new RemoteError("storage", `no keychain answers: ${words}`, { cause: thrown });
}
