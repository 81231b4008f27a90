import { createHub, type Hub } from "../../src/main/device/hub.ts";
import type { SoundOptions } from "../../src/main/device/sound/sound-options.ts";
import type { DiscoveredDevice, Discovery } from "../../src/main/discovery/discovery.ts";
import type { MediaFiles } from "../../src/main/media/media-files.ts";
import type { ProtocolPlugin } from "../../src/main/protocols/plugin.ts";
import type { Log } from "../../src/main/runtime/log.ts";
import type { Network } from "../../src/main/runtime/network.ts";
import { Signal } from "../../src/main/runtime/signal.ts";
import { createIdentity, defaultSettings } from "../../src/main/storage/default-settings.ts";
import { MemoryCredentials } from "../../src/main/storage/memory-credentials.ts";
import { createMemorySettings } from "../../src/main/storage/memory-settings.ts";
import { RemoteError } from "../../src/shared/errors.ts";
import type { PairingRequirement, ProtocolId } from "../../src/shared/model/protocol.ts";
import { KnownDevice } from "../../src/shared/model/settings.ts";
import { FakeTv, fakeKey, fakePlugin } from "./fake-plugin.ts";
import { testRuntime } from "./runtime.ts";

interface Found {
  readonly name?: string;
  readonly identifiers?: readonly string[];
  readonly address?: string;
  readonly kind?: DiscoveredDevice["info"]["kind"];
  readonly rawModel?: string;
  readonly modelName?: string;
  readonly pairing?: PairingRequirement;
  readonly protocols?: readonly ProtocolId[];
  readonly port?: number;
  readonly lastSeenMs?: number;
  readonly asleep?: boolean;
}

/** A device as discovery tells it. */
export function found(options: Found = {}): DiscoveredDevice {
  const identifiers = options.identifiers ?? ["AA:BB", "uuid-1"];
  return {
    description: {
      identifiers,
      name: options.name ?? "Living Room",
      addresses: [options.address ?? "10.0.0.23"],
      services: (options.protocols ?? ["companion"]).map((protocol) => ({
        protocol,
        identifiers,
        port: options.port ?? 49152,
        pairing: options.pairing ?? "mandatory",
        requiresPassword: false,
        enabled: true,
        facts: { kind: options.kind ?? "apple-tv" },
        advertised: null,
      })),
    },
    info: {
      kind: options.kind ?? "apple-tv",
      rawModel: options.rawModel ?? "AppleTV14,1",
      modelName: options.modelName ?? "Apple TV 4K (3rd generation)",
      os: "tvOS",
      osVersion: "26.5",
      build: "",
      mac: "",
      outputDeviceId: "",
    },
    asleep: options.asleep ?? false,
    lastSeenMs: options.lastSeenMs ?? 1,
  };
}

export function known(options: Partial<KnownDevice> = {}): KnownDevice {
  return KnownDevice.parse({
    id: "AA:BB",
    identifiers: ["AA:BB"],
    name: "Living Room",
    address: "10.0.0.23",
    paired: true,
    services: [{ protocol: "companion", port: 49152 }],
    ...options,
  });
}

/** Discovery that says what the test says. */
export class FakeDiscovery implements Discovery {
  readonly devices = new Signal<readonly DiscoveredDevice[]>([]);
  readonly status = new Signal({ interfaces: ["mem0"], problems: [], sinceMs: 0 });
  readonly probed: string[] = [];
  readonly answers = new Map<string, readonly DiscoveredDevice[]>();
  rescans = 0;
  isClosed = false;

  start(): void {}

  rescan(): void {
    this.rescans += 1;
  }

  async probe(host: string): Promise<readonly DiscoveredDevice[]> {
    this.probed.push(host);
    const answer = this.answers.get(host);
    if (!answer) throw new RemoteError("not-found", "nothing answers there");
    this.devices.set([...this.devices.value, ...answer]);
    return answer;
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }
}

/** A hub with one fake TV behind it and everything else in memory. */
export function hubWorld(
  options: {
    devices?: readonly KnownDevice[];
    selected?: string;
    plugins?: (tv: FakeTv) => readonly ProtocolPlugin[];
    network?: Network;
    files?: MediaFiles;
    sound?: SoundOptions;
    log?: Log;
  } = {},
) {
  const quiet = testRuntime(options.network ? { network: options.network } : {});
  const runtime = { ...quiet, ...(options.log && { log: options.log }) };
  const tv = new FakeTv();
  const discovery = new FakeDiscovery();
  const credentials = new MemoryCredentials({ code: "storage", message: "a test" });
  const settings = createMemorySettings({
    ...defaultSettings(createIdentity(runtime.random)),
    devices: [...(options.devices ?? [])],
    selectedDeviceId: options.selected ?? null,
  });
  const plugins = options.plugins?.(tv) ?? [fakePlugin("companion", tv)];
  const hub: Hub = createHub({
    runtime,
    plugins,
    discovery,
    credentials,
    settings,
    controllerName: "Armchair (test)",
    ...(options.files && { files: options.files }),
    ...(options.sound && { sound: options.sound }),
  });
  const { clock } = runtime;
  return { runtime, clock, tv, discovery, credentials, settings, hub };
}

/** The same with a paired TV that is on the network. */
export async function pairedWorld() {
  const world = hubWorld({ devices: [known()], selected: "AA:BB" });
  await world.credentials.set("AA:BB", { companion: fakeKey() });
  world.discovery.devices.set([found()]);
  const session = world.hub.session("AA:BB");
  return { ...world, session };
}
