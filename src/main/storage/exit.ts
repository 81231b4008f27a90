import type { CredentialStore } from "./storage.ts";

/**
 * Ends the process. A keychain call that waits behind an unanswered prompt holds a thread that Node
 * waits for at exit, for as long as the prompt stands (measured): then only the hard way out is left,
 * and the exit status is that of SIGKILL instead of `code`.
 */
export function exitProcess(code: number, credentials: CredentialStore | null): never {
  const kind = credentials?.kind.value;
  const isStuck = kind?.kind === "memory" && kind.cause.code === "timeout";
  if (isStuck) process.kill(process.pid, "SIGKILL");
  process.exit(code);
}
