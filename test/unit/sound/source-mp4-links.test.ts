import { describe, expect, it } from "vitest";
import type { ByteSource } from "../../../src/main/sound/source/byte-source.ts";
import { ByteWindow } from "../../../src/main/sound/source/byte-window.ts";
import { createOpenSource } from "../../../src/main/sound/source/create.ts";
import { KeptBytes } from "../../../src/main/sound/source/kept-bytes.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { box, mp4Song } from "../../support/mp4-song.ts";
import { PlainPackets, plainPackets } from "../../support/plain-packets.ts";
import { testRuntime } from "../../support/runtime.ts";
import { inParts, type ScriptedAnswer, ScriptedWeb } from "../../support/scripted-stream.ts";
import { bytesAt, counting, expectSame, never, restOf } from "../../support/sound-bytes.ts";

const SONG = "http://music.example/song.m4a";
const FRAMES = 1024 * 200;
const sound = counting(FRAMES);
const packets = plainPackets(sound.bytes);
const from = (frame: number, to = FRAMES) => sound.pcm.subarray(frame * 2, to * 2);

function room(answer: ScriptedAnswer) {
  const codec = new PlainPackets();
  const web = new ScriptedWeb({ [SONG]: answer });
  const clock = new ManualClock();
  const runtime = { ...testRuntime({ clock }), streamFetch: web.fetch, openAac: codec.decoder };
  const open = createOpenSource(runtime);
  return { codec, web, from: (startS: number) => open({ kind: "link", url: SONG }, startS, never) };
}

const ranges = (web: ScriptedWeb) => web.asked.map(({ headers }) => headers["Range"]);
/** As a server sends it that gives no parts, in pieces of an odd size. */
const inOneGo = (bytes: Uint8Array, after: ScriptedAnswer["after"] = "end"): ScriptedAnswer => {
  const { chunks = [] } = inParts(bytes);
  return { chunks, after, headers: { "content-length": `${bytes.length}` } };
};

describe("an MP4 song at an address whose server gives parts", () => {
  it.each([
    ["with its index in front", true, 2],
    ["with its index at the end", false, 3],
  ])(
    "RA-15: begins at the very frame, without what is before it, %s",
    async (_, indexFirst, asked) => {
      const { codec, web, from: at } = room(inParts(mp4Song({ packets, indexFirst })));
      const reader = await at(4);
      expect(reader.canSeek).toBe(true);
      expect(reader.tags.value.durationS).toBeCloseTo(FRAMES / 44_100, 6);
      expectSame(await restOf(reader), from(4 * 44_100));
      await reader.close();
      expect([codec.open, web.open]).toEqual([0, 0]);
      expect(web.asked).toHaveLength(asked);
      const place = Number(/bytes=(\d+)-/.exec(ranges(web).at(-1) ?? "")?.[1]);
      expect(place).toBeGreaterThan(165 * 4096);
    },
  );

  it("is lost when the server has something else there by then, and leaves nothing open", async () => {
    const file = mp4Song({ packets });
    const { codec, web, from: at } = room({ ...inParts(file), part: () => ({ status: 416 }) });
    const reader = await at(4);
    await expect(restOf(reader)).rejects.toMatchObject({ code: "lost" });
    await reader.close();
    expect([codec.open, web.open]).toEqual([0, 0]);
  });
});

describe("an MP4 song that comes once, from its beginning to its end", () => {
  it("plays with its index in front, past other things in it, and cannot be wound", async () => {
    const cover = box("udta", box("meta", new Uint8Array(3_000_000)));
    const { codec, web, from: at } = room(inOneGo(mp4Song({ packets, gap: 999, more: [cover] })));
    const reader = await at(0);
    expect(reader.canSeek).toBe(false);
    expect(reader.tags.value.durationS).toBeCloseTo(FRAMES / 44_100, 6);
    expectSame(await restOf(reader), sound.pcm);
    await reader.close();
    expect([codec.open, web.open]).toEqual([0, 0]);
  });

  it("gives what a slow network has brought, before more comes", async () => {
    const file = mp4Song({ packets });
    const { web, from: at } = room(inOneGo(file.subarray(0, file.length - 4096 * 190), "silence"));
    const reader = await at(0);
    expectSame(await reader.read(10 * 1024, never), from(0, 10 * 1024));
    await reader.close();
    expect(web.open).toBe(0);
  });

  it("that is cut is malformed after what there was", async () => {
    const file = mp4Song({ packets });
    const { from: at } = room({ chunks: [file.subarray(0, file.length - 4096 * 100 - 9)] });
    const reader = await at(0);
    expectSame(await reader.read(99 * 1024, never), from(0, 99 * 1024));
    await expect(reader.read(1, never)).rejects.toMatchObject({ code: "malformed" });
    await reader.close();
  });

  it("whose head has no end is malformed before it fills the memory", async () => {
    const head = mp4Song({ packets: [] }).subarray(0, 28);
    const endless = new Uint8Array(1_000_000);
    const chunks = [head, box("free"), Uint8Array.of(0x7f, 0, 0, 0, ...Buffer.from("free"))];
    const { web, from: at } = room({ chunks: [...chunks, ...Array<Uint8Array>(60).fill(endless)] });
    await expect(at(0)).rejects.toMatchObject({ code: "malformed" });
    expect(web.open).toBe(0);
  });
});

describe("what was read of a stream to find out what it is", () => {
  const file = mp4Song({ packets: packets.slice(0, 50) });
  const once = (): ByteSource => ({ ...bytesAt(file), canSeek: false });

  it("comes again from its beginning, with what follows, for whoever takes it then", async () => {
    for (const read of [0, 1, 5000, 70_000, file.length]) {
      const kept = new KeptBytes(new ByteWindow(once()));
      const looking = new ByteWindow(kept);
      await looking.skip(read, never);
      const again = new ByteWindow(kept.again());
      expect(Buffer.from(await again.take(file.length, never)).equals(file)).toBe(true);
      expect((await again.some(1, never)).length).toBe(0);
    }
  });

  it("is kept no longer once it is known", async () => {
    const kept = new KeptBytes(new ByteWindow(once()));
    await new ByteWindow(kept).skip(5000, never);
    kept.forget();
    expect((await kept.again().read(5000, never)).length).toBeGreaterThan(0);
    expect(kept).toMatchObject({ size: file.length, isLive: false, isFar: false, canSeek: false });
  });
});
