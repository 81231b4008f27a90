import type { SettingsSnapshot } from "../../shared/model/app.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { type Off, type ReadonlySignal, Signal } from "../runtime/signal.ts";

/** What the settings page shows, out of the whole file: a new revision only when that part changes. */
export function preferencesSnapshot(settings: ReadonlySignal<Settings>): {
  readonly signal: ReadonlySignal<SettingsSnapshot>;
  readonly off: Off;
} {
  const build = (revision: number): SettingsSnapshot => ({
    revision,
    preferences: settings.value.preferences,
    pinnedApps: Object.fromEntries(
      settings.value.devices
        .filter(({ pinnedApps }) => pinnedApps.length > 0)
        .map(({ id, pinnedApps }) => [id, pinnedApps]),
    ),
  });
  const signal = new Signal(build(1));
  const off = settings.on(() => {
    const next = build(signal.value.revision);
    if (JSON.stringify(next) === JSON.stringify(signal.value)) return;
    signal.set({ ...next, revision: next.revision + 1 });
  });
  return { signal, off };
}
