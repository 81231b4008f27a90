import type { DeviceId } from "../../../shared/model/device.ts";
import { SpeakerSettings } from "../../../shared/model/settings.ts";
import type { RememberedVolume } from "../../protocols/plugin.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { Occurrence } from "../../runtime/signal.ts";
import type { SettingsStore } from "../../storage/storage.ts";

/** A slider is dragged through many values; the disk is told where it came to rest. */
const WRITE_AFTER_MS = 1000;

/** Volume and delay of each device, over restarts. */
export class SpeakerMemory {
  readonly #runtime: Pick<Runtime, "clock" | "log">;
  readonly #store: SettingsStore;
  /** Whose volume or delay is another now. */
  readonly changed = new Occurrence<DeviceId>();
  readonly #unwritten = new Map<DeviceId, SpeakerSettings>();
  #timer: { cancel(): void } | undefined;

  constructor(runtime: Pick<Runtime, "clock" | "log">, store: SettingsStore) {
    this.#runtime = runtime;
    this.#store = store;
  }

  of(id: DeviceId): SpeakerSettings {
    const stored = this.#store.settings.value.speakers[id];
    return this.#unwritten.get(id) ?? stored ?? SpeakerSettings.parse({});
  }

  set(id: DeviceId, change: Partial<SpeakerSettings>): void {
    this.#unwritten.set(id, { ...this.of(id), ...change });
    this.#timer ??= this.#runtime.clock.after(WRITE_AFTER_MS, () => void this.flush());
    this.changed.emit(id);
  }

  volumeOf(id: DeviceId): RememberedVolume {
    return {
      percent: () => this.of(id).volume,
      set: (volume) => this.set(id, { volume }),
      onChange: (listener) => this.changed.on((changed) => changed === id && listener()),
    };
  }

  /** Resolves when everything is written down, or could not be: it holds until the end then. */
  async flush(): Promise<void> {
    this.#timer?.cancel();
    this.#timer = undefined;
    if (this.#unwritten.size === 0) return;
    const written = Object.fromEntries(this.#unwritten);
    try {
      await this.#store.update((settings) => ({
        ...settings,
        speakers: { ...settings.speakers, ...written },
      }));
    } catch (error) {
      this.#runtime.log.warn("could not write down how loud speakers are", {
        error: String(error),
      });
    }
    for (const [id, value] of Object.entries(written))
      if (this.#unwritten.get(id) === value) this.#unwritten.delete(id);
  }

  async forget(id: DeviceId): Promise<void> {
    this.#unwritten.delete(id);
    if (!this.#store.settings.value.speakers[id]) return;
    await this.#store.update((settings) => {
      const { [id]: _, ...speakers } = settings.speakers;
      return { ...settings, speakers };
    });
  }
}
