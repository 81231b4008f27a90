import { describe, expect, it } from "vitest";
import type { Credentials } from "../../src/main/hap/credentials.ts";
import type { Channel } from "../../src/main/protocols/plugin.ts";
import { protocols } from "../../src/main/protocols/registry.ts";
import { until } from "../../src/main/runtime/signal.ts";
import type { TvModel } from "../../src/main/virtual-tv/model.ts";
import { VirtualTv } from "../../src/main/virtual-tv/virtual-tv.ts";
import type { Feature } from "../../src/shared/model/features.ts";
import type { ProtocolId } from "../../src/shared/model/protocol.ts";
import { describeTv } from "../protocol/airplay-world.ts";
import { openContext, testIdentity } from "../support/companion-device.ts";
import { PEER_ADDRESS } from "../support/peers.ts";
import { PyatvClient, type PyatvProtocol } from "../support/pyatv-client.ts";
import { realRuntime } from "../support/runtime.ts";

const PIN = "0417";

/** Where pyatv's name is not ours in another spelling. */
const renamed: Readonly<Partial<Record<string, Feature>>> = {
  iTunesStoreIdentifier: "itunes-store-identifier",
  PlayPause: "play-pause",
};
/** Not of MediaRemote, in pyatv: AirPlay's and RAOP's. The facade answers for PushUpdates. */
const ofOthers = ["PlayUrl", "StreamFile"];

const ourName = (name: string) =>
  renamed[name] ?? name.replaceAll(/(?<!^)([A-Z])/g, "-$1").toLowerCase();

interface Way {
  readonly model: TvModel;
  readonly plugin: ProtocolId;
  readonly pyatv: PyatvProtocol | null;
}

const ways: readonly (readonly [title: string, way: Way])[] = [
  ["through the tunnel", { model: "apple-tv-4k-tvos26", plugin: "airplay", pyatv: "AirPlay" }],
  ["over its own port", { model: "apple-tv-hd-tvos14", plugin: "mrp", pyatv: "MRP" }],
  ["on a HomePod", { model: "homepod-mini", plugin: "airplay", pyatv: null }],
];

/** Our client, paired when the way needs it. */
async function openOurs(tv: VirtualTv, { plugin: id, pyatv }: Way): Promise<Channel> {
  const runtime = realRuntime();
  const device = describeTv(tv, PEER_ADDRESS);
  const plugin = protocols.find((candidate) => candidate.id === id);
  const { signal } = new AbortController();
  let credentials: Credentials = {};
  if (pyatv !== null) {
    const dialogue = plugin?.pairing?.(
      { device, controllerName: "Armchair (test)", identity: testIdentity },
      runtime,
    );
    await dialogue?.begin(signal);
    const keys = await dialogue?.finish(PIN, signal);
    dialogue?.close();
    credentials = { ...(keys && { [id]: keys }) };
  }
  const [plan] = plugin?.plan(device, credentials) ?? [];
  if (plan === undefined) throw new Error("there should be a plan");
  return plan.open(openContext(runtime));
}

describe("our features beside pyatv's, at the same device", () => {
  it.each(ways)("are the same one by one %s (FE-02 to FE-05)", async (title, way) => {
    const name = `Beside ${title}`;
    const tv = await VirtualTv.start({
      runtime: realRuntime(),
      name,
      model: way.model,
      pin: PIN,
      interfaces: ({ address }) => address === PEER_ADDRESS,
    });
    const client = await PyatvClient.start();
    const ours = await openOurs(tv, way);
    try {
      await client.scan(name);
      if (way.pyatv !== null) {
        await client.pair(way.pyatv);
        await client.finish(PIN);
      }
      await client.connect();
      await client.push();
      const scenes: readonly (readonly [state: string, begin: () => void, title: string | null])[] =
        [
          ["an episode", () => tv.scenarios.playEpisode({ title: "Beside" }), "Beside"],
          ["songs", () => tv.scenarios.playSongs(), "Slack Water"],
          ["live television", () => tv.scenarios.playLive(), "Evening News"],
          ["an app that reports nothing", () => tv.scenarios.playSilently(), null],
          ["nothing", () => tv.scenarios.stopPlaying(), null],
        ];
      for (const [scene, begin, playing] of scenes) {
        begin();
        await until(ours.state, ({ nowPlaying }) => (nowPlaying?.title ?? null) === playing);
        await pyatvTells(client, playing);
        const theirs = await client.features();
        const compared = Object.entries(theirs).filter(([feature]) => !ofOthers.includes(feature));
        expect(compared.length).toBeGreaterThan(50);
        const told = compared.map(([feature, state]) => [ourName(feature), state.toLowerCase()]);
        const mine = told.map(([feature = ""]) => [
          feature,
          ours.state.value.features[feature as Feature] ?? "unsupported",
        ]);
        expect({ scene, ...Object.fromEntries(mine) }).toEqual({
          scene,
          ...Object.fromEntries(told),
        });
      }
    } finally {
      await ours.close();
      await client.stop();
      await tv.close();
    }
  });
});

/** Waits until pyatv has pushed this title, or that nothing has one. */
async function pyatvTells(client: PyatvClient, title: string | null): Promise<void> {
  for (;;) {
    const playing = (await client.call("metadata.playing")) as Readonly<Record<string, unknown>>;
    if ((playing["title"] ?? null) === title) return;
    await client.event("playing");
  }
}
