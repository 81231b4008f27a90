import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { createOpenSource } from "../../../src/main/sound/source/create.ts";
import { IcyStripper, parseIcyTitle } from "../../../src/main/sound/source/icy.ts";
import { ManualClock, settle } from "../../support/manual-clock.ts";
import { testRuntime } from "../../support/runtime.ts";
import { type ScriptedAnswer, ScriptedWeb } from "../../support/scripted-stream.ts";
import { counting, never, restOf, wave } from "../../support/sound-bytes.ts";

const STATION = "http://radio.example/live";

function room(answers: Readonly<Record<string, ScriptedAnswer>>) {
  const clock = new ManualClock();
  const web = new ScriptedWeb(answers);
  const open = createOpenSource({ ...testRuntime({ clock }), streamFetch: web.fetch });
  return { clock, web, open: (url: string) => open({ kind: "link", url }, 0, never) };
}

const text = (words: string) => new TextEncoder().encode(words);

/** Sound with a title after each `interval` bytes, in chunks of an odd size. */
function withTitles(sound: Uint8Array, interval: number, titles: readonly string[]): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let at = 0, index = 0; at < sound.length; at += interval, index++) {
    parts.push(sound.subarray(at, at + interval));
    if (sound.length - at < interval) break;
    const title = titles[index] === undefined ? "" : `StreamTitle='${titles[index]}';`;
    const length = Math.ceil(Buffer.byteLength(title) / 16);
    const block = Buffer.alloc(1 + length * 16);
    block[0] = length;
    block.write(title, 1);
    parts.push(block);
  }
  const whole = Buffer.concat(parts);
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < whole.length; at += 777) chunks.push(whole.subarray(at, at + 777));
  return chunks;
}

describe("a radio", () => {
  it("RA-15: has its titles taken out of its sound, and told", async () => {
    const { pcm, bytes } = counting(5000);
    const sound = wave(bytes, { claimed: 0xffff_ffff });
    const { open, web } = room({
      [STATION]: {
        headers: { "icy-metaint": "4000", "icy-name": "Radio Nowhere", "icy-genre": "Jazz" },
        chunks: withTitles(sound, 4000, ["One - It's here", "", "Two"]),
      },
    });
    const reader = await open(STATION);
    expect(reader.canSeek).toBe(false);
    expect(reader.tags.value).toMatchObject({
      title: "Radio Nowhere",
      genre: "Jazz",
      durationS: null,
    });
    const told: (string | null)[] = [];
    reader.tags.on(({ onAir }) => told.push(onAir));
    expect(await restOf(reader)).toEqual(pcm);
    expect(told).toEqual(["One - It's here", null, "Two"]);
    expect(web.asked[0]?.headers).toMatchObject({ "Icy-MetaData": "1" });
    await reader.close();
    expect(web.open).toBe(0);
  });

  it("gives the same sound however its bytes are cut", () => {
    const sound = Uint8Array.from({ length: 5000 }, (_, at) => at % 251);
    const whole = Buffer.concat(withTitles(sound, 1000, ["a", "b", "c", "d"]));
    for (const step of [1, 2, 3, 17, 999, 1000, 1001, whole.length]) {
      const titles: string[] = [];
      const stripper = new IcyStripper(1000, (title) => titles.push(title));
      const parts: Uint8Array[] = [];
      for (let at = 0; at < whole.length; at += step) {
        parts.push(stripper.push(whole.subarray(at, at + step)));
      }
      expect(new Uint8Array(Buffer.concat(parts))).toEqual(sound);
      expect(titles).toEqual(["a", "b", "c", "d"]);
    }
  });

  it("writes its titles in UTF-8 or Latin-1, with apostrophes as they come", () => {
    expect(parseIcyTitle(text("StreamTitle='Don't stop';StreamUrl='x';"))).toBe("Don't stop");
    expect(parseIcyTitle(text("StreamTitle='Motörhead';"))).toBe("Motörhead");
    expect(parseIcyTitle(Buffer.from("StreamTitle='Motörhead';", "latin1"))).toBe("Motörhead");
    expect(parseIcyTitle(text("StreamTitle='';"))).toBe("");
    expect(parseIcyTitle(text("StreamUrl='x';"))).toBeNull();
  });

  it("that falls silent is a timeout after 10 s, and not before", async () => {
    const { bytes } = counting(1000);
    const sound = wave(bytes, { claimed: 0xffff_ffff });
    const { open, clock, web } = room({ [STATION]: { chunks: [sound], after: "silence" } });
    const reader = await open(STATION);
    expect((await reader.read(1000, never)).length).toBe(2000);
    let ended: unknown = null;
    const reading = reader.read(1, never).catch((error) => {
      ended = error;
    });
    await clock.advance(9_999);
    expect(ended).toBeNull();
    await clock.advance(1);
    await reading;
    expect(ended).toMatchObject({ code: "timeout" });
    await reader.close();
    expect([web.open, clock.armedTimers]).toEqual([0, 0]);
  });

  it("that never answers is a timeout after 10 s", async () => {
    const { open, clock } = room({});
    const opening = open(STATION).then(
      () => null,
      (error) => error,
    );
    await settle();
    await clock.advance(10_000);
    expect(await opening).toMatchObject({ code: "timeout" });
    expect(clock.armedTimers).toBe(0);
  });

  it("whose connection breaks is lost", async () => {
    const { bytes } = counting(100);
    const sound = wave(bytes, { claimed: 0xffff_ffff });
    const { open, web } = room({ [STATION]: { chunks: [sound], after: "lost" } });
    const reader = await open(STATION);
    await expect(restOf(reader)).rejects.toMatchObject({ code: "lost" });
    await reader.close();
    expect(web.open).toBe(0);
  });
});

describe("an address", () => {
  it("RA-15: that the server refuses is rejected with its status, and the connection ends", async () => {
    const { open, web } = room({ [STATION]: { status: 404 } });
    await expect(open(STATION)).rejects.toMatchObject({
      code: "rejected",
      details: { deviceCode: 404 },
    });
    expect(web.open).toBe(0);
  });

  it("of a song has the song's own tags and length", async () => {
    const song = new Uint8Array(await readFile("test/vectors/sound/tone.mp3"));
    const headers = { "content-type": "audio/mpeg", "content-length": `${song.length}` };
    const { open, web } = room({ [STATION]: { headers, chunks: [song] } });
    const reader = await open(STATION);
    expect(reader.tags.value).toMatchObject({ title: "Tone", artist: "Nobody", onAir: null });
    expect(reader.tags.value.durationS).toBeCloseTo(0.3, 2);
    expect((await restOf(reader)).length / 2).toBe(13_230);
    await reader.close();
    expect(web.open).toBe(0);
  });

  it.each([
    ["M3U", "audio/x-mpegurl", "#EXTM3U\n#EXTINF:-1,A station\nhttp://radio.example/live\n"],
    ["M3U without a first line", "audio/mpegurl", "# words\r\n\r\nhttp://radio.example/live\r\n"],
    ["PLS", "audio/x-scpls", "[playlist]\nNumberOfEntries=1\nFile1=http://radio.example/live\n"],
    ["PLS that says it is text", "text/plain", "[playlist]\nFile1=http://radio.example/live\n"],
    ["M3U with a relative entry", "audio/x-mpegurl", "#EXTM3U\nlive\n"],
  ])("of a playlist (%s) plays its first entry", async (_name, type, words) => {
    const { pcm, bytes } = counting(100);
    const { open, web } = room({
      "http://radio.example/list": { headers: { "content-type": type }, chunks: [text(words)] },
      [STATION]: { chunks: [wave(bytes)] },
    });
    const reader = await open("http://radio.example/list");
    expect(await restOf(reader)).toEqual(pcm);
    await reader.close();
    expect(web.open).toBe(0);
  });

  it("of a playlist goes on to the next entry when one does not answer as it should", async () => {
    const { bytes } = counting(100);
    const words =
      "[playlist]\nFile1=http://a.example/\nFile2=file:///etc/passwd\nFile3=http://radio.example/live\n";
    const { open, web } = room({
      "http://radio.example/list": {
        headers: { "content-type": "audio/x-scpls" },
        chunks: [text(words)],
      },
      "http://a.example/": { status: 503 },
      [STATION]: { chunks: [wave(bytes)] },
    });
    const reader = await open("http://radio.example/list");
    await reader.close();
    expect(web.asked.map(({ url }) => url)).toEqual([
      "http://radio.example/list",
      "http://a.example/",
      STATION,
    ]);
    expect(web.open).toBe(0);
  });

  it("of a playlist that names itself is malformed", async () => {
    const list = "http://radio.example/list";
    const { open, web } = room({
      [list]: {
        headers: { "content-type": "audio/x-mpegurl" },
        chunks: [text(`#EXTM3U\n${list}\n`)],
      },
    });
    await expect(open(list)).rejects.toMatchObject({ code: "malformed" });
    expect(web.open).toBe(0);
  });

  it("of HTTP Live Streaming is unsupported, in words", async () => {
    const words = "#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:6,\na.ts\n";
    const { open } = room({ [STATION]: { chunks: [text(words)] } });
    await expect(open(STATION)).rejects.toMatchObject({
      code: "unsupported",
      details: { subject: "HLS" },
    });
  });

  it("of a program that fetches nothing is unsupported", async () => {
    const open = createOpenSource(testRuntime());
    await expect(open({ kind: "link", url: STATION }, 0, never)).rejects.toMatchObject({
      code: "unsupported",
    });
  });
});
