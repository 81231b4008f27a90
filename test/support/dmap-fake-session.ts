import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import type { Channel, ChannelState, Operations } from "../../src/main/protocols/plugin.ts";
import { until } from "../../src/main/runtime/signal.ts";
import type { NowPlaying } from "../../src/shared/model/now-playing.ts";
import { openContext } from "./companion-device.ts";
import { dmapDevice, openDmapWith, pairingGuid } from "./dmap-device.ts";
import { FAKE_PAIRING_GUID, PyatvFakeDmap } from "./pyatv-fake-dmap.ts";
import { realRuntime } from "./runtime.ts";

export interface DmapFakeSession {
  readonly fake: PyatvFakeDmap;
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

/** For a test file: one fake, reset and with a fresh channel for each test. */
export function dmapFakeSession(): DmapFakeSession {
  const runtime = realRuntime();
  let fake: PyatvFakeDmap;
  let channel: Channel;
  const credentials = { dmap: pairingGuid(FAKE_PAIRING_GUID) };
  const open = () =>
    openDmapWith(dmapDevice("127.0.0.1", fake.port), credentials, openContext(runtime));

  beforeAll(async () => {
    fake = await PyatvFakeDmap.start();
  });
  afterAll(() => fake.stop());
  beforeEach(async () => {
    await fake.do("reset");
    channel = await open();
  });
  afterEach(() => channel.close());

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
