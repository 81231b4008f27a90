import { existsSync } from "node:fs";
import { electronPath } from "../support/peers.ts";

/** What our side of a benchmark runs in. */
export interface AppRuntime {
  readonly name: "electron" | "node";
  readonly executable: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Electron's own Node, as in the app: its V8, allocator and crypto are others than Node's. Node where
 * there is no Electron.
 */
export function appRuntime(): AppRuntime {
  const executable = electronPath();
  if (!existsSync(executable))
    return { name: "node", executable: process.execPath, env: process.env };
  return { name: "electron", executable, env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" } };
}
