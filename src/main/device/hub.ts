import { RemoteError } from "../../shared/errors.ts";
import type { DevicesSnapshot, SettingsSnapshot } from "../../shared/model/app.ts";
import type { DeviceId } from "../../shared/model/device.ts";
import type { FileOffer } from "../../shared/model/media.ts";
import type { ProtocolId } from "../../shared/model/protocol.ts";
import type { SessionSnapshot } from "../../shared/model/session.ts";
import type { Identity, PreferencesChange } from "../../shared/model/settings.ts";
import type { TvScreen } from "../../shared/model/tv-screen.ts";
import type { Discovery } from "../discovery/discovery.ts";
import { sendMagicPacket } from "../discovery/wake-on-lan.ts";
import type { MediaFiles } from "../media/media-files.ts";
import type { ProtocolPlugin } from "../protocols/plugin.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { Secret } from "../runtime/secret.ts";
import type { Occurrence, Off, ReadonlySignal } from "../runtime/signal.ts";
import type { CredentialStore, SettingsStore } from "../storage/storage.ts";
import { keepAnnouncedKey } from "./announced-key.ts";
import { approachTo } from "./approach.ts";
import type { BuiltInTv } from "./built-in-tv.ts";
import type { Approach } from "./channels.ts";
import type { DeviceEntry } from "./device-entries.ts";
import { KeyRing } from "./key-ring.ts";
import type { MediaSource } from "./media-source.ts";
import { PairingFlow, type PairingHost } from "./pairing-flow.ts";
import { createPairingHost } from "./pairing-host.ts";
import { needsNoPairing } from "./pairing-needs.ts";
import { preferencesSnapshot } from "./preferences.ts";
import { Prober } from "./prober.ts";
import { Registry } from "./registry.ts";
import { Session, type SessionTarget } from "./session.ts";
import { Sessions } from "./sessions.ts";
import { Sound } from "./sound/sound.ts";
import type { SoundOptions } from "./sound/sound-options.ts";
import { DeviceSpeakers } from "./sound/speaker-access.ts";

export interface HubOptions {
  readonly runtime: Runtime;
  readonly plugins: readonly ProtocolPlugin[];
  readonly discovery: Discovery;
  readonly credentials: CredentialStore;
  readonly settings: SettingsStore;
  /** The name on the TV's list of controllers, unless the owner chose one: "Armchair (host name)". */
  readonly controllerName: string;
  readonly builtInTv?: BuiltInTv;
  /** Files that a person chose to play. Without it only addresses are played. */
  readonly files?: MediaFiles;
  /** Sends sound to speakers. */
  readonly sound?: SoundOptions;
}

/** How long a built-in TV that just started may take to appear on the list. */
const BUILT_IN_APPEARS_MS = 10_000;

export function createHub(options: HubOptions): Hub {
  return new Hub(options);
}

/** Everything behind the contract: devices, sessions, pairing, settings, the built-in TV. */
export class Hub {
  readonly registry: Registry;
  readonly pairing: PairingFlow;
  /** What this computer sends to speakers. */
  readonly sound: Sound;
  readonly settings: ReadonlySignal<SettingsSnapshot>;
  readonly #options: HubOptions;
  readonly #keys: KeyRing;
  readonly #prober: Prober;
  readonly #sessions: Sessions;
  readonly #offs: Off[] = [];

  constructor(options: HubOptions) {
    const { runtime, plugins, discovery, settings } = options;
    this.#options = options;
    this.#keys = new KeyRing(options.credentials, runtime.log);
    this.#prober = new Prober(discovery, runtime.log);
    this.registry = new Registry(runtime.clock, settings, discovery, plugins);
    this.#sessions = new Sessions(
      this.registry,
      (id) => new Session(runtime, this.#target(id), options.files),
    );
    this.sound = new Sound({
      runtime,
      settings,
      access: new DeviceSpeakers(this.registry, this.#sessions),
      options: options.sound,
    });
    this.pairing = new PairingFlow(runtime, plugins, this.#pairingHost());
    const preferences = preferencesSnapshot(settings.settings);
    this.settings = preferences.signal;
    this.#offs.push(
      preferences.off,
      discovery.devices.on(() => this.#sessions.look()),
      this.registry.snapshot.on(() => this.#sessions.renamed()),
      runtime.network.interfaces.on(() => this.#sessions.resumed()),
    );
  }

  get devices(): ReadonlySignal<DevicesSnapshot> {
    return this.registry.snapshot;
  }

  /** Every new snapshot of every session. */
  get sessionChanged(): Occurrence<SessionSnapshot> {
    return this.#sessions.changed;
  }

  get tvScreen(): ReadonlySignal<TvScreen | null> | undefined {
    return this.#options.builtInTv?.screen;
  }

  /** Starts searching, asks known addresses, and connects the chosen device when it is paired. */
  start(): void {
    this.#options.discovery.start();
    this.#probeKnown();
    const { selectedId } = this.registry;
    if (selectedId !== null) this.#connectPaired(selectedId);
  }

  rescan(): void {
    this.#options.discovery.rescan();
    this.#probeKnown();
  }

  /** Asks one address and remembers what answers there. Rejects with `not-found`. */
  async add(host: string): Promise<readonly DeviceId[]> {
    const found = await this.#prober.probe(host);
    const ids = new Set<DeviceId>();
    for (const { description } of found)
      for (const identifier of description.identifiers) {
        const entry = this.registry.find(identifier);
        if (entry) ids.add(entry.id);
      }
    if (ids.size === 0)
      throw new RemoteError("not-found", "nothing there that we know", { subject: host });
    for (const id of ids) {
      const isNew = this.registry.get(id).known === undefined;
      await this.registry.remember(id, { address: host, ...(isNew ? { origin: "manual" } : {}) });
    }
    return [...ids];
  }

  /** An empty name gives the device its own back. */
  async rename(id: DeviceId, name: string): Promise<void> {
    await this.registry.remember(id, { customName: name.trim() === "" ? null : name.trim() });
  }

  async forget(deviceId: DeviceId): Promise<void> {
    const { id } = this.registry.get(deviceId);
    await this.sound.forgotten(id);
    await this.#keys.remove(id);
    await this.registry.forget(id);
    await this.#sessions.forget(id);
  }

  /** The device that the windows control; the one before is let go. */
  async select(deviceId: DeviceId): Promise<void> {
    const { id } = this.registry.get(deviceId);
    const before = this.#options.settings.settings.value.selectedDeviceId;
    // One that is never paired with is remembered by being chosen.
    if (this.#isOpenToAll(this.registry.get(id))) await this.registry.remember(id);
    await this.#options.settings.update((settings) => ({ ...settings, selectedDeviceId: id }));
    if (before !== null && before !== id) await this.#sessions.letGo(before);
    if (this.registry.get(id).known) this.session(id).wished();
    this.#connectPaired(id);
  }

  /**
   * Plays an address, or a file that was offered, on the device, from `startS` seconds on. Resolves once
   * the device took it; see `Streaming.play`.
   */
  async play(id: DeviceId, source: MediaSource, startS: number): Promise<void> {
    await this.session(id).streaming.play(source, startS);
  }

  /** Ends what we play there. */
  async stopPlaying(id: DeviceId): Promise<void> {
    await this.peek(id)?.streaming.stop();
  }

  /** Makes a file known that may be played. Rejects as `MediaFiles.offer` does. */
  async offerFile(path: string): Promise<FileOffer> {
    const { files } = this.#options;
    if (!files) throw new RemoteError("unsupported", "no files are played here");
    return files.offer(path);
  }

  /** Null forgets it. The device is asked again with the new one. */
  async setPassword(deviceId: DeviceId, password: string | null): Promise<void> {
    const { id } = this.registry.get(deviceId);
    await this.#keys.setPassword(id, password === null ? null : new Secret(password));
    await this.registry.remember(id, { hasPassword: password !== null });
    this.peek(id)?.rekeyed();
  }

  /** The session of a device, made when there is none yet. Throws `not-found`. */
  session(deviceId: DeviceId): Session {
    return this.#sessions.get(deviceId);
  }

  peek(deviceId: DeviceId): Session | undefined {
    return this.#sessions.peek(deviceId);
  }

  /** Over `protocol`, else over the one that opens most. */
  startPairing(deviceId: DeviceId, protocol?: ProtocolId): void {
    this.pairing.start(this.registry.get(deviceId).id, protocol);
  }

  async updatePreferences(change: PreferencesChange): Promise<void> {
    const given = Object.fromEntries(
      Object.entries(change).filter(([, value]) => value !== undefined),
    );
    await this.#options.settings.update((settings) => ({
      ...settings,
      preferences: { ...settings.preferences, ...given },
    }));
    if (change.probeAddresses) this.#prober.inBackground(change.probeAddresses);
  }

  async pinApp(id: DeviceId, app: string, pinned: boolean): Promise<void> {
    const others = (this.registry.get(id).known?.pinnedApps ?? []).filter((other) => other !== app);
    await this.registry.remember(id, { pinnedApps: pinned ? [...others, app] : others });
  }

  /** Resolves with its id once it is on the list. */
  async startBuiltIn(): Promise<DeviceId> {
    const { builtInTv, discovery } = this.#options;
    if (!builtInTv) throw new RemoteError("unsupported", "there is no built-in Apple TV here");
    const { identifiers } = await builtInTv.start();
    this.registry.addBuiltIn(identifiers);
    await this.#forgetOldBuiltIns(identifiers);
    discovery.rescan();
    const id = await this.registry.whenSeen(identifiers, BUILT_IN_APPEARS_MS);
    this.#connectPaired(id);
    return id;
  }

  /** What a person does at an older Apple TV: types the code that a remote shows. */
  async pairTvRemote(id: string, code: string): Promise<void> {
    await this.#options.builtInTv?.pairRemote?.(id, code);
  }

  async stopBuiltIn(): Promise<void> {
    await this.#options.builtInTv?.stop();
  }

  /** This machine woke: nothing that was known need be true any more. */
  resumed(): void {
    this.rescan();
    this.#sessions.resumed();
  }

  /** Somebody came back to a window: open links show that they live, waiting ones try now. */
  attended(): void {
    this.#sessions.attended();
  }

  async close(): Promise<void> {
    for (const off of this.#offs.splice(0)) off();
    this.#keys.close();
    this.pairing.cancel();
    await this.sound.close();
    await this.#sessions.close();
    await this.#options.files?.close();
    this.registry.close();
    await this.#prober.close();
    await this.#options.discovery.close();
    await this.#options.builtInTv?.stop();
  }

  /** A built-in TV of an earlier run never comes back when this run's has another identity. */
  async #forgetOldBuiltIns(identifiers: readonly string[]): Promise<void> {
    const current = new Set(identifiers.map((identifier) => identifier.toLowerCase()));
    for (const device of this.#options.settings.settings.value.devices) {
      const isCurrent = device.identifiers.some((one) => current.has(one.toLowerCase()));
      if (device.origin === "built-in" && !isCurrent) await this.forget(device.id);
    }
  }

  /** Whatever can be connected without asking anybody for a code. */
  #connectPaired(id: DeviceId): void {
    const entry = this.registry.find(id);
    if (!entry?.known?.paired && !this.#isOpenToAll(entry)) return;
    // Where it stands is in its snapshot; nobody waits for this.
    this.session(id)
      .connect()
      .catch(() => {});
  }

  #isOpenToAll(entry: DeviceEntry | undefined): boolean {
    return entry !== undefined && needsNoPairing(this.#options.plugins, entry.description);
  }

  #probeKnown(): void {
    const { devices, preferences } = this.#options.settings.settings.value;
    const isAwake = (id: DeviceId) => !this.registry.find(id)?.found.some(({ asleep }) => asleep);
    const known = devices
      .filter(({ id, origin }) => origin !== "built-in" && isAwake(id))
      .map(({ address }) => address);
    this.#prober.inBackground([...known, ...preferences.probeAddresses]);
  }

  #controllerName(): string {
    const { settings, controllerName } = this.#options;
    return settings.settings.value.preferences.controllerName || controllerName;
  }

  #target(id: DeviceId): SessionTarget {
    return {
      id,
      name: () => this.registry.name(id),
      approach: () => this.#approach(id),
      asleep: () => this.registry.find(id)?.found.some(({ asleep }) => asleep) ?? false,
      refresh: () => {
        const entry = this.registry.find(id);
        this.#prober.inBackground(entry?.description.addresses.slice(0, 1) ?? []);
      },
      wake: () => this.#wake(id),
      learned: (facts) => {
        this.registry.learn(id, facts);
        this.#refreshMemory(id);
      },
      verified: () => {
        this.#refreshMemory(id);
        keepAnnouncedKey(this.registry, this.#keys, id);
      },
    };
  }

  #refreshMemory(id: DeviceId): void {
    this.registry.refreshMemory(id).catch((thrown) =>
      this.#options.runtime.log.warn("could not write the device down", {
        cause: RemoteError.from(thrown).code,
      }),
    );
  }

  /** The packet first: what asleep means to the network is that nothing answers a question. */
  #wake(id: DeviceId): void {
    const entry = this.registry.find(id);
    const address = entry?.description.addresses[0] ?? "";
    const mac = entry?.known?.mac || entry?.found[0]?.info.mac || "";
    void sendMagicPacket(this.#options.runtime, mac, address).then(() =>
      this.#prober.inBackground([address]),
    );
  }

  async #approach(id: DeviceId): Promise<Approach> {
    const credentials = await this.#keys.get(id);
    return approachTo(
      this.registry.get(id),
      credentials,
      this.#options.plugins,
      (protocol, key) => this.#keys.add(id, protocol, key),
      {
        identity: this.#identity(),
        controllerName: this.#controllerName(),
        volume: this.sound.volumeOf(id),
      },
    );
  }

  #identity(): Identity {
    return this.#options.settings.settings.value.identity;
  }

  #pairingHost(): PairingHost {
    const { plugins, credentials, runtime } = this.#options;
    return createPairingHost({
      plugins,
      registry: this.registry,
      keys: this.#keys,
      store: credentials,
      log: runtime.log,
      session: (id) => this.session(id),
      peek: (id) => this.peek(id),
      select: (id) => this.select(id),
      controllerName: () => this.#controllerName(),
      identity: () => this.#identity(),
    });
  }
}
