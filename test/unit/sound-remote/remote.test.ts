import { afterEach, describe, expect, it } from "vitest";
import { openSoundRemote } from "../../../src/main/sound/remote/open-sound-remote.ts";
import { decodeDmap, dmapItems, dmapNumber, dmapText } from "../../../src/main/wire/dmap.ts";
import { RemoteError } from "../../../src/shared/errors.ts";
import { settle } from "../../support/manual-clock.ts";
import { testRuntime } from "../../support/runtime.ts";
import { HeardButtons, ipv4, remoteWorld, song } from "../../support/sound-remote.ts";

type World = Awaited<ReturnType<typeof remoteWorld>>;
const closings: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0).reverse()) await close();
});

async function open(...given: Parameters<typeof remoteWorld>): Promise<World> {
  const world = await remoteWorld(...given);
  closings.push(() => world.close());
  return world;
}

const command = (name: string) => ({ kind: "command", command: name });

describe("the buttons of a receiver", () => {
  it.each([
    ["play", command("play")],
    ["pause", command("pause")],
    ["discrete-pause", command("pause")],
    ["playpause", command("play-pause")],
    ["playresume", command("play")],
    ["stop", command("stop")],
    ["nextitem", command("next")],
    ["previtem", command("previous")],
    ["volumeup", { kind: "volume-step", direction: "up" }],
    ["volumedown", { kind: "volume-step", direction: "down" }],
    ["mutetoggle", { kind: "mute" }],
    ["setproperty?dmcp.volume=65.000000", { kind: "volume", percent: 65 }],
    ["setproperty?include-speaker-id=42&dmcp.volume=7", { kind: "volume", percent: 7 }],
    ["setproperty?dmcp.device-volume=-13.5000000", { kind: "volume", percent: 55 }],
    ["setproperty?dmcp.device-volume=-144.000000", { kind: "volume", percent: 0 }],
    ["setproperty?dmcp.device-volume=0", { kind: "volume", percent: 100 }],
  ])("%s arrives, and is answered with 204", async (target, request) => {
    const { ask, buttons } = await open();
    const reply = await ask(target);
    expect([reply.status, reply.body.length]).toEqual([204, 0]);
    expect(buttons.heard).toEqual([request]);
  });

  it("winds by ten seconds, either way", async () => {
    const { ask, buttons } = await open();
    await ask("beginff");
    await ask("beginrew");
    expect(buttons.skipped).toEqual([10, -10]);
  });

  it("says 501 for winding where nobody can", async () => {
    const { ask, remote } = await open();
    const buttons = new HeardButtons();
    const pass = remote.admit({ request: (asked) => buttons.request(asked), view: () => song });
    expect((await ask("beginff", String(pass.activeRemote))).status).toBe(501);
  });

  it("does not set again what a receiver only rounds", async () => {
    const { ask, buttons } = await open();
    buttons.now = { ...song, volume: 40 };
    expect((await ask("setproperty?dmcp.device-volume=-18.100000")).status).toBe(204);
    expect(buttons.heard).toEqual([]);
    buttons.now = { ...song, volume: 0.5 };
    await ask("setproperty?dmcp.device-volume=-144");
    expect(buttons.heard).toEqual([{ kind: "volume", percent: 0 }]);
  });

  it("hears that somebody else has the receiver, and does nothing", async () => {
    const { ask, buttons } = await open();
    expect((await ask("setproperty?dmcp.device-prevent-playback=1")).status).toBe(204);
    expect(buttons.heard).toEqual([]);
  });

  it("says 503 for what cannot be done now, and 500 for a bug of ours", async () => {
    const { ask, buttons } = await open();
    buttons.failure = new RemoteError("unavailable", "nothing follows");
    expect((await ask("nextitem")).status).toBe(503);
    buttons.failure = new RemoteError("bug", "a bug");
    expect((await ask("nextitem")).status).toBe(500);
  });

  it("answers one request after the other on one connection", async () => {
    const { ask, buttons, lan } = await open();
    await ask("pause");
    const open1 = lan.openHandles;
    await ask("play");
    expect(buttons.heard).toHaveLength(2);
    expect(lan.openHandles).toBe(open1);
  });
});

describe("the door", () => {
  it("stays shut without a token, with a false one, and with one that was given back", async () => {
    const { ask, buttons, pass } = await open();
    expect((await ask("pause", null)).status).toBe(403);
    expect((await ask("pause", String(pass.activeRemote + 1))).status).toBe(403);
    expect((await ask("pause", "")).status).toBe(403);
    pass.close();
    expect((await ask("pause")).status).toBe(403);
    expect(buttons.heard).toEqual([]);
  });

  it("gives each receiver a token of its own, under one name", async () => {
    const { ask, remote, pass, buttons } = await open();
    const others = new HeardButtons();
    const other = remote.admit(others);
    expect(other.dacpId).toBe(pass.dacpId);
    expect(other.activeRemote).not.toBe(pass.activeRemote);
    await ask("pause", String(other.activeRemote));
    expect([buttons.heard, others.heard]).toEqual([[], [command("pause")]]);
  });

  it.each(["/", "/ctrl-int/1/", "/ctrl-int/1/shuffle_songs", "/ctrl-int/2/pause", "/login"])(
    "says 404 for %s",
    async (target) => {
      const { ask } = await open();
      expect((await ask(target)).status).toBe(404);
    },
  );

  it.each([
    "setproperty?dmcp.volume=loud",
    "setproperty?dmcp.volume=101",
    "setproperty?dmcp.volume=",
    "setproperty?dmcp.device-volume=NaN",
    "setproperty?dmcp.device-volume=-145",
    "setproperty?dmcp.volume=1e99",
    "getproperty",
    "getproperty?properties=",
    "playstatusupdate?revision-number=x",
  ])("says 400 for %s", async (target) => {
    const { ask, buttons } = await open();
    expect((await ask(target)).status).toBe(400);
    expect(buttons.heard).toEqual([]);
  });

  it("takes no other method than GET and POST", async () => {
    const { ask, buttons } = await open();
    expect((await ask("pause", undefined, "DELETE")).status).toBe(405);
    expect((await ask("pause", undefined, "POST")).status).toBe(204);
    expect(buttons.heard).toHaveLength(1);
  });

  it("closes connections and sockets, and says goodbye", async () => {
    const world = await remoteWorld();
    await world.ask("pause");
    world.records.length = 0;
    await world.close();
    await settle();
    expect(world.lan.openHandles).toBe(0);
    expect(world.runtime.clock.armedTimers).toBe(0);
    expect(world.records.every(({ ttl }) => ttl === 0)).toBe(true);
    expect(world.records).not.toHaveLength(0);
    await world.remote.close();
  });

  it("goes on when somebody sends what is no HTTP", async () => {
    const { ask, network, host, port } = await open();
    const stream = await network.connectTcp({ host, port });
    stream.write(new TextEncoder().encode("\0\x01 nonsense\r\n\r\n"));
    await stream.closed;
    expect((await ask("pause")).status).toBe(204);
  });
});

describe("the announcement", () => {
  it("has an id without a zero in front, which shairport-sync would not find", async () => {
    const runtime = testRuntime();
    const bytes = (length: number) => new Uint8Array(length).fill(7);
    const remote = await openSoundRemote({ ...runtime, random: { ...runtime.random, bytes } });
    closings.push(() => remote.close());
    const { dacpId } = remote.admit(new HeardButtons());
    expect(dacpId).toMatch(/^[1-9A-F][0-9A-F]{15}$/);
  });

  it("is named after the DACP-ID of the pass, with what iTunes says of itself", async () => {
    const { records, pass } = await open();
    expect(pass.dacpId).toMatch(/^[0-9A-F]{16}$/);
    const names = records.filter(({ data }) => data.kind === "service").map(({ name }) => name);
    expect(names[0]?.join(".")).toBe(`iTunes_Ctrl_${pass.dacpId}._dacp._tcp.local`);
    const text = records.map(({ data }) => data).find(({ kind }) => kind === "text");
    const strings = text?.kind === "text" ? text.strings : [];
    expect(strings.map((bytes) => Buffer.from(bytes).toString())).toEqual([
      "txtvers=1",
      "Ver=131075",
      expect.stringMatching(/^DbId=[0-9A-F]{16}$/),
      "OSsi=0x1F5",
    ]);
  });

  it("goes to every network of this machine, and inside it only when there is no other", async () => {
    const addressesOf = ({ records }: World) => [
      ...new Set(records.flatMap(({ data }) => (data.kind === "address" ? [data.address] : []))),
    ];
    const loopback = ipv4("127.0.0.1", "lo", true);
    const two = await open([ipv4("10.0.0.1"), loopback, ipv4("192.168.7.2", "wlan0")]);
    expect(addressesOf(two)).toEqual(["10.0.0.1", "192.168.7.2"]);
    expect(addressesOf(await open([loopback]))).toEqual(["127.0.0.1"]);
  });
});

describe("what a receiver reads", () => {
  it("answers the volume that it polls every second", async () => {
    const { ask } = await open();
    const reply = await ask("getproperty?properties=dmcp.volume");
    expect(reply.status).toBe(200);
    expect(reply.headers.get("content-type")).toBe("application/x-dmap-tagged");
    const items = decodeDmap(reply.body);
    expect(dmapNumber(items, "cmgt", "mstt")).toBe(200);
    expect(dmapNumber(items, "cmgt", "cmvo")).toBe(40);
  });

  it("answers several properties, leaves out what it does not know, and says 400 for nothing", async () => {
    const { ask, buttons } = await open();
    const wanted = "dmcp.volume,dacp.playerstate,dacp.playingtime,some.thing";
    const items = decodeDmap((await ask(`getproperty?properties=${wanted}`)).body);
    expect(dmapItems(items, "cmgt")).toEqual([
      ["mstt", 200],
      ["cmvo", 40],
      ["caps", 4],
      ["cant", 600_000],
      ["cast", 643_000],
    ]);
    buttons.now = { ...song, volume: null };
    expect((await ask("getproperty?properties=dmcp.volume")).status).toBe(400);
  });

  it("tells what plays, in the words that shairport-sync looks for", async () => {
    const { ask } = await open();
    const items = decodeDmap((await ask("playstatusupdate?revision-number=1")).body);
    expect(dmapNumber(items, "cmst", "caps")).toBe(4);
    expect(dmapText(items, "cmst", "cann")).toBe("Blue Train");
    expect(dmapText(items, "cmst", "cana")).toBe("John Coltrane");
    expect(dmapText(items, "cmst", "canl")).toBe("Blue Train");
    expect(dmapText(items, "cmst", "cang")).toBe("Jazz");
    expect(dmapNumber(items, "cmst", "astm")).toBe(643_000);
    expect(dmapNumber(items, "cmst", "cant")).toBe(600_000);
    expect(dmapNumber(items, "cmst", "cmsr")).toBe(2);
  });

  it("leaves out what is not known", async () => {
    const { ask, buttons } = await open();
    buttons.now = {
      state: "stopped",
      title: null,
      artist: null,
      album: null,
      genre: null,
      durationMs: null,
      remainingMs: null,
      volume: null,
    };
    const items = decodeDmap((await ask("playstatusupdate")).body);
    const tags = dmapItems(items, "cmst")?.map(([tag]) => tag);
    expect(tags).toEqual(["mstt", "cmsr", "caps", "cash", "carp", "cavc", "caas", "caar"]);
    expect(dmapNumber(items, "cmst", "caps")).toBe(2);
  });

  it("answers at once, with another revision when something but the position changed", async () => {
    const { ask, buttons } = await open();
    const revision = async () => {
      const { body } = await ask("playstatusupdate?revision-number=2");
      return dmapNumber(decodeDmap(body), "cmst", "cmsr");
    };
    expect([await revision(), await revision()]).toEqual([2, 2]);
    buttons.now = { ...song, remainingMs: 590_000 };
    expect(await revision()).toBe(2);
    buttons.now = { ...song, state: "paused" };
    expect(await revision()).toBe(3);
  });

  it("finds itself on the list of speakers, and its volume by it", async () => {
    const speaker = { name: "Kitchen", machine: 0xaabb_ccdd_eeffn };
    const { ask } = await open([ipv4("10.0.0.1")], speaker);
    const items = decodeDmap((await ask("getspeakers")).body);
    expect(dmapItems(items, "casp", "mdcl")).toEqual([
      ["minm", "Kitchen"],
      ["msma", 0xaabb_ccdd_eeffn],
      ["caia", true],
      ["cmvo", 100],
    ]);
  });
});
