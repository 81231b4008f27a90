import { createHub, type Hub } from "../../src/main/device/hub.ts";
import { createDiscovery } from "../../src/main/discovery/create.ts";
import { protocols } from "../../src/main/protocols/registry.ts";
import type { Runtime } from "../../src/main/runtime/runtime.ts";
import { Signal } from "../../src/main/runtime/signal.ts";
import { openSoundRemote } from "../../src/main/sound/remote/open-sound-remote.ts";
import type { OpenSource, PcmReader, SoundTags } from "../../src/main/sound/source/source.ts";
import { createWorkerEngine } from "../../src/main/sound/worker-engine.ts";
import { createIdentity, defaultSettings } from "../../src/main/storage/default-settings.ts";
import { MemoryCredentials } from "../../src/main/storage/memory-credentials.ts";
import { createMemorySettings } from "../../src/main/storage/memory-settings.ts";
import { VirtualTv, type VirtualTvOptions } from "../../src/main/virtual-tv/virtual-tv.ts";
import { RemoteError } from "../../src/shared/errors.ts";
import type { SoundSnapshot, Speaker } from "../../src/shared/model/sound.ts";
import { FakeSoundFiles } from "../support/fake-speakers.ts";
import { ManualClock, settle } from "../support/manual-clock.ts";
import { MemoryLan } from "../support/memory-network.ts";
import { testRuntime } from "../support/runtime.ts";
import { serveHere, ThreadHere } from "../support/sound-thread.ts";

const RATE = 44_100;
const PIN = "1234";

/** Frame `n` of a source: never zeros, and told apart from its neighbours. */
export const sampleOf = (frame: number): readonly [number, number] => [
  (frame % 30_000) + 1,
  -((frame % 29_989) + 1),
];

/** A source of so many seconds whose name says so, such as "song-20". */
const openSource: OpenSource = async (source, startS) => {
  const name = source.kind === "file" ? source.path : "";
  if (name === "broken") throw new RemoteError("malformed", "it is no sound");
  return new Ramp(name, Number(name.split("-")[1]) * RATE, Math.round(startS * RATE));
};

class Ramp implements PcmReader {
  readonly tags: Signal<SoundTags>;
  readonly canSeek = true;
  readonly #frames: number;
  #at: number;

  constructor(title: string, frames: number, at: number) {
    this.#frames = frames;
    this.#at = at;
    this.tags = new Signal<SoundTags>({
      title,
      artist: "Us",
      album: null,
      genre: null,
      durationS: frames / RATE,
      picture: null,
      onAir: null,
    });
  }

  async read(frames: number): Promise<Int16Array> {
    const count = Math.max(0, Math.min(frames, this.#frames - this.#at));
    const samples = new Int16Array(count * 2);
    for (let frame = 0; frame < count; frame++) samples.set(sampleOf(this.#at + frame), frame * 2);
    this.#at += count;
    return samples;
  }

  async close(): Promise<void> {}
}

/** A hub with the real engine and plug-ins, and virtual devices, on one network in memory. */
export class SoundRoom {
  readonly lan = new MemoryLan();
  readonly clock = new ManualClock();
  readonly runtime: Runtime = testRuntime({
    clock: this.clock,
    network: this.lan.host("10.0.0.1"),
  });
  readonly credentials = new MemoryCredentials({ code: "storage", message: "a test" });
  readonly settings = createMemorySettings(defaultSettings(createIdentity(this.runtime.random)));
  readonly files = new FakeSoundFiles();
  readonly devices: VirtualTv[] = [];
  /** Those that made the sound, the newest last. */
  readonly threads: ThreadHere[] = [];
  readonly hub: Hub = createHub({
    runtime: this.runtime,
    plugins: protocols,
    discovery: createDiscovery({ runtime: this.runtime, plugins: protocols }),
    credentials: this.credentials,
    settings: this.settings,
    controllerName: "Armchair (test)",
    sound: {
      engine: createWorkerEngine(this.runtime, () => this.#startThread()),
      files: this.files,
      openRemote: () => openSoundRemote(this.runtime),
    },
  });

  /** One more device, once it is on the list. */
  async add(name: string, options: Partial<VirtualTvOptions> = {}): Promise<VirtualTv> {
    const at = this.devices.length + 2;
    const network = this.lan.host(`10.0.0.${at}`);
    const device = await VirtualTv.start({
      runtime: testRuntime({ clock: this.clock, network, seed: at }),
      name,
      pin: PIN,
      ...options,
    });
    this.devices.push(device);
    if (this.devices.length === 1) this.hub.start();
    await this.until(`${name} is on the list`, () => this.summary(name)?.playsSound === true);
    return device;
  }

  #startThread(): ThreadHere {
    const thread = new ThreadHere();
    this.threads.push(thread);
    serveHere(thread, this.runtime, openSource);
    return thread;
  }

  summary(name: string) {
    return this.hub.devices.value.devices.find((device) => device.name === name);
  }

  id(name: string): string {
    return this.summary(name)?.id ?? `no ${name}`;
  }

  get shown(): SoundSnapshot {
    return this.hub.sound.snapshot.value;
  }

  speaker(name: string): Speaker | undefined {
    return this.shown.speakers.find((speaker) => speaker.name === name);
  }

  session(name: string) {
    return this.hub.session(this.id(name));
  }

  async paired(name: string): Promise<void> {
    this.hub.startPairing(this.id(name));
    const step = () => this.hub.pairing.snapshot.value.pairing.step;
    await this.until("the code is asked for", () => step() === "enter-pin");
    this.hub.pairing.submitPin(PIN);
    await this.until("it is paired", () => this.session(name).connection.phase === "ready");
  }

  /** Plays sources such as "song-20" there. */
  async play(sources: readonly string[], ...names: readonly string[]): Promise<void> {
    for (const source of sources) await this.files.offer(source);
    const ids = names.map((name) => this.id(name));
    await this.run(
      this.hub.sound.play(
        sources.map((offer) => ({ offer })),
        ids,
      ),
    );
  }

  /** Lets time pass in steps until the fact holds. */
  async until(what: string, fact: () => boolean, limitMs = 10_000): Promise<void> {
    const endMs = this.clock.now() + limitMs;
    for (;;) {
      // Several turns of the network happen in no time at all.
      for (let turn = 0; turn < 12; turn++) {
        if (fact()) return;
        await settle();
      }
      if (this.clock.now() >= endMs) throw new Error(`never happened: ${what}`);
      await this.clock.advance(10);
    }
  }

  /** Lets so much time pass, and what happens on the network meanwhile arrive in time. */
  async pass(ms: number): Promise<void> {
    const endMs = this.clock.now() + ms;
    while (this.clock.now() < endMs) {
      await settle();
      await this.clock.advance(Math.min(50, endMs - this.clock.now()));
    }
  }

  /** What the promise came to, with time passing meanwhile. */
  async run<T>(work: Promise<T>, limitMs = 40_000): Promise<T> {
    let settled = false;
    const noteIt = () => {
      settled = true;
    };
    work.then(noteIt, noteIt);
    await this.until("the work is done", () => settled, limitMs);
    return work;
  }

  /** The error it ends with, as code and subject. */
  async errorOf(work: Promise<unknown>): Promise<string> {
    const told = work.then(
      () => "done",
      (thrown) => {
        const { code, details } = RemoteError.from(thrown);
        return details.subject ? `${code} ${details.subject}` : code;
      },
    );
    return this.run(told);
  }

  async close(): Promise<void> {
    await this.run(this.hub.close());
    for (const device of this.devices) await this.run(device.close());
  }
}

/** The frame at which something is heard first. */
export function firstSound(heard: Int16Array): number {
  const at = heard.findIndex((sample) => sample !== 0);
  if (at < 0) throw new Error("nothing was heard");
  return Math.floor(at / 2);
}

/** Where in the source a run of frames that was heard begins; null: it is not one piece of it. */
export function placeIn(heard: Int16Array, from: number, frames: number): number | null {
  const first = heard[from * 2] ?? 0;
  for (let guess = first - 1; guess < 60 * RATE; guess += 30_000) {
    const isIt = Array.from({ length: frames }, (_, at) => at).every((at) => {
      const [left, right] = sampleOf(guess + at);
      return heard[(from + at) * 2] === left && heard[(from + at) * 2 + 1] === right;
    });
    if (isIt) return guess;
  }
  return null;
}
