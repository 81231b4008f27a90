import { generateKeyPairSync, publicDecrypt, publicEncrypt } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Secret } from "../../src/main/runtime/secret.ts";
import { openSoundRemote } from "../../src/main/sound/remote/open-sound-remote.ts";
import type { RemoteRequest } from "../../src/main/sound/remote/sound-remote.ts";
import type { VirtualTvOptions } from "../../src/main/virtual-tv/virtual-tv.ts";
import { textOf, utf8 } from "../../src/main/wire/bytes.ts";
import { headerOf } from "../../src/main/wire/http.ts";
import { alacVector, sha256 } from "../support/alac-bytes.ts";
import { l16, SDP_ALAC, SDP_L16, SoundSender, sdp } from "../support/sound-sender.ts";
import { TV_ADDRESS, type TvLan, tvLan } from "../support/tv-lan.ts";

const FRAMES = 352;
/** One packet in ms. */
const PACKET_MS = (FRAMES / 44_100) * 1000;
const RTP = 1_000_000;
const SEQUENCE = 65_530;

describe("AirPlay 1 sound on a virtual speaker", () => {
  let world: TvLan;
  let sender: SoundSender;

  const start = async (options: Omit<VirtualTvOptions, "runtime"> = {}) => {
    world = await tvLan({ model: "airport-express", ...options });
    sender = await another();
  };
  const another = () =>
    world.run(SoundSender.connect(world.machine(), TV_ADDRESS, world.tv.raopPort));
  const status = async (asked: Promise<{ status: number }>) => (await world.run(asked)).status;
  const begin = async (text = SDP_L16) => {
    expect(await status(sender.announce(text))).toBe(200);
    expect(await status(sender.setup())).toBe(200);
    expect(await status(sender.at("RECORD", SEQUENCE, RTP))).toBe(200);
  };
  const packetAt = (index: number) =>
    sender.packet(SEQUENCE + index, RTP + index * FRAMES, l16(index).payload, index === 0);
  const play = async (from: number, to: number, without: readonly number[] = []) => {
    for (let index = from; index < to; index++) {
      if (!without.includes(index)) sender.send(packetAt(index));
    }
    await world.clock.advance(1);
  };
  const report = () => {
    const { report } = world.tv.sound;
    if (report === null) throw new Error("nobody plays");
    return report;
  };
  const source = (from: number, to: number) =>
    Int16Array.from(
      Array.from({ length: to - from }, (_, at) => [...l16(from + at).samples]).flat(),
    );

  const others: SoundSender[] = [];
  beforeEach(() => {
    others.length = 0;
  });
  afterEach(async () => {
    for (const each of [sender, ...others]) each.close();
    await world.close();
    await world.clock.advance(1_000);
    expect(world.lan.openHandles).toBe(0);
    expect(world.clock.armedTimers).toBe(0);
  });

  it("keeps every frame, over the end of 16 bits (RA-08)", async () => {
    await start();
    await begin();
    await play(0, 20);
    expect(world.tv.sound.received()).toEqual(source(0, 20));
    expect(report().packets).toMatchObject({ direct: 20, missing: 0, timeJumps: 0 });
    expect(report().marked).toEqual([SEQUENCE]);
  });

  it("hears each frame when it is due by the sync, and nothing before (RA-10)", async () => {
    await start();
    await begin();
    // What is sent now sounds in two seconds.
    sender.sync(RTP - 77_175, RTP, true);
    await play(0, 10);
    expect(world.tv.sound.dueMs(RTP)).toBeCloseTo(world.clock.wallMs() + 2000 - 1, 0);
    await world.clock.advance(1990);
    expect(world.tv.sound.heard()).toHaveLength(0);
    await world.clock.advance(10 + 3 * PACKET_MS);
    expect(world.tv.sound.heard()).toEqual(source(0, 3));
  });

  it("knows the sender's clock by its answers, however it stands (RA-11)", async () => {
    await start();
    sender.clockAheadMs = 5_000_000;
    await begin();
    await world.clock.advance(1_000);
    expect(report().clock?.offsetMs).toBeCloseTo(5_000_000, -1);
    sender.sync(RTP - 77_175, RTP, true);
    await world.clock.advance(1);
    expect(world.tv.sound.dueMs(RTP)).toBeCloseTo(world.clock.wallMs() + 2000, -1);
  });

  it("forgets what did not sound yet when it is flushed (IF-031)", async () => {
    await start();
    await begin();
    sender.sync(RTP - 77_175, RTP, true);
    await play(0, 50);
    await world.clock.advance(2000 + 10 * PACKET_MS);
    expect(await status(sender.at("FLUSH", SEQUENCE + 50 - 65_536, RTP + 90 * FRAMES))).toBe(200);
    await world.clock.advance(5_000);
    const heard = world.tv.sound.heard();
    expect(heard.length / 2).toBeGreaterThanOrEqual(10 * FRAMES);
    expect(heard.length / 2).toBeLessThan(12 * FRAMES);
    expect(heard).toEqual(source(0, 12).subarray(0, heard.length));
    expect(report().flushes).toEqual([{ sequence: 44, rtpTime: RTP + 90 * FRAMES }]);
  });

  it("asks again for what is missing, and takes what comes (RA-12)", async () => {
    await start();
    await begin();
    await play(0, 12, [4, 5, 9]);
    await world.clock.advance(60);
    expect(sender.askedAgain).toEqual([
      [SEQUENCE + 4, 2],
      [3, 1],
    ]);
    for (const index of [4, 5, 9]) sender.resend(packetAt(index));
    await world.clock.advance(1);
    expect(report().packets).toMatchObject({ missing: 0, recovered: 3, resent: 3, askedAgain: 3 });
    expect(world.tv.sound.received()).toEqual(source(0, 12));
  });

  it("counts what comes twice, out of order, or when its time was over", async () => {
    await start();
    await begin();
    world.tv.faults.sound.neverAsks = true;
    sender.sync(RTP - 77_175, RTP, true);
    await play(0, 6, [2, 3]);
    sender.send(packetAt(2));
    sender.send(packetAt(4));
    await world.clock.advance(3_000);
    sender.send(packetAt(3));
    await world.clock.advance(1);
    expect(report().packets).toMatchObject({ reordered: 2, duplicates: 1, late: 1, missing: 1 });
    expect(sender.askedAgain).toEqual([]);
  });

  it("sees a time that does not go on, and sound that is none", async () => {
    await start();
    await begin(SDP_ALAC);
    sender.send(sender.packet(SEQUENCE, RTP, utf8("this is no sound")));
    await world.clock.advance(1);
    expect(report().packets).toMatchObject({ direct: 1, malformed: 1, frames: 0 });
    expect(await status(sender.announce(SDP_L16))).toBe(200);
    expect(await status(sender.setup())).toBe(200);
    sender.send(packetAt(0));
    sender.send(sender.packet(SEQUENCE + 1, RTP + 1, l16(1).payload));
    await world.clock.advance(1);
    expect(report().packets).toMatchObject({ timeJumps: 1 });
  });

  it("RA-08: plays what a sender compresses, by the numbers of its announcement", async () => {
    const { packets, sha256: wanted } = alacVector("what AirPlay sends");
    const announced = SDP_ALAC;
    const send = async (frames: readonly Uint8Array[]) => {
      for (const [index, frame] of frames.entries()) {
        sender.send(sender.packet(SEQUENCE + index, RTP + index * 352, frame));
      }
      await world.clock.advance(1);
    };
    await start();
    await begin(announced);
    await send(packets);
    expect(report().packets).toMatchObject({ direct: 4, malformed: 0, frames: 1408 });
    expect(sha256([world.tv.sound.received()])).toBe(wanted);
    // With other tunings the same bits are other sound.
    await begin(announced.replace("40 10 14", "60 10 14"));
    await send(packets);
    expect(sha256([world.tv.sound.received()])).not.toBe(wanted);
    expect(await status(sender.announce(announced.replace("40 10 14", "40 10 77")))).toBe(400);
  });

  it("opens what is encrypted for its key, and signs a challenge with it (QK-32)", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    await start({ soundKey: new Secret(pem) });
    const challenge = new Uint8Array(16).fill(7);
    const asked = Buffer.from(challenge).toString("base64").replace(/=+$/, "");
    const headers = [["Apple-Challenge", asked]] as const;
    const answer = await world.run(sender.ask("OPTIONS", { headers }, "*"));
    const signed = Buffer.from(headerOf(answer, "Apple-Response") ?? "", "base64");
    expect([...publicDecrypt(publicKey, signed).subarray(0, 20)]).toEqual([
      ...challenge,
      10,
      0,
      0,
      2,
    ]);
    const wrapped = publicEncrypt(publicKey, new Uint8Array(16).fill(1)).toString("base64");
    const iv = Buffer.alloc(16, 2).toString("base64");
    await begin(sdp("AppleLossless", `a=rsaaeskey:${wrapped}`, `a=aesiv:${iv}`));
    expect(report().format).toMatchObject({ codec: "alac", cipher: "aes-cbc" });
  });

  it("tells the television what plays, and how loud (IF-030, IF-093)", async () => {
    await start();
    await begin();
    const item = (tag: string, text: string) => [...utf8(tag), 0, 0, 0, text.length, ...utf8(text)];
    const song = [...item("minm", "Slack Water"), ...item("asar", "The Paper Boats")];
    const body = Uint8Array.from([...utf8("mlit"), 0, 0, 0, song.length, ...song]);
    const tagged = [["Content-Type", "application/x-dmap-tagged"]] as const;
    expect(await status(sender.ask("SET_PARAMETER", { headers: tagged, body }))).toBe(200);
    const progress = `progress: ${RTP}/${RTP + 44_100}/${RTP + 441_000}\r\n`;
    expect(await status(sender.ask("SET_PARAMETER", { body: progress }))).toBe(200);
    expect(await status(sender.ask("SET_PARAMETER", { body: "volume: -15.0\r\n" }))).toBe(200);
    await play(0, 2);
    const { player, volume } = world.tv.state.value;
    expect(player).toMatchObject({ playing: true, app: { name: "AirPlay" } });
    expect(player?.queue[0]).toMatchObject({
      kind: "music",
      title: "Slack Water",
      artist: "The Paper Boats",
      durationS: 10,
    });
    expect(volume.percent).toBe(50);
    const { screen } = world.tv;
    expect(screen.value).toMatchObject({ view: "app", playing: true, title: "Slack Water" });
    const asked = await world.run(sender.ask("GET_PARAMETER", { body: "volume\r\n" }));
    expect(textOf(asked.body)).toBe("volume: -15.000000\r\n");
    await status(sender.ask("TEARDOWN"));
    expect(world.tv.state.value.player).toBeNull();
    expect(screen.value.title).toBeNull();
    expect(report()).toMatchObject({ phase: "over", end: "sender" });
  });

  it("presses its buttons at the sender's server, found by mDNS", async () => {
    await start();
    const runtime = world.machine();
    const remote = await world.run(openSoundRemote(runtime));
    const requests: RemoteRequest[] = [];
    const view = { title: null, artist: null, album: null, genre: null, durationMs: null };
    const pass = remote.admit({
      request: async (request) => void requests.push(request),
      view: () => ({ state: "playing", ...view, remainingMs: null, volume: 50 }),
    });
    const headers = [
      ["DACP-ID", pass.dacpId],
      ["Active-Remote", `${pass.activeRemote}`],
      ["Content-Type", "application/sdp"],
    ] as const;
    const body = new TextEncoder().encode(SDP_L16);
    expect(await status(sender.ask("ANNOUNCE", { headers, body }))).toBe(200);
    const pressed = [];
    for (const button of ["pause", "nextitem", "volumeup", { volumeDb: -7.5 }] as const) {
      pressed.push(await world.run(world.tv.sound.press(button)));
    }
    expect(pressed.every((each) => each === 200 || each === 204)).toBe(true);
    expect(requests).toEqual([
      { kind: "command", command: "pause" },
      { kind: "command", command: "next" },
      { kind: "volume-step", direction: "up" },
      { kind: "volume", percent: 75 },
    ]);
    pass.close();
    await world.run(remote.close());
    await expect(world.run(world.tv.sound.press("pause"))).rejects.toMatchObject({
      code: "not-found",
    });
  });

  it("turns a second sender away, or cuts the first off when it is told to (SC-63)", async () => {
    await start();
    await begin();
    const second = await another();
    others.push(second);
    expect(await status(second.announce(SDP_L16))).toBe(453);
    expect(report().phase).toBe("recording");
    world.tv.faults.sound.letsInterrupt = true;
    expect(await status(second.announce(SDP_L16))).toBe(200);
    await world.clock.advance(10);
    expect(sender.talk.isClosed).toBe(true);
    expect(world.tv.sound.former.at(-1)).toMatchObject({ end: "interrupted" });
  });

  it.each([
    ["announce", 403],
    ["setup", 500],
    ["record", 453],
  ] as const)("refuses %s with the status that it is told", async (step, refusal) => {
    await start();
    world.tv.faults.sound.refusals.set(step, refusal);
    const answers = [
      await status(sender.announce(SDP_L16)),
      await status(sender.setup()),
      await status(sender.at("RECORD", 1, 1)),
    ];
    expect(answers).toContain(refusal);
    world.tv.faults.clear();
    expect(await status(sender.announce(SDP_L16))).toBe(200);
  });

  it("answers SETUP with nothing in it, or not at all", async () => {
    await start();
    world.tv.faults.sound.emptySetup = "session";
    await status(sender.announce(SDP_L16));
    const empty = await world.run(sender.setup());
    expect([empty.status, headerOf(empty, "Transport")]).toEqual([200, undefined]);
    world.tv.faults.sound.silentSetup = "session";
    void sender.setup();
    await world.clock.advance(10_000);
    expect(sender.talk.responses.all.length).toBe(2);
  });

  it("loses, mixes up and vanishes when it is told to", async () => {
    await start();
    await begin();
    Object.assign(world.tv.faults.sound, { reorder: 0.3, loss: 0.1, neverAsks: true });
    await play(0, 200);
    const { packets } = report();
    expect(packets.dropped).toBeGreaterThan(5);
    expect(packets.reordered).toBeGreaterThan(5);
    world.tv.faults.halfOpen();
    await play(200, 210);
    expect(report().packets.direct).toBe(packets.direct);
    expect(sender.talk.isClosed).toBe(false);
  });

  it("refuses what is no sound that it plays, and what comes in the wrong order", async () => {
    await start();
    expect(await status(sender.setup())).toBe(455);
    expect(await status(sender.announce(sdp("MPEG4-GENERIC")))).toBe(406);
    expect(await status(sender.announce("hello"))).toBe(400);
    expect(await status(sender.ask("SET_PARAMETER", { body: "volume: 0\r\n" }))).toBe(455);
    expect(await status(sender.ask("NONSENSE"))).toBe(404);
    await begin();
    for (const wrong of ["volume: 5\r\n", "volume: loud\r\n", "progress: 1/2\r\n"]) {
      expect(await status(sender.ask("SET_PARAMETER", { body: wrong }))).toBe(400);
    }
  });
});
