import { afterEach, describe, expect, it } from "vitest";
import { RemoteError } from "../../../src/shared/errors.ts";
import { FakePlayer, mediaPlugin, nothingTold } from "../../support/fake-media.ts";
import { fakeFeatures, fakeKey, fakePlugin } from "../../support/fake-plugin.ts";
import { FakeReceiver } from "../../support/fake-speakers.ts";
import { found, hubWorld, known } from "../../support/hub-world.ts";
import { settle } from "../../support/manual-clock.ts";
import {
  KITCHEN,
  leftovers,
  outcome,
  type SoundWorld,
  soundWorld,
} from "../../support/sound-world.ts";

const TV = "AA:BB";

/** A paired Apple TV with a remote, a player and sound, whose remote tells what plays and how loud. */
async function living() {
  const player = new FakePlayer();
  const world = soundWorld({
    devices: [known()],
    plugins: (tv) => [fakePlugin("mrp", tv), mediaPlugin(tv, player)],
  });
  await world.credentials.set(TV, { mrp: fakeKey() });
  world.receivers.set(TV, new FakeReceiver());
  world.tv.state = {
    features: { ...fakeFeatures, pause: "available", next: "available", "set-volume": "available" },
    volume: { control: "absolute", percent: 70 },
    nowPlaying: { ...nothingTold, title: "A film" },
  };
  const device = found({ protocols: ["mrp", "airplay", "raop"] });
  const services = device.description.services.map((service) =>
    service.protocol === "mrp" ? service : { ...service, pairing: "not-needed" as const },
  );
  world.discovery.devices.set([
    ...world.discovery.devices.value,
    { ...device, description: { ...device.description, services } },
  ]);
  const session = world.hub.session(TV);
  return { ...world, player, session, seen: () => session.snapshot.value };
}

let world: SoundWorld | undefined;
afterEach(async () => {
  if (world) expect(await leftovers(world)).toEqual([]);
  world = undefined;
});

describe("a device while sound is sent to it", () => {
  it("IF-032 shows the stream's title, volume and controls, beside its other channels", async () => {
    const made = await living();
    world = made;
    await made.session.connect();
    await settle();
    expect(made.seen()).toMatchObject({
      protocols: ["mrp", "airplay", "raop"],
      nowPlaying: { title: "A film" },
      volume: { percent: 70 },
    });
    await made.play(["a"], [TV]);
    expect(made.receiver(TV).channels, "the session's own channel plays").toHaveLength(1);
    expect(made.seen()).toMatchObject({
      nowPlaying: { title: "Song", kind: "music" },
      volume: { control: "absolute", percent: 33 },
      owners: { pause: "raop", "set-volume": "raop", menu: "mrp" },
    });
    await made.session.commands.media("pause");
    expect(made.shown().state).toBe("paused");
    await made.session.commands.setVolume(44);
    expect(made.shown().speakers).toMatchObject([{ volume: 44 }]);
    expect(made.tv.received, "the television heard nothing of it").toEqual([]);
  });

  it("IF-031 still takes from the other channels what the stream does not have", async () => {
    const made = await living();
    world = made;
    await made.session.connect();
    await made.play(["a"], [TV]);
    await made.session.commands.press("menu", "tap");
    expect(made.tv.received).toEqual(["mrp tap menu"]);
  });

  it("QK-02 IF-033 tells what the device itself shows as soon as the sound has ended", async () => {
    const made = await living();
    world = made;
    await made.session.connect();
    await made.play(["a"], [TV]);
    const told: (string | null | undefined)[] = [];
    const off = made.session.snapshot.on(({ nowPlaying }) => told.push(nowPlaying?.title));
    await made.sound.command("stop");
    await settle();
    off();
    expect(told.at(-1)).toBe("A film");
    expect(made.seen()).toMatchObject({ volume: { percent: 70 }, owners: { pause: "mrp" } });
  });

  it("QK-32 remembers a volume that was set by another way, and no echo of our own", async () => {
    const made = await living();
    world = made;
    await made.session.connect();
    await made.play(["a"], [TV]);
    const tell = (percent: number) => {
      const remote = made.tv.channels.find(({ protocol }) => protocol === "mrp");
      remote?.set({ volume: { control: "absolute", percent } });
    };
    await made.clock.advance(5000);
    tell(55);
    expect(made.speaker(TV)).toMatchObject({ volume: 55 });
    await made.sound.setVolume(TV, 20);
    tell(21);
    expect(made.speaker(TV)).toMatchObject({ volume: 20 });
    await made.sound.command("stop");
    tell(90);
    expect(made.speaker(TV)).toMatchObject({ volume: 20 });
  });

  it("IF-030 plays its sound on when the remote's connection dies under it", async () => {
    const made = await living();
    world = made;
    await made.session.connect();
    await made.play(["a"], [TV]);
    await made.clock.advance(6000);
    made.tv.channel.die();
    await made.clock.advance(1000);
    expect(made.seen()).toMatchObject({
      connection: { phase: "ready" },
      nowPlaying: { title: "Song" },
    });
    expect(made.receiver(TV).joins).toHaveLength(1);
    await made.sound.command("stop");
    await settle();
    expect(made.seen().protocols, "on standby again").toEqual(["mrp", "airplay", "raop"]);
  });

  it("needs no remote: sound goes to a device whose remote lets nobody in", async () => {
    const made = await living();
    world = made;
    made.tv.refusal = "unpaired";
    await made.play(["a"], [TV]);
    expect(made.shown().state).toBe("playing");
    expect(made.session.connection.phase).toBe("needs-pairing");
    await made.session.commands.media("pause");
    expect(made.shown().state).toBe("paused");
  });
});

describe("a video and a sound on one device", () => {
  const LINK = { url: "http://example.org/film.mp4" };

  it("are not there at once: the sound ends the video", async () => {
    const made = await living();
    world = made;
    await made.hub.play(TV, LINK, 0);
    await made.play(["a"], [TV]);
    expect(made.tv.received).toContain("airplay media stop");
    expect(made.seen()).toMatchObject({ stream: null, nowPlaying: { title: "Song" } });
  });

  it("are not there at once: the video ends the sound, which is paused where nobody else hears it", async () => {
    const made = await living();
    world = made;
    await made.play(["a"], [TV, KITCHEN]);
    await made.hub.play(TV, LINK, 0);
    expect(made.speaker(TV)).toMatchObject({ phase: "interrupted" });
    expect(made.receiver(TV).isSounding).toBe(false);
    expect(made.shown().state).toBe("playing");
    expect(made.seen()).toMatchObject({
      stream: { stage: "playing" },
      nowPlaying: { title: "film.mp4" },
    });
    await made.sound.leave(KITCHEN);
    expect(made.shown().state).toBe("paused");
    made.player.end({ kind: "finished" });
    await settle();
  });

  it("are not there at once: a video that was about to begin never does", async () => {
    const made = await living();
    world = made;
    made.player.gate = new Promise(() => {});
    const film = outcome(made.hub.play(TV, LINK, 0));
    await settle();
    await made.play(["a"], [TV]);
    expect(film.value).toBe("cancelled");
    expect(made.seen()).toMatchObject({ stream: null, nowPlaying: { title: "Song" } });
  });
});

describe("the connection of a device that only sounds", () => {
  it("is closed with the sound, unless it was there before or the device is the chosen one", async () => {
    const made = await living();
    world = made;
    await made.play(["a"], [TV]);
    expect(made.session.connection.phase).toBe("ready");
    await made.sound.command("stop");
    expect(made.session.connection.phase).toBe("offline");
    await made.session.connect();
    await made.sound.command("play");
    await made.sound.command("stop");
    expect(made.session.connection.phase).toBe("ready");
    await made.session.disconnect();
    await made.hub.select(TV);
    await settle();
    await made.session.disconnect();
    await made.sound.command("play");
    await made.sound.command("stop");
    expect(made.session.connection.phase).toBe("ready");
  });

  it("stays while it sounds when another device is chosen", async () => {
    const made = await living();
    world = made;
    await made.hub.select(TV);
    await settle();
    await made.play(["a"], [TV]);
    await made.hub.select(KITCHEN);
    await settle();
    expect(made.receiver(TV).isSounding).toBe(true);
    await made.sound.command("stop");
    await settle();
    expect(made.session.connection.phase).toBe("offline");
  });
});

describe("which devices take sound", () => {
  it("is what their services say", async () => {
    const made = await living();
    world = made;
    made.discovery.devices.set([
      ...made.discovery.devices.value,
      found({ name: "Bedroom", identifiers: ["DD"], protocols: ["mrp", "airplay"] }),
    ]);
    await made.clock.advance(1000);
    const { devices } = made.hub.devices.value;
    const takes = Object.fromEntries(devices.map(({ name, playsSound }) => [name, playsSound]));
    expect(takes).toMatchObject({ "Living Room": true, Kitchen: true, Bedroom: false });
    const { playsMedia } = devices.find(({ name }) => name === "Kitchen") ?? {};
    expect(playsMedia, "a speaker takes no video").toBe(false);
  });

  it("is told in words when it is none of them, or only after pairing", async () => {
    const made = await living();
    world = made;
    const bedroom = found({ name: "Bedroom", identifiers: ["DD"], protocols: ["mrp"] });
    made.discovery.devices.set([...made.discovery.devices.value, bedroom]);
    await expect(made.play(["a"], ["DD"])).rejects.toMatchObject({ code: "unsupported" });
    made.receiver(TV).errors.push(new RemoteError("unpaired", "no", { subject: "airplay" }));
    await expect(made.play(["a"], [TV])).rejects.toMatchObject({
      code: "unpaired",
      details: { subject: "airplay" },
    });
    expect(made.shown().lastError).toMatchObject({ code: "unpaired" });
  });
});

describe("a program that sends no sound", () => {
  it("says so to every call, and shows nothing", async () => {
    const { hub } = hubWorld();
    const { sound } = hub;
    const calls = [
      sound.offer("/a"),
      sound.play([{ url: "http://example.org/a.mp3" }], [TV]),
      sound.add([{ offer: "a" }], null),
      sound.move("a", null),
      sound.remove("a"),
      sound.skipTo("a"),
      sound.command("play"),
      sound.seek(1),
      sound.join(TV),
      sound.leave(TV),
      sound.setVolume(null, 1),
      sound.setDelay(TV, 1),
      sound.artwork("a"),
    ];
    for (const call of calls) await expect(call).rejects.toMatchObject({ code: "unsupported" });
    expect(sound.snapshot.value).toMatchObject({ state: "idle", items: [], speakers: [] });
    await hub.close();
  });
});
