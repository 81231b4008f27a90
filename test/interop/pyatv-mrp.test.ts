import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { VirtualTv } from "../../src/main/virtual-tv/virtual-tv.ts";
import type { Member, PyatvClient } from "../support/pyatv-client.ts";
import { type Playing, PyatvMrpWorld } from "../support/pyatv-mrp-world.ts";

const TV_APP = "com.apple.TVWatchList";
const MUSIC_APP = "com.apple.TVMusic";

const action = (name: string): Member => ({ enum: "InputAction", name });
const shuffle = (name: string): Member => ({ enum: "ShuffleState", name });
const repeat = (name: string): Member => ({ enum: "RepeatState", name });

describe("pyatv's client and MediaRemote on a port of its own", () => {
  let world: PyatvMrpWorld;
  let tv: VirtualTv;
  let client: PyatvClient;

  beforeAll(async () => {
    world = await PyatvMrpWorld.start("Cellar (virtual)");
    ({ tv, client } = world);
  });

  afterAll(async () => {
    await world?.close();
  });

  beforeEach(async () => {
    await world.reset();
  });

  const playing = (wanted: Playing) => world.playing(wanted);

  it("pairs by the PIN on the screen and verifies on the same connection (PA-60, PA-30)", async () => {
    await tv.received("show pin");
    await tv.received("paired");
    await tv.received("mrp verified");
    expect(tv.screen.value.pin).toBeNull();
    expect(await client.credentials("MRP")).toMatch(/^[0-9a-f]+(:[0-9a-f]+){3}$/);
  });

  it("encrypts the connection that follows (PA-50, PA-56, MR-03)", async () => {
    await tv.received("mrp verified");
    await tv.received("mrp connected");
  });

  it("says who it is (MR-04)", async () => {
    expect(await client.info()).toMatchObject({
      operating_system: "TvOS",
      version: "14.7",
      build_number: "18M60",
      model: "Gen4",
      raw_model: "AppleTV5,3",
      output_device_id: tv.identifiers[0],
    });
  });

  describe("what plays", () => {
    it("an episode with everything the app tells (MR-46, MR-49)", async () => {
      const startedMs = Date.now();
      tv.scenarios.playEpisode();
      const state = await playing({ device_state: "Playing", title: "The Long Way Round" });
      const mostS = (Date.now() - startedMs) / 1000;
      expect(state["position"], "from its start").toBeGreaterThanOrEqual(0);
      expect(state["position"]).toBeLessThanOrEqual(mostS);
      expect(state).toMatchObject({
        media_type: "Video",
        genre: "Drama",
        total_time: 2820,
        series_name: "Harbour Lights",
        season_number: 2,
        episode_number: 5,
        content_identifier: "harbour-lights/2/5",
      });
      expect(await client.get("metadata.app")).toEqual({ name: "TV", id: TV_APP });
    });

    it("changes of single fields, of the position, and a pause", async () => {
      tv.scenarios.playEpisode();
      await playing({ title: "The Long Way Round" });
      tv.scenarios.changeItem({ title: "The Short Way Home" });
      await playing({ title: "The Short Way Home", series_name: "Harbour Lights" });
      await client.call("remote_control.pause");
      await playing({ device_state: "Paused" });
      // What stands still is at the same place, however late it is told.
      await client.call("remote_control.set_position", 600);
      await tv.received("seek 600");
      await playing({ device_state: "Paused", position: 600 });
    });

    it("a song, with its kind, artist and album (MR-49)", async () => {
      tv.scenarios.playSongs();
      expect(await playing({ title: "Slack Water" })).toMatchObject({
        media_type: "Music",
        artist: "The Paper Boats",
        album: "Low Tide",
        total_time: 214,
      });
    });

    it("live television without an end or a position (MR-48, MR-49)", async () => {
      tv.scenarios.playLive();
      const state = await playing({ title: "Evening News" });
      expect(state).toMatchObject({ device_state: "Playing", media_type: "Video" });
      expect(state).not.toHaveProperty("total_time");
      expect(state).not.toHaveProperty("position");
    });

    it("nothing at all of an app that reports nothing (MR-48)", async () => {
      tv.scenarios.playEpisode();
      await playing({ device_state: "Playing" });
      tv.scenarios.playSilently();
      const state = await playing({ device_state: "Idle" });
      expect(state).not.toHaveProperty("title");
      expect(await client.get("metadata.app")).toEqual({ name: "Plex", id: "com.plexapp.plex" });
    });

    it("a stream that is loading, one that is wound, and one that ends (MR-48)", async () => {
      tv.scenarios.playEpisode();
      await playing({ device_state: "Playing" });
      tv.scenarios.loading();
      await playing({ device_state: "Loading" });
      tv.scenarios.loading(false);
      tv.scenarios.changePlayer({ rate: 8 });
      await playing({ device_state: "Seeking" });
      tv.scenarios.changePlayer({ rate: 1, stage: "stopped", playing: false });
      await playing({ device_state: "Stopped" });
      tv.scenarios.stopPlaying();
    });

    it("the app in front of two, and the one that is left (MR-45, MR-46)", async () => {
      tv.scenarios.playTwoApps();
      await playing({ title: "The Long Way Round" });
      expect(await client.get("metadata.app")).toEqual({ name: "TV", id: TV_APP });
      tv.scenarios.playSongs();
      await playing({ title: "Slack Water", device_state: "Playing" });
      expect(await client.get("metadata.app")).toEqual({ name: "Music", id: MUSIC_APP });
      tv.scenarios.quitApp(MUSIC_APP);
      await playing({ device_state: "Idle" });
    });

    it("goes on after a message that nobody knows", async () => {
      tv.scenarios.playEpisode();
      tv.faults.mrp.garbageNext = true;
      tv.scenarios.changeItem({ title: "After garbage" });
      await playing({ title: "After garbage" });
    });
  });

  describe("commands", () => {
    it.each([
      ["pause", "pause"],
      ["play", "play"],
      ["play_pause", "play-pause"],
      ["next", "next"],
      ["previous", "previous"],
      ["stop", "stop"],
    ])("%s (MR-30)", async (method, what) => {
      tv.scenarios.playSongs();
      await playing({ device_state: "Playing" });
      await client.call(`remote_control.${method}`);
      await tv.received(what);
    });

    it("skips by its own interval and by a given one (MR-32)", async () => {
      tv.scenarios.playEpisode();
      await playing({ device_state: "Playing" });
      await client.call("remote_control.skip_forward");
      await tv.received("skip 10");
      await client.call("remote_control.skip_backward", 5);
      await tv.received("skip -5");
    });

    it("shuffles and repeats (MR-32)", async () => {
      tv.scenarios.playSongs();
      await playing({ shuffle: "Off", repeat: "Off" });
      for (const [name, mode] of [
        ["Songs", "songs"],
        ["Albums", "albums"],
        ["Off", "off"],
      ] as const) {
        await client.call("remote_control.set_shuffle", shuffle(name));
        await tv.received(`shuffle ${mode}`);
        await playing({ shuffle: name });
      }
      for (const [name, mode] of [
        ["Track", "track"],
        ["All", "all"],
        ["Off", "off"],
      ] as const) {
        await client.call("remote_control.set_repeat", repeat(name));
        await tv.received(`repeat ${mode}`);
        await playing({ repeat: name });
      }
    });

    it("end with the TV's error when they are not possible (MR-30)", async () => {
      tv.scenarios.playLive();
      await playing({ title: "Evening News" });
      await expect(client.call("remote_control.next")).rejects.toThrow(/SendError=NotSupported/);
      tv.faults.mrp.refuseCommands = 1;
      await expect(client.call("remote_control.pause")).rejects.toThrow(
        /SendError=ApplicationNotFound/,
      );
    });
  });

  describe("buttons", () => {
    it.each(["up", "down", "left", "right", "select", "menu", "home"])(
      "%s arrives as a tap, a double tap and a hold (MR-20, MR-21, MR-22)",
      async (button) => {
        await client.call(`remote_control.${button}`, action("SingleTap"));
        await tv.received(button);
        await client.call(`remote_control.${button}`, action("DoubleTap"));
        await tv.received(`double ${button}`);
        tv.scenarios.wake();
        await world.hold(() => client.call(`remote_control.${button}`, action("Hold")));
        await tv.received(`hold ${button}`);
      },
    );

    it("moves the focus that Companion moves too", async () => {
      await client.call("remote_control.top_menu");
      await client.call("remote_control.home");
      await client.call("remote_control.menu");
      await world.tvBecomes((state) => state.view === "home" && state.focus === 0);
      await client.call("remote_control.right");
      await world.tvBecomes((state) => state.focus === 1);
    });
  });
});
