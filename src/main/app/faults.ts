import { app } from "electron";
import type { Log } from "../runtime/log.ts";

/**
 * A bug in one corner must not take the remote away: what nobody caught is logged with its stack
 * and the app goes on.
 */
export function surviveFaults(log: Log): void {
  const report = (message: string) => (thrown: unknown) =>
    log.error(message, { error: thrown instanceof Error ? (thrown.stack ?? "") : String(thrown) });
  process.on("uncaughtException", report("nobody caught an exception"));
  process.on("unhandledRejection", report("nobody caught a rejection"));
  app.on("child-process-gone", (_event, { type, reason, exitCode }) =>
    log.warn("a process of Chromium ended", { type, reason, exitCode }),
  );
}
