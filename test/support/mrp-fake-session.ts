import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import type { HapCredentials } from "../../src/main/hap/credentials.ts";
import type { Channel, ChannelState, Operations } from "../../src/main/protocols/plugin.ts";
import type { Runtime } from "../../src/main/runtime/runtime.ts";
import { until } from "../../src/main/runtime/signal.ts";
import type { NowPlaying } from "../../src/shared/model/now-playing.ts";
import { openContext } from "./companion-device.ts";
import { mrpDevice, openMrpWith, pairMrpWith } from "./mrp-device.ts";
import { FAKE_PIN, PyatvFakeMrp } from "./pyatv-fake-mrp.ts";
import { realRuntime } from "./runtime.ts";

export interface MrpFakeSession {
  readonly fake: PyatvFakeMrp;
  readonly channel: Channel;
  /** Another channel to the same fake. */
  open(): Promise<Channel>;
  /** Changes the fake; the names are those of its Python driver. */
  do(name: string, value?: unknown): Promise<unknown>;
  state(test: (state: ChannelState) => boolean): Promise<ChannelState>;
  /** What plays, once it passes. */
  playing(test: (now: NowPlaying) => boolean): Promise<NowPlaying>;
  idle(): Promise<unknown>;
  /** An operation that must be there. */
  operation<N extends keyof Operations>(name: N): Operations[N];
}

/** For a test file: one fake, paired with once, and a fresh channel for each test. */
export function mrpFakeSession(runtime: Runtime = realRuntime()): MrpFakeSession {
  let fake: PyatvFakeMrp;
  let credentials: HapCredentials;
  let channel: Channel;
  const device = () => mrpDevice("127.0.0.1", fake.port);
  const open = () => openMrpWith(device(), { mrp: credentials }, openContext(runtime));

  beforeAll(async () => {
    fake = await PyatvFakeMrp.start();
    credentials = await pairMrpWith(device(), FAKE_PIN, runtime);
  });
  afterAll(() => fake.stop());
  beforeEach(async () => {
    channel = await open();
  });
  afterEach(async () => {
    await channel.close();
    await fake.until(({ clients }) => clients === 0);
  });

  const state = (test: (state: ChannelState) => boolean) => until(channel.state, test);
  return {
    get fake() {
      return fake;
    },
    get channel() {
      return channel;
    },
    open,
    do: (name, value) => fake.do(name, value),
    state,
    playing: async (test) => {
      const { nowPlaying } = await state((now) => now.nowPlaying != null && test(now.nowPlaying));
      if (!nowPlaying) throw new Error("nothing plays");
      return nowPlaying;
    },
    idle: () => state(({ nowPlaying }) => nowPlaying === null),
    operation: (name) => {
      const found = channel.operations[name];
      if (found === undefined) throw new Error(`${name} is not offered`);
      return found as Operations[typeof name];
    },
  };
}
