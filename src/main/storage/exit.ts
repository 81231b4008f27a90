import type { CredentialStore } from "./storage.ts";

/**
 * The last thing a process does. A keychain call that waits behind an unanswered prompt holds a thread
 * that Node and Electron wait for at exit, for as long as the prompt stands (measured): then only the
 * hard way out is left, and the exit status is that of SIGKILL.
 */
export function leaveStuckKeychain({ kind }: CredentialStore): void {
  const isStuck = kind.value.kind === "memory" && kind.value.cause.code === "timeout";
  if (isStuck) process.kill(process.pid, "SIGKILL");
}

/** Ends the process with this status, unless the keychain is stuck. */
export function exitProcess(code: number, credentials: CredentialStore | null): never {
  if (credentials) leaveStuckKeychain(credentials);
  process.exit(code);
}
