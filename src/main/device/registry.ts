import { RemoteError } from "../../shared/errors.ts";
import type { DevicesSnapshot } from "../../shared/model/app.ts";
import type { DeviceId } from "../../shared/model/device.ts";
import type { KnownDevice } from "../../shared/model/settings.ts";
import type { Discovery } from "../discovery/discovery.ts";
import type { DeviceFacts, ProtocolPlugin } from "../protocols/plugin.ts";
import type { Clock, Timer } from "../runtime/clock.ts";
import { type Off, type ReadonlySignal, Signal, until } from "../runtime/signal.ts";
import type { SettingsStore } from "../storage/storage.ts";
import { type DeviceEntry, IdBook, mergeEntries, toKnown } from "./device-entries.ts";
import { displayName, summarise } from "./summaries.ts";

/** Hundreds of devices may answer one question at once; the list is told at most this often. */
const PUBLISH_SPACING_MS = 30;

/** Every device we know or see, and what is remembered of each. */
export class Registry {
  readonly #clock: Clock;
  readonly #settings: SettingsStore;
  readonly #discovery: Discovery;
  readonly #plugins: readonly ProtocolPlugin[];
  readonly #book = new IdBook();
  readonly #builtIn = new Set<string>();
  readonly #learned = new Map<DeviceId, DeviceFacts>();
  readonly #snapshot: Signal<DevicesSnapshot>;
  readonly #offs: Off[];
  #entries: ReadonlyMap<DeviceId, DeviceEntry> | undefined;
  #timer: Timer | undefined;
  #publishedMs = Number.NEGATIVE_INFINITY;

  constructor(
    clock: Clock,
    settings: SettingsStore,
    discovery: Discovery,
    plugins: readonly ProtocolPlugin[],
  ) {
    this.#clock = clock;
    this.#settings = settings;
    this.#discovery = discovery;
    this.#plugins = plugins;
    this.#snapshot = new Signal(this.#build(1));
    const changed = () => this.#changed();
    this.#offs = [
      // What a person just did is shown at once.
      settings.settings.on(() => {
        this.#entries = undefined;
        this.#publish();
      }),
      discovery.devices.on((devices) => {
        // Each list, even one that nobody gets to see: it may be the only one that links two identifiers.
        for (const { description } of devices) this.#book.idFor(description.identifiers);
        changed();
      }),
      discovery.status.on(changed),
    ];
  }

  get snapshot(): ReadonlySignal<DevicesSnapshot> {
    return this.#snapshot;
  }

  /** Newest first-hand knowledge, whatever was published. */
  get entries(): ReadonlyMap<DeviceId, DeviceEntry> {
    this.#entries ??= mergeEntries(
      this.#settings.settings.value.devices,
      this.#discovery.devices.value,
      this.#book,
      this.#learned,
    );
    return this.#entries;
  }

  /** By id, or by any identifier the device has or had. */
  find(id: DeviceId): DeviceEntry | undefined {
    const { entries } = this;
    return entries.get(id) ?? entries.get(this.#book.lookUp(id) ?? "");
  }

  /** The device that the windows control; null when none was chosen, or it cannot be there. */
  get selectedId(): DeviceId | null {
    const id = this.#settings.settings.value.selectedDeviceId;
    const entry = id === null ? undefined : this.find(id);
    return entry && isShown(entry) ? entry.id : null;
  }

  /** Throws `not-found`. */
  get(id: DeviceId): DeviceEntry {
    const entry = this.find(id);
    if (!entry) throw new RemoteError("not-found", "no such device", { subject: id });
    return entry;
  }

  name(id: DeviceId): string {
    const entry = this.find(id);
    return entry ? displayName(entry) : "";
  }

  /**
   * Writes the device down as it is seen now, with `change` over it. New identifiers are bound to a
   * remembered device only when it proved who it is: `verified`. Throws `not-found`.
   */
  async remember(id: DeviceId, change: Partial<KnownDevice> = {}, verified = false): Promise<void> {
    const entry = this.get(id);
    const origin = this.#isBuiltIn(entry) ? ({ origin: "built-in" } as const) : {};
    await this.#settings.update((settings) => {
      const stored = settings.devices.find((device) => device.id === entry.id);
      const bound = stored && !verified ? { identifiers: stored.identifiers } : {};
      const next = toKnown({ ...entry, known: stored }, { ...bound, ...origin, ...change });
      const others = settings.devices.filter((device) => device.id !== entry.id);
      return { ...settings, devices: [...others, next] };
    });
  }

  /** A verified device: writes it down when something that the next connection needs has changed. */
  async refreshMemory(id: DeviceId): Promise<void> {
    const entry = this.find(id);
    if (!entry?.known || entry.found.length === 0) return;
    const next = toKnown(entry, { lastSeenMs: entry.known.lastSeenMs });
    if (!differs(next, entry.known)) return;
    await this.remember(entry.id, {}, true);
  }

  /** What the device said of itself over an open channel. */
  learn(id: DeviceId, facts: DeviceFacts): void {
    const before = this.#learned.get(id);
    this.#learned.set(id, { ...before, ...facts });
    this.#changed();
  }

  async forget(id: DeviceId): Promise<void> {
    await this.#settings.update((settings) => ({
      ...settings,
      selectedDeviceId: settings.selectedDeviceId === id ? null : settings.selectedDeviceId,
      devices: settings.devices.filter((device) => device.id !== id),
    }));
  }

  /** Devices with one of these identifiers were started by us. */
  addBuiltIn(identifiers: readonly string[]): void {
    for (const identifier of identifiers) this.#builtIn.add(identifier.toLowerCase());
    this.#changed();
  }

  /** The id of the device that has one of these identifiers, once it is seen. Rejects with `not-found`. */
  async whenSeen(identifiers: readonly string[], timeoutMs: number): Promise<DeviceId> {
    const seen = () =>
      identifiers.map((identifier) => this.find(identifier)).find((entry) => entry?.found.length);
    const abort = new AbortController();
    const timer = this.#clock.after(timeoutMs, () =>
      abort.abort(new RemoteError("not-found", "the device did not appear")),
    );
    try {
      await until(this.#snapshot, () => seen() !== undefined, abort.signal);
    } finally {
      timer.cancel();
    }
    return seen()?.id ?? "";
  }

  close(): void {
    for (const off of this.#offs.splice(0)) off();
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #isBuiltIn({ description }: DeviceEntry): boolean {
    return description.identifiers.some((identifier) =>
      this.#builtIn.has(identifier.toLowerCase()),
    );
  }

  #changed(): void {
    this.#entries = undefined;
    if (this.#timer) return;
    const sinceMs = this.#clock.now() - this.#publishedMs;
    if (sinceMs >= PUBLISH_SPACING_MS) {
      this.#publish();
      return;
    }
    this.#timer = this.#clock.after(PUBLISH_SPACING_MS - sinceMs, () => {
      this.#timer = undefined;
      this.#publish();
    });
  }

  #publish(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#publishedMs = this.#clock.now();
    this.#snapshot.set(this.#build(this.#snapshot.value.revision + 1));
  }

  #build(revision: number): DevicesSnapshot {
    const { interfaces, problems, sinceMs } = this.#discovery.status.value;
    const shown = [...this.entries.values()].filter(isShown);
    return {
      revision,
      devices: summarise(shown, this.#plugins, (entry) => this.#isBuiltIn(entry)),
      selectedId: this.selectedId,
      interfaces,
      problems,
      searchingSinceMs: sinceMs,
    };
  }
}

/** A built-in TV that does not run is no device that anybody could look for. */
function isShown({ known, found }: DeviceEntry): boolean {
  return found.length > 0 || known?.origin !== "built-in";
}

function differs(next: KnownDevice, stored: KnownDevice): boolean {
  const keys = Object.keys(next) as (keyof KnownDevice)[];
  return keys.some((key) => JSON.stringify(next[key]) !== JSON.stringify(stored[key]));
}
