import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { VirtualTv } from "../../src/main/virtual-tv/virtual-tv.ts";
import type { PyatvClient } from "../support/pyatv-client.ts";
import { type Playing, PyatvMrpWorld } from "../support/pyatv-mrp-world.ts";

const KITCHEN = "5B2C8C8E-2D0C-4A3F-9E57-30C7E2A4B101";
const BEDROOM = "5B2C8C8E-2D0C-4A3F-9E57-30C7E2A4B102";

interface Picture {
  readonly bytes: readonly number[];
  readonly type: string;
  readonly width: number;
  readonly height: number;
}

/**
 * What pyatv reports of an episode, a song, live television and an app that reports nothing:
 * A available, u unavailable, - nothing that MediaRemote could do. A duration of NaN is one to it.
 */
const featureRows: readonly (readonly [states: string, names: string])[] = [
  [
    "AAAA",
    "Up Down Left Right Play PlayPause Pause Select Menu VolumeUp VolumeDown Home HomeHold TopMenu App PushUpdates PlayUrl StreamFile PowerState TurnOn TurnOff Volume SetVolume OutputDevices AddOutputDevices RemoveOutputDevices SetOutputDevices",
  ],
  ["AAAu", "Stop Title TotalTime"],
  ["AAuA", "Next Previous SkipForward SkipBackward"],
  [
    "----",
    "Suspend WakeUp ChannelUp ChannelDown AppList LaunchApp AccountList SwitchAccount Screensaver TextFocusState TextGet TextClear TextAppend TextSet Swipe Action Click Guide ControlCenter",
  ],
  ["AAuu", "SetPosition Genre Position ContentIdentifier Artwork"],
  ["uAuu", "SetShuffle SetRepeat Artist Album Shuffle Repeat iTunesStoreIdentifier"],
  ["Auuu", "SeriesName SeasonNumber EpisodeNumber"],
];

describe("pyatv's client, and pictures, sound and power over MediaRemote", () => {
  let world: PyatvMrpWorld;
  let tv: VirtualTv;
  let client: PyatvClient;

  beforeAll(async () => {
    world = await PyatvMrpWorld.start("Study (virtual)");
    ({ tv, client } = world);
  });

  afterAll(async () => {
    await world?.close();
  });

  beforeEach(async () => {
    await world.reset();
  });

  const playing = (wanted: Playing) => world.playing(wanted);

  describe("artwork", () => {
    const artwork = async (...size: (number | null)[]) =>
      (await client.call("metadata.artwork", ...size)) as Picture | null;

    it("comes at the size that is asked for (MR-40)", async () => {
      tv.scenarios.playEpisode();
      await playing({ device_state: "Playing" });
      const picture = await artwork(640, null);
      expect(picture).toMatchObject({ type: "image/png", width: 640, height: 360 });
      expect(picture?.bytes.slice(0, 4)).toEqual([0x89, 0x50, 0x4e, 0x47]);
    });

    it("is none when there is none (MR-41)", async () => {
      tv.scenarios.playEpisode({ artwork: null, title: "Bare" });
      await playing({ title: "Bare" });
      expect(await artwork(640)).toBeNull();
      expect((await client.features())["Artwork"]).toBe("Unavailable");
    });

    it("is none of its own kind when a page comes instead of a picture", async () => {
      tv.scenarios.playEpisode({ title: "Page" });
      tv.scenarios.artwork("not-an-image");
      await playing({ title: "Page" });
      const page = await artwork(640);
      expect(String.fromCharCode(...(page?.bytes.slice(0, 6) ?? []))).toBe("<html>");
    });

    it("comes whole when it is large", async () => {
      tv.scenarios.playEpisode({ title: "Large" });
      tv.scenarios.artwork("big");
      await playing({ title: "Large" });
      const picture = await artwork(640);
      expect(picture?.bytes.length).toBeGreaterThan(1_000_000);
      expect(picture).toMatchObject({ width: 590, height: 590 });
    });
  });

  describe("sound", () => {
    it("sets the volume, and steps it by what the TV can (MR-50, MR-51, MR-52)", async () => {
      tv.scenarios.volume("absolute", 30);
      await client.event("volume", 30);
      await client.call("audio.set_volume", 45);
      await tv.received("volume 45");
      await client.event("volume", 45);
      await client.call("audio.volume_up");
      await client.event("volume", 50);
      // The value tells that pyatv has read what the TV can now.
      tv.scenarios.volume("both", 62.5);
      await client.event("volume", 62.5);
      await client.call("audio.volume_down");
      await tv.received("volume-down");
      await client.event("volume", 56.2);
    });

    it("has no value while only an amplifier knows it (MR-50)", async () => {
      tv.scenarios.volume("relative");
      await world.featureBecomes("SetVolume", "Unavailable");
      expect((await client.features())["VolumeUp"]).toBe("Available");
      await client.call("audio.volume_up");
      await tv.received("volume-up");
      tv.scenarios.volume("none");
      await world.featureBecomes("VolumeUp", "Unavailable");
      tv.scenarios.volume("absolute");
      await world.featureBecomes("SetVolume", "Available");
    });

    it("lets speakers join, change and leave (MR-53)", async () => {
      const ids = async () => {
        const outputs = (await client.get("audio.output_devices")) as {
          name: string;
          id: string;
        }[];
        return outputs.map(({ id }) => id);
      };
      const own = tv.identifiers[0];
      expect(await ids()).toEqual([own]);
      await client.call("audio.add_output_devices", KITCHEN);
      expect(await ids()).toEqual([own, KITCHEN]);
      tv.scenarios.speakerJoins(BEDROOM);
      // What pyatv asks for next ends with the next list that it hears of.
      while ((await ids()).length !== 3);
      await client.call("audio.remove_output_devices", KITCHEN);
      expect(await ids()).toEqual([own, BEDROOM]);
      await client.call("audio.set_volume", 60, { output: BEDROOM });
      await tv.received(`volume 60 of ${BEDROOM}`);
      await client.event("output volume", `${BEDROOM} 60.0`);
      await client.call("audio.set_output_devices", KITCHEN);
      expect(await ids()).toEqual([own, KITCHEN]);
      tv.scenarios.speakerLeaves(KITCHEN);
      await world.tvBecomes((state) => !state.speakers.some(({ joined }) => joined));
    });
  });

  describe("power", () => {
    it("is told, and goes off by home and select, and on by a wake (MR-22)", async () => {
      expect(await client.get("power.power_state")).toBe("On");
      await world.hold(() => client.call("power.turn_off", true));
      await client.event("power", "Off");
      expect(tv.state.value.power).toBe("asleep");
      await client.call("power.turn_on", true);
      await client.event("power", "On");
      expect(tv.state.value.power).toBe("on");
    });
  });

  it("offers feature by feature what the app in front offers (FE-02 to FE-05)", async () => {
    tv.scenarios.playEpisode({ title: "Features" });
    await playing({ title: "Features" });
    const told = [await client.features()];
    tv.scenarios.playSongs();
    await playing({ title: "Slack Water" });
    told.push(await client.features());
    tv.scenarios.playLive();
    await playing({ title: "Evening News" });
    told.push(await client.features());
    tv.scenarios.playSilently();
    await playing({ device_state: "Idle" });
    told.push(await client.features());
    const letters: Readonly<Record<string, string>> = {
      Available: "A",
      Unavailable: "u",
      Unsupported: "-",
    };
    const seen = Object.keys(told[0] ?? {}).map((name) => [
      name,
      told.map((features) => letters[features[name] ?? ""]).join(""),
    ]);
    const wanted = featureRows.flatMap(([states, names]) =>
      names.split(" ").map((name) => [name, states]),
    );
    expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(wanted));
  });
});
