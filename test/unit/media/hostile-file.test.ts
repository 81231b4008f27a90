import { readdirSync, readFileSync } from "node:fs";
import { join as joinPath, resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { box, join } from "../../../src/main/media/bytes.ts";
import { inspectBytes, text, u32 } from "../../support/media-bytes.ts";

const folder = resolve("test/vectors/media");
const files = readdirSync(folder).map(
  (name) => new Uint8Array(readFileSync(joinPath(folder, name))),
);
const film = new Uint8Array(readFileSync(joinPath(folder, "h264-aac-faststart.m4v")));
const notWhole = { reason: "container", what: "an MP4 file that is not whole" };

describe("a file that is not what it seems", () => {
  it("is looked at to the end whatever is changed in it", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 40 }),
        async (original, changes) => {
          const bytes = original.slice();
          for (const [at, value] of changes) bytes[at % bytes.length] = value;
          const { kind, durationS } = await inspectBytes(bytes);
          expect(["video", "audio", "other"]).toContain(kind);
          expect(durationS === null || durationS >= 0).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });

  it("is looked at to the end wherever it is cut off", async () => {
    for (let length = 1; length < film.length; length += 7) {
      const { obstacle } = await inspectBytes(film.slice(0, length));
      if (length < 900) expect(obstacle).not.toBeNull();
    }
  });

  it("is read no further than a mebibyte, however many boxes it has", async () => {
    const boxes = join(Array.from({ length: 100_000 }, () => box("free", [])));
    expect((await inspectBytes(boxes)).obstacle).toMatchObject({ reason: "container" });
  });

  it("cannot claim tables of samples that a parser would build in memory", async () => {
    // Four thousand million samples of one size, in twenty bytes.
    const table = box("stsz", [u32(0), u32(1), u32(0xffff_ffff)]);
    const description = box("stsd", [u32(0), u32(1), box("avc1", [new Uint8Array(78), table])]);
    const track = box("trak", [
      box("mdia", [
        box("hdlr", [u32(0), u32(0), text("vide"), new Uint8Array(13)]),
        box("minf", [box("stbl", [description, table])]),
      ]),
    ]);
    const bytes = join([box("ftyp", [text("isom"), u32(0)]), box("moov", [track, track])]);
    expect(await inspectBytes(bytes)).toMatchObject({ kind: "video", obstacle: null });
  });

  it("may have a movie box behind more than four gibibytes", async () => {
    const start = join([
      box("ftyp", [text("isom"), u32(0)]),
      u32(1),
      text("mdat"),
      u32(0x10),
      u32(0),
    ]);
    // What is read of it afterwards is nothing: only where was looked for counts.
    expect((await inspectBytes(start, 2 ** 37)).obstacle).toEqual(notWhole);
  });

  it("says nothing of its own that a window would show as it is", async () => {
    const entry = box("\u0007<b>", [new Uint8Array(8)]);
    const media = box("mdia", [
      box("hdlr", [u32(0), u32(0), text("vide"), new Uint8Array(13)]),
      box("minf", [box("stbl", [box("stsd", [u32(0), u32(1), entry])])]),
    ]);
    const bytes = join([box("ftyp", [text("isom"), u32(0)]), box("moov", [box("trak", [media])])]);
    expect((await inspectBytes(bytes)).obstacle).toEqual({ reason: "codec", what: "the kind b" });
  });

  it("counts as empty when it has no bytes", async () => {
    expect((await inspectBytes(new Uint8Array(0))).obstacle).toMatchObject({ reason: "empty" });
  });
});
