import { describe, expect, it } from "vitest";
import { createOpenSource } from "../../../src/main/sound/source/create.ts";
import { LinkBody } from "../../../src/main/sound/source/link-body.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { testRuntime } from "../../support/runtime.ts";
import { inParts, type ScriptedAnswer, ScriptedWeb } from "../../support/scripted-stream.ts";
import { counting, never, restOf, wave } from "../../support/sound-bytes.ts";

const SONG = "http://music.example/song.wav";
const RATE = 44_100;

function room(answer: ScriptedAnswer) {
  const clock = new ManualClock();
  const web = new ScriptedWeb({ [SONG]: answer });
  const open = createOpenSource({ ...testRuntime({ clock }), streamFetch: web.fetch });
  return { clock, web, from: (startS: number) => open({ kind: "link", url: SONG }, startS, never) };
}

const sound = counting(RATE * 10);
const file = wave(sound.bytes);
const ranges = (web: ScriptedWeb) => web.asked.map(({ headers }) => headers["Range"]);

describe("a song at an address whose server gives parts", () => {
  it("begins at any place, as a file does, without what is before it", async () => {
    const { web, from } = room(inParts(file));
    const reader = await from(8);
    expect(reader.canSeek).toBe(true);
    expect(reader.tags.value.durationS).toBe(10);
    const rest = await restOf(reader);
    expect(Buffer.from(rest.buffer).equals(Buffer.from(sound.pcm.slice(8 * RATE * 2).buffer))).toBe(
      true,
    );
    expect(ranges(web)).toEqual([undefined, `bytes=${44 + 8 * RATE * 4}-`]);
    expect(web.asked[1]?.headers).toMatchObject({ "If-Range": '"one"' });
    await reader.close();
    expect(web.open).toBe(0);
  });

  it("is read on where the place is near, instead of asked again", async () => {
    const { web, from } = room(inParts(file));
    const reader = await from(1);
    expect(await reader.read(4410, never)).toEqual(sound.pcm.subarray(RATE * 2, RATE * 2 + 8820));
    expect(ranges(web)).toEqual([undefined]);
    await reader.close();
  });

  it("begins there too when the server then gives all of it: it is read over", async () => {
    const { web, from } = room({ ...inParts(file), part: () => inParts(file) });
    const reader = await from(8);
    const rest = await restOf(reader);
    expect(Buffer.from(rest.buffer).equals(Buffer.from(sound.pcm.slice(8 * RATE * 2).buffer))).toBe(
      true,
    );
    expect(web.asked).toHaveLength(2);
    await reader.close();
    expect(web.open).toBe(0);
  });

  it.each([
    [
      "another file is there now",
      () => inParts(file.subarray(0, 90_000), { etag: '"two"' }),
      "lost",
    ],
    ["one of the same size is", () => inParts(file, { etag: '"two"' }), "lost"],
    ["its part is another one", () => inParts(file).part?.("bytes=5-", {}) ?? {}, "lost"],
    ["it has no such part", () => ({ status: 416 }), "lost"],
    ["it refuses", () => ({ status: 403 }), "rejected"],
  ] as const)("says so when %s, and leaves nothing open", async (_, part, code) => {
    const { web, from } = room({ ...inParts(file), part });
    const failed = await from(8).then(
      async (reader) => {
        const error = await restOf(reader).catch((thrown: unknown) => thrown);
        await reader.close();
        return error;
      },
      (thrown: unknown) => thrown,
    );
    expect(failed).toMatchObject({ code });
    expect(web.open).toBe(0);
  });
});

describe("a song at an address whose server gives no parts", () => {
  it.each([
    ["does not say so", { "accept-ranges": "none" }],
    ["does not say how long it is", { "content-length": "" }],
    ["squeezes it", { "content-encoding": "gzip" }],
    ["is a radio", { "icy-metaint": "16000" }],
  ])("cannot be wound: it %s", async (_, headers) => {
    const answer = inParts(file, headers);
    const { web, from } = room({ ...answer, headers: { ...answer.headers, ...headers } });
    const reader = await from(0);
    expect(reader.canSeek).toBe(false);
    await reader.close();
    expect(web.open).toBe(0);
  });
});

describe("the body of an answer", () => {
  it("goes back and on, to what was looked at already and to its end, and each byte is in its place", async () => {
    const bytes = Uint8Array.from({ length: 1_000_000 }, (_, at) => (at * 31 + (at >> 8)) & 0xff);
    const web = new ScriptedWeb({ [SONG]: inParts(bytes) });
    const stream = await web.fetch(SONG, { signal: never });
    const first = await stream.read(never);
    const clock = new ManualClock();
    const body = new LinkBody({ clock, streamFetch: web.fetch, url: SONG, stream, first });
    for (const place of [0, 5, 3, 900_000, 899_999, 100, 200_000, 999_999, 1_000_000, 17]) {
      body.seek(place);
      expect(body.position).toBe(place);
      const got = await body.read(never);
      expect(got).toEqual(bytes.subarray(place, place + got.length));
      expect(got.length > 0).toBe(place < bytes.length);
    }
    body.close();
    expect(web.open).toBe(0);
    await expect(body.read(never)).rejects.toThrow();
  });
});
