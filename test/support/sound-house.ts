import { basename } from "node:path";
import { createHub, type Hub } from "../../src/main/device/hub.ts";
import type { DiscoveredDevice } from "../../src/main/discovery/discovery.ts";
import { raop } from "../../src/main/protocols/raop/plugin.ts";
import { startThread } from "../../src/main/runtime/thread.ts";
import { openSoundRemote } from "../../src/main/sound/remote/open-sound-remote.ts";
import { createSoundFiles } from "../../src/main/sound/source/create.ts";
import { createWorkerEngine } from "../../src/main/sound/worker-engine.ts";
import { createIdentity, defaultSettings } from "../../src/main/storage/default-settings.ts";
import { MemoryCredentials } from "../../src/main/storage/memory-credentials.ts";
import { createMemorySettings } from "../../src/main/storage/memory-settings.ts";
import type { SoundSnapshot } from "../../src/shared/model/sound.ts";
import { advertised } from "./advertised.ts";
import { bundle } from "./bundle.ts";
import { FakeDiscovery } from "./hub-world.ts";
import { realRuntime } from "./runtime.ts";

export interface RealSpeaker {
  /** Twelve hexadecimal digits, as the first part of what it announces. */
  readonly id: string;
  readonly name: string;
  readonly port: number;
}

/** The device layer with everything that the app sends sound with, thread included, and real speakers. */
export class SoundHouse {
  readonly hub: Hub;
  /** Every snapshot of the sound, in order. */
  readonly seen: SoundSnapshot[] = [];

  /** `entry`: what the thread runs. */
  static async open(
    speakers: readonly RealSpeaker[],
    entry = "src/main/sound/worker.ts",
  ): Promise<SoundHouse> {
    const runtime = realRuntime();
    const thread = await bundle(entry, basename(entry, ".ts"));
    const discovery = new FakeDiscovery();
    discovery.devices.set(speakers.map(announced));
    const hub = createHub({
      runtime,
      plugins: [raop],
      discovery,
      credentials: new MemoryCredentials({ code: "storage", message: "a test" }),
      settings: createMemorySettings(defaultSettings(createIdentity(runtime.random))),
      controllerName: "Armchair (test)",
      sound: {
        engine: createWorkerEngine(runtime, () => startThread(thread)),
        files: createSoundFiles(runtime),
        openRemote: () => openSoundRemote(runtime),
      },
    });
    return new SoundHouse(hub);
  }

  private constructor(hub: Hub) {
    this.hub = hub;
    hub.sound.snapshot.on((snapshot) => void this.seen.push(snapshot));
  }

  get now(): SoundSnapshot {
    return this.hub.sound.snapshot.value;
  }

  /** Plays these files, in this order, on these speakers. */
  async play(paths: readonly string[], speakers: readonly RealSpeaker[]): Promise<void> {
    const { sound } = this.hub;
    const offers = [];
    for (const path of paths) offers.push(...(await sound.offer(path)));
    const ids = speakers.map(({ id }) => id);
    await sound.play(
      offers.map(({ id }) => ({ offer: id })),
      ids,
    );
  }

  /** Resolves with the first snapshot that passes, this moment's included. */
  until(passes: (snapshot: SoundSnapshot) => boolean): Promise<SoundSnapshot> {
    const { snapshot } = this.hub.sound;
    if (passes(snapshot.value)) return Promise.resolve(snapshot.value);
    return new Promise((resolve) => {
      const off = snapshot.on((next) => {
        if (!passes(next)) return;
        off();
        resolve(next);
      });
    });
  }

  close(): Promise<void> {
    return this.hub.close();
  }
}

function announced({ id, name, port }: RealSpeaker): DiscoveredDevice {
  const addresses = ["10.77.0.1"];
  const txt = { et: "0,1", cn: "0,1", md: "0,1,2", tp: "TCP,UDP", sr: "44100", ss: "16", ch: "2" };
  const service = advertised("_raop._tcp", txt, { instance: `${id}@${name}`, addresses, port });
  const description = raop.describe(service, [service]);
  if (description === undefined) throw new Error("a RAOP service");
  return {
    description: {
      identifiers: [id],
      name,
      addresses,
      services: [{ ...description, advertised: service }],
    },
    info: {
      kind: "speaker",
      rawModel: "",
      modelName: "",
      os: "",
      osVersion: "",
      build: "",
      mac: "",
      outputDeviceId: "",
    },
    asleep: false,
    lastSeenMs: 1,
  };
}
