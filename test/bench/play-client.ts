import type { Credentials } from "../../src/main/hap/credentials.ts";
import { createAirPlay } from "../../src/main/protocols/airplay/plugin.ts";
import { openMediaRemote } from "../../src/main/protocols/mrp/open.ts";
import type { Channel, DeviceDescription, MediaPlayback } from "../../src/main/protocols/plugin.ts";
import { describeTv } from "../protocol/airplay-world.ts";
import { openContext, pairWith } from "../support/companion-device.ts";
import { realRuntime } from "../support/runtime.ts";
import { film } from "../support/scripted-media-receiver.ts";
import { answerLines } from "./lines.ts";

/** Our way of playing a video, without the app around it, told where the TV is instead of searching. */
async function main(): Promise<void> {
  const runtime = realRuntime();
  const plugin = createAirPlay({ openMediaRemote });
  const { signal } = new AbortController();
  let device: DeviceDescription | null = null;
  let keys: Credentials = {};
  let channel: Channel | null = null;
  let playback: MediaPlayback | null = null;
  await answerLines({
    async target(seen: Parameters<typeof describeTv>[0]) {
      device = describeTv(seen, "127.0.0.1");
    },
    async pair(pin: string) {
      if (device === null) throw new Error("no target");
      keys = { airplay: await pairWith(device, pin, runtime, plugin) };
    },
    async connect() {
      if (device === null) throw new Error("no target");
      const plan = plugin.plan(device, keys).find(({ way }) => way === "media");
      if (plan === undefined) throw new Error("there is no way to play");
      channel = await plan.open(openContext(runtime, signal));
    },
    /** The moment of the call, of the machine's monotonic clock; resolves once the device took it. */
    async play(url: string) {
      const calledNs = String(process.hrtime.bigint());
      const item = film({ urlFor: async () => url });
      playback = (await channel?.operations.playMedia?.(item, signal)) ?? null;
      return calledNs;
    },
    /** Until all of it is over. */
    async stop() {
      await channel?.operations.media?.("stop");
      await playback?.ended;
    },
  });
  await (channel as Channel | null)?.close();
}

main();
