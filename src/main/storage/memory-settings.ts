import type { ErrorBody } from "../../shared/errors.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { Signal } from "../runtime/signal.ts";
import type { SettingsStore } from "./storage.ts";

/** Settings that end with the program: for tests, and for a run that must leave no trace. */
export function createMemorySettings(
  initial: Settings,
  problem: ErrorBody | null = null,
): SettingsStore {
  const settings = new Signal(initial);
  return {
    settings,
    problem,
    update: async (change) => settings.set(change(settings.value)),
  };
}
