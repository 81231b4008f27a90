import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { until } from "../../src/main/runtime/signal.ts";
import type { TvState } from "../../src/main/virtual-tv/tv-state.ts";
import { VirtualTv } from "../../src/main/virtual-tv/virtual-tv.ts";
import { PEER_ADDRESS, python } from "../support/peers.ts";
import { type Member, PyatvClient } from "../support/pyatv-client.ts";
import { realRuntime } from "../support/runtime.ts";

const NAME = "Attic (virtual)";
const REMOTE = "pyatv's remote";
const GUID = "0x00F4C5E21B7A0D93";
const PIN = "0417";

const shuffle = (name: string): Member => ({ enum: "ShuffleState", name });
const repeat = (name: string): Member => ({ enum: "RepeatState", name });

/** pyatv sends nothing on loopback, so the TV stands on the other interface of the test network. */
const startTv = (homeSharing = false) =>
  VirtualTv.start({
    runtime: realRuntime(),
    name: NAME,
    model: "apple-tv-3",
    homeSharing,
    interfaces: (entry) => entry.address === PEER_ADDRESS,
  });

interface Picture {
  readonly bytes: readonly number[];
}

describe("pyatv's client and the virtual Apple TV 3", () => {
  let tv: VirtualTv;
  let client: PyatvClient;

  beforeAll(async () => {
    tv = await startTv();
    client = await PyatvClient.start();
    await client.scan(NAME);
    expect(await client.show(PIN, GUID, REMOTE)).toBe(false);
    expect(await tv.pairRemote({ name: REMOTE, pin: PIN })).toBe("paired");
    expect(await client.shown()).toBe(true);
    await client.connect();
    await client.push();
  });

  afterAll(async () => {
    await client?.stop();
    await tv?.close();
  });

  beforeEach(() => {
    tv.faults.clear();
    tv.scenarios.wake();
    tv.scenarios.stopPlaying();
  });

  const tvBecomes = (test: (state: TvState) => boolean) => until(tv.state, test);

  it("finds it with its services, its version unknown, and no HAP (SC-03, SC-04, SC-55)", async () => {
    const [device, ...others] = await client.scan(NAME);
    expect(others).toEqual([]);
    expect(device).toMatchObject({ name: NAME, address: PEER_ADDRESS, deepSleep: false });
    expect(device?.identifiers).toContain(tv.identifiers[0]);
    expect(device?.services["DMAP"]).toEqual({
      port: tv.dmapPort,
      pairing: "Mandatory",
      password: false,
    });
    expect(device?.services["Companion"]).toBeUndefined();
  });

  it("keeps the GUID of its pairing as its key (PA-22, PA-23)", async () => {
    expect(await client.credentials("DMAP")).toBe(GUID);
  });

  describe("buttons", () => {
    it.each(["up", "down", "left", "right"])(
      "%s arrives as one arrow, of all its steps (DM-12)",
      async (name) => {
        await client.call(`remote_control.${name}`);
        await tv.received(name);
      },
    );

    it.each([
      ["select", "select"],
      ["menu", "menu"],
      ["top_menu", "top-menu"],
    ])("%s arrives as a prompt (DM-07)", async (method, button) => {
      await client.call(`remote_control.${method}`);
      await tv.received(button);
    });

    it.each([
      ["play", "play"],
      ["play_pause", "play-pause"],
      ["pause", "pause"],
      ["stop", "stop"],
      ["next", "next"],
      ["previous", "previous"],
      ["volume_up", "volume-up"],
      ["volume_down", "volume-down"],
    ])("%s arrives as a command (DM-06)", async (method, what) => {
      await client.call(`remote_control.${method}`);
      await tv.received(what);
    });

    it("moves the focus of the screen and opens an app", async () => {
      await client.call("remote_control.top_menu");
      await client.call("remote_control.menu");
      await tvBecomes((state) => state.view === "home" && state.focus === 0);
      await client.call("remote_control.right");
      await tvBecomes((state) => state.focus === 1);
      await client.call("remote_control.select");
      await tvBecomes((state) => state.openApp !== null);
    });
  });

  describe("what plays", () => {
    it("is pushed as it changes (DM-05, DM-11)", async () => {
      tv.scenarios.playSongs();
      for (;;) {
        const playing = await client.event("playing");
        if ((playing as { title?: string }).title !== "Slack Water") continue;
        expect(playing).toMatchObject({
          media_type: "Music",
          device_state: "Playing",
          artist: "The Paper Boats",
          album: "Low Tide",
          genre: "Alternative",
          total_time: 214,
          shuffle: "Off",
          repeat: "Off",
        });
        break;
      }
      await client.call("remote_control.next");
      for (;;) {
        const playing = await client.event("playing");
        if ((playing as { title?: string }).title === "Rope & Tar") break;
      }
    });

    it.each([
      ["nothing", "Idle", () => tv.scenarios.stopPlaying()],
      ["loading", "Loading", () => tv.scenarios.loading()],
      ["stopped", "Stopped", () => tv.scenarios.changePlayer({ stage: "stopped" })],
      ["paused", "Paused", () => tv.scenarios.changePlayer({ playing: false })],
      ["playing", "Playing", () => {}],
      ["fast", "Seeking", () => tv.scenarios.changePlayer({ rate: 8 })],
      ["backwards", "Seeking", () => tv.scenarios.changePlayer({ rate: -8 })],
    ])("%s is %s (DM-10)", async (_what, state, change) => {
      tv.scenarios.playEpisode();
      change();
      expect(await client.call("metadata.playing")).toMatchObject({ device_state: state });
    });

    it.each([
      ["an episode", "TV", () => tv.scenarios.playEpisode()],
      ["a film", "Video", () => tv.scenarios.playEpisode({ series: null })],
      ["a song", "Music", () => tv.scenarios.playSongs()],
      ["a podcast", "Music", () => tv.scenarios.playEpisode({ kind: "podcast" })],
      ["something", "Unknown", () => tv.scenarios.playEpisode({ kind: "unknown" })],
    ])("%s is %s (DM-10)", async (_what, type, play) => {
      play();
      expect(await client.call("metadata.playing")).toMatchObject({ media_type: type });
    });

    it("is live without a length or a position (DM-11)", async () => {
      tv.scenarios.playLive();
      const playing = await client.call("metadata.playing");
      expect(playing).toMatchObject({ title: "Evening News", total_time: 0 });
      expect(playing).not.toHaveProperty("position");
    });

    it("is sought, and skipped by reading and seeking (DM-08, DM-13)", async () => {
      tv.scenarios.playEpisode();
      tv.scenarios.changePlayer({ playing: false });
      await client.call("remote_control.set_position", 300);
      await tv.received("seek 300");
      await client.call("remote_control.skip_forward", 30);
      await tv.received("seek 330");
      await client.call("remote_control.skip_backward");
      await tv.received("seek 320");
    });

    it("is shuffled and repeated (DM-08)", async () => {
      tv.scenarios.playSongs();
      await client.call("remote_control.set_shuffle", shuffle("Songs"));
      await client.call("remote_control.set_repeat", repeat("All"));
      expect(await client.call("metadata.playing")).toMatchObject({
        shuffle: "Songs",
        repeat: "All",
      });
      await client.call("remote_control.set_repeat", repeat("Track"));
      await client.call("remote_control.set_shuffle", shuffle("Off"));
      expect(await client.call("metadata.playing")).toMatchObject({
        shuffle: "Off",
        repeat: "Track",
      });
    });

    it("cannot be shuffled where the app has no such thing (DM-04)", async () => {
      tv.scenarios.playEpisode();
      await expect(client.call("remote_control.set_shuffle", shuffle("Songs"))).rejects.toThrow(
        /NotSupportedError/,
      );
    });
  });

  describe("artwork", () => {
    const sizeOf = (bytes: readonly number[]) => {
      const png = Buffer.from(bytes);
      expect(png.subarray(1, 4).toString()).toBe("PNG");
      return [png.readUInt32BE(16), png.readUInt32BE(20)];
    };

    it("comes in the size that is asked for (DM-09)", async () => {
      tv.scenarios.playEpisode({ title: "A sized one" });
      const picture = (await client.call("metadata.artwork", 480, 480)) as Picture;
      expect(sizeOf(picture.bytes)).toEqual([480, 270]);
    });

    it("is nothing where there is none (DM-09)", async () => {
      tv.scenarios.playEpisode({ title: "A bare one", artwork: null });
      expect(await client.call("metadata.artwork")).toBeNull();
    });
  });

  it("offers what pyatv expects of it (FE rows of DMAP)", async () => {
    tv.scenarios.playSongs();
    await client.call("metadata.playing");
    const features = await client.features();
    const always = ["Up", "Down", "Left", "Right", "Select", "Menu", "TopMenu"];
    for (const name of always) expect([name, features[name]]).toEqual([name, "Available"]);
    for (const name of ["Title", "Artist", "Album", "Genre", "TotalTime", "Position"]) {
      expect([name, features[name]]).toEqual([name, "Available"]);
    }
    for (const name of ["Shuffle", "Repeat", "VolumeUp", "VolumeDown"]) {
      expect([name, features[name]]).toEqual([name, "Available"]);
    }
  });

  it("has no volume keys while the television set has the volume (DM-06)", async () => {
    tv.scenarios.volume("relative");
    await client.call("metadata.playing");
    expect((await client.features())["VolumeUp"]).toBe("Unavailable");
    tv.scenarios.volume("absolute");
  });

  it("logs in again when its session is over (DM-03, DM-04)", async () => {
    await tv.received("login");
    tv.faults.expireSessions();
    await client.call("remote_control.menu");
    await tv.received("login");
    await tv.received("menu");
  });

  it("goes on hearing of changes after its session was over (DM-05)", async () => {
    tv.faults.expireSessions();
    tv.scenarios.playEpisode({ title: "After the end" });
    for (;;) {
      const playing = await client.event("playing");
      if ((playing as { title?: string }).title === "After the end") break;
    }
  });

  it("is refused what the TV cannot do at this stage (DM-04)", async () => {
    tv.faults.dmap.refusals = { status: 500, times: 1, command: "controlpromptentry" };
    await expect(client.call("remote_control.menu")).rejects.toThrow(/NotSupportedError/);
  });

  it("loses the connection when its long poll is cut off (DM-15)", async () => {
    tv.faults.dropPolls();
    await client.event("lost");
  });
});

describe("pyatv's client and a virtual Apple TV 3 that it does not get into", () => {
  let tv: VirtualTv;
  let client: PyatvClient;

  beforeAll(async () => {
    tv = await startTv();
    client = await PyatvClient.start();
    await client.scan(NAME);
  });

  afterAll(async () => {
    await client?.stop();
    await tv?.close();
  });

  it("is not paired by a wrong code, nor by a TV that never calls (PA-21)", async () => {
    await client.show(PIN, GUID, REMOTE);
    tv.faults.dmap.typesWrongPin = true;
    expect(await tv.pairRemote({ name: REMOTE, pin: PIN })).toBe("refused");
    tv.faults.clear();
    tv.faults.dmap.neverCalls = true;
    expect(await tv.pairRemote({ name: REMOTE, pin: PIN })).toBe("ignored");
    expect(await client.shown()).toBe(false);
  });

  it("cannot log in as a stranger (DM-04)", async () => {
    await client.trust("DMAP", GUID);
    await expect(client.connect()).rejects.toThrow(/AuthenticationError.*503/);
  });
});

describe("the atvremote command and the virtual Apple TV 3", () => {
  const program = ["-m", "pyatv.scripts.atvremote", "--storage-filename"];
  let tv: VirtualTv;
  let home: string;

  beforeAll(async () => {
    tv = await startTv();
    home = await mkdtemp(join(tmpdir(), "armchair-atvremote-"));
  });

  afterAll(async () => {
    await rm(home, { recursive: true });
    await tv?.close();
  });

  const start = (...args: string[]) =>
    spawn(python(), ["-u", ...program, join(home, "store"), "-n", NAME, ...args], {
      env: { ...process.env, HOME: home },
      stdio: "pipe",
    });

  it("pairs by the code that it is given, and is let in with the key (PA-20, CL-11)", async () => {
    const pairing = start(
      "--protocol=dmap",
      `--remote-name=${REMOTE}`,
      `--pin=${Number(PIN)}`,
      `--pairing-guid=${GUID}`,
      "pair",
    );
    let said = "";
    const asked = new Promise<void>((resolve) => {
      pairing.stdout.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes("press ENTER")) resolve();
      });
    });
    await Promise.race([asked, once(pairing, "exit")]);
    expect(said).toContain("Use pin");
    expect(await tv.pairRemote({ name: REMOTE, pin: PIN })).toBe("paired");
    pairing.stdin.end("\n");
    await once(pairing, "close");
    expect(said).toContain("Pairing seems to have succeeded");
    expect(said).toContain(GUID);
    tv.scenarios.playSongs();
    const asking = start(`--dmap-credentials=${GUID}`, "title", "down");
    let answer = "";
    asking.stdout.on("data", (chunk: Buffer) => {
      answer += chunk.toString();
    });
    await once(asking, "close");
    expect(answer).toContain("Slack Water");
    await tv.received("down");
  });
});

describe("pyatv and a virtual Apple TV 3 with Home Sharing", () => {
  let tv: VirtualTv;

  beforeAll(async () => {
    tv = await startTv(true);
  });

  afterAll(async () => {
    await tv?.close();
  });

  it("gets in by the id of the group, without pairing (SC-55, DM-03)", async () => {
    const client = await PyatvClient.start();
    try {
      const [device] = await client.scan(NAME);
      expect(device?.services["DMAP"]?.pairing).toBe("Optional");
      await client.connect();
      await tv.received("login");
      await client.call("remote_control.menu");
      await tv.received("menu");
    } finally {
      await client.stop();
    }
  });

  it("is driven by the atvremote command too (CL-11)", async () => {
    const run = promisify(execFile);
    const home = await mkdtemp(join(tmpdir(), "armchair-atvremote-"));
    const atvremote = (...args: string[]) =>
      run(
        python(),
        ["-m", "pyatv.scripts.atvremote", "--storage-filename", join(home, "store"), ...args],
        { env: { ...process.env, HOME: home } },
      );
    try {
      expect((await atvremote("scan")).stdout).toContain(NAME);
      tv.scenarios.playSongs();
      expect((await atvremote("-n", NAME, "playing")).stdout).toContain("Slack Water");
      await atvremote("-n", NAME, "left", "select");
      await tv.received("left");
      await tv.received("select");
    } finally {
      await rm(home, { recursive: true });
    }
  });
});
