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
          // Each has another title than the one before: by that both are known to be told of it.
          ["an episode", () => tv.scenarios.playEpisode({ title: "Beside" }), "Beside"],
          ["an app that reports nothing", () => tv.scenarios.playSilently(), null],
          ["songs", () => tv.scenarios.playSongs(), "Slack Water"],
          ["live television", () => tv.scenarios.playLive(), "Evening News"],
          ["nothing", () => tv.scenarios.stopPlaying(), null],
        ];
      for (const [scene, begin, playing] of scenes) {
        begin();
        await until(ours.state, ({ nowPlaying }) => (nowPlaying?.title ?? null) === playing);
        await pyatvTells(client, playing);
        // What follows the title may come behind it.
        const apart = async () => {
          const theirs = await client.features();
          const compared = Object.entries(theirs)
            .filter(([feature]) => !ofOthers.includes(feature))
            .map(([feature, state]) => ({
              feature: ourName(feature),
              theirs: state.toLowerCase(),
            }));
          expect(compared.length).toBeGreaterThan(50);
          return compared
            .map((one) => ({
              ...one,
              scene,
              ours: ours.state.value.features[one.feature as Feature] ?? "unsupported",
            }))
            .filter((one) => one.ours !== one.theirs);
        };
        await expect.poll(apart).toEqual([]);
      }
    } finally {
      await ours.close();
      await client.stop();
      await tv.close();
    }
  });
});

interface OldScene {
  readonly scene: string;
  readonly begin: (tv: VirtualTv) => void;
  readonly title: string | null;
  /** What the device tells of title and artist: QK-04 is that pyatv reads the tag before each. */
  readonly artist: "available" | "unavailable";
  /** Whether the device says how loud it is; pyatv has no such thing over DMAP. */
  readonly volume: "available" | "unavailable";
}

const oldScenes: readonly OldScene[] = [
  {
    scene: "nothing",
    begin: (tv) => tv.scenarios.stopPlaying(),
    title: null,
    artist: "unavailable",
    volume: "available",
  },
  {
    scene: "a song",
    begin: (tv) => tv.scenarios.playSongs(),
    title: "Slack Water",
    artist: "available",
    volume: "available",
  },
  {
    scene: "a film",
    begin: (tv) => tv.scenarios.playEpisode({ title: "Beside", series: null }),
    title: "Beside",
    artist: "unavailable",
    volume: "available",
  },
  {
    scene: "an episode, which has its series for an artist",
    begin: (tv) => tv.scenarios.playEpisode(),
    title: "The Long Way Round",
    artist: "available",
    volume: "available",
  },
  {
    scene: "live television",
    begin: (tv) => tv.scenarios.playLive(),
    title: "Evening News",
    artist: "unavailable",
    volume: "available",
  },
  {
    scene: "a song, whose volume is the television set's",
    begin: (tv) => {
      tv.scenarios.volume("relative");
      tv.scenarios.playSongs();
    },
    title: "Slack Water",
    artist: "available",
    volume: "unavailable",
  },
];

describe("our features beside pyatv's, at the same Apple TV 3", () => {
  it("are the same one by one over DMAP, but for title and artist (FE-01, QK-04)", async () => {
    const name = "Beside an old one";
    const tv = await VirtualTv.start({
      runtime: realRuntime(),
      name,
      model: "apple-tv-3",
      homeSharing: true,
      interfaces: ({ address }) => address === PEER_ADDRESS,
    });
    const client = await PyatvClient.start();
    const ours = await openOurs(tv, { model: "apple-tv-3", plugin: "dmap", pyatv: null });
    try {
      await client.scan(name);
      await client.connect(["DMAP"]);
      await client.push();
      for (const { scene, begin, title, artist, volume } of oldScenes) {
        begin(tv);
        await until(
          ours.state,
          ({ nowPlaying, features }) =>
            (nowPlaying?.title ?? null) === title && features["volume-up"] === volume,
        );
        await pyatvTells(client, title);
        const theirs = Object.entries(await client.features()).map(
          ([feature, state]) => [ourName(feature), state.toLowerCase()] as const,
        );
        const told: Readonly<Record<string, string>> = Object.fromEntries(theirs);
        expect(theirs.length).toBeGreaterThan(50);
        const { features } = ours.state.value;
        const mine = theirs.map(([feature]) => [
          feature,
          features[feature as Feature] ?? "unsupported",
        ]);
        // QK-04: there is always a play state, which pyatv takes for a title, and a title for an artist.
        const isTitled = title === null ? "unavailable" : "available";
        expect({ scene, title: told["title"], artist: told["artist"] }).toEqual({
          scene,
          title: "available",
          artist: isTitled,
        });
        expect({ scene, ...Object.fromEntries(mine) }).toEqual({
          scene,
          ...told,
          title: isTitled,
          artist,
          volume,
          "set-volume": volume,
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
