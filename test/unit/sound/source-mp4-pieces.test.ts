import { describe, expect, it } from "vitest";
import { ByteWindow } from "../../../src/main/sound/source/byte-window.ts";
import { parseFragment } from "../../../src/main/sound/source/mp4-fragments.ts";
import { openDecoder } from "../../../src/main/sound/source/open-decoder.ts";
import { fuzz } from "../../support/fuzz.ts";
import { box, mp4Pieces, mp4Song, type PiecesShape } from "../../support/mp4-song.ts";
import { type PlainOptions, PlainPackets, plainPackets } from "../../support/plain-packets.ts";
import { bytesAt, counting, expectSame, never, samplesOf } from "../../support/sound-bytes.ts";

const COUNT = 50;
const sound = counting(1024 * COUNT);
const packets = plainPackets(sound.bytes);
const from = (frame: number) => sound.pcm.subarray(frame * 2);

interface Room extends PlainOptions {
  readonly canSeek?: boolean;
}

/** All of it from a place on. */
async function heard(bytes: Uint8Array, startS = 0, { canSeek = true, ...options }: Room = {}) {
  const { decoder: openAac } = new PlainPackets(options);
  const window = new ByteWindow({ ...bytesAt(bytes), canSeek });
  const decoder = await openDecoder(window, { path: null, openAac }, never);
  try {
    expect(decoder.canSeek).toBe(canSeek);
    if (startS > 0) await decoder.seek(startS, never);
    return await samplesOf(decoder);
  } finally {
    await decoder.close();
  }
}

describe("an MP4 song that is told in pieces", () => {
  const shapes: readonly (readonly [string, PiecesShape])[] = [
    ["of some packets", { packets, perPiece: 7 }],
    ["of one packet", { packets, perPiece: 1 }],
    ["of which there is one", { packets, perPiece: 99 }],
    ["whose packets are all alike", { packets, perPiece: 10, byDefault: true }],
  ];

  it.each(shapes)("RA-15: is decoded in order, also as it comes: %s", async (_, shape) => {
    expectSame(await heard(mp4Pieces(shape)), sound.pcm);
    expectSame(await heard(mp4Pieces(shape), 0, { canSeek: false, late: 2 }), sound.pcm);
  });

  it.each(shapes)("begins at the very frame that was sought: %s", async (_, shape) => {
    for (const frame of [1, 1024, 7 * 1024, 7 * 1024 - 1, 30_000, 1024 * COUNT - 1]) {
      expectSame(await heard(mp4Pieces(shape), frame / 44_100, { late: 1 }), from(frame));
    }
    expect((await heard(mp4Pieces(shape), 99)).length).toBe(0);
  });

  it("begins where its edit list says", async () => {
    const bytes = mp4Pieces({ packets, perPiece: 7, edits: [[0, 2112]] });
    expectSame(await heard(bytes), from(2112));
    expectSame(await heard(bytes, 0.5), from(2112 + 22_050));
  });

  it("cut anywhere ends after a whole piece, or is malformed, and never hangs", async () => {
    const few = plainPackets(sound.bytes.subarray(0, 64 * 12), 16);
    const bytes = mp4Pieces({ packets: few, perPiece: 3, each: 16 });
    const endings = new Set<string>();
    for (let length = 0; length < bytes.length; length += 3) {
      for (const canSeek of [true, false]) {
        const ended = await heard(bytes.subarray(0, length), 0, { canSeek }).then(
          (pcm) => (pcm.length % (16 * 2 * 3) === 0 ? "whole pieces" : "a part"),
          (error) => error.code,
        );
        endings.add(ended);
      }
    }
    expect([...endings].sort()).toEqual(["malformed", "whole pieces"]);
  });

  it("whose pieces claim more than they have is malformed", async () => {
    const good = mp4Pieces({ packets, perPiece: 7 });
    const view = new DataView(good.buffer);
    for (const [type, offset, value] of [
      ["trun", 4, 0x7fff_ffff],
      ["trun", 4, 8],
      ["trun", 8, 0x8000_0000],
      ["traf", -4, 7],
      ["moof", -4, 0x7fff_ffff],
      ["trun", 16, 0x7fff_ffff],
    ] as const) {
      const place =
        Buffer.from(good).indexOf(type, 0, "latin1") + 4 + offset - (offset < 0 ? 4 : 0);
      const before = view.getUint32(place);
      view.setUint32(place, value);
      await expect(heard(good), `${type} ${offset}`).rejects.toMatchObject({ code: "malformed" });
      view.setUint32(place, before);
    }
    expectSame(await heard(good), sound.pcm);
  });

  it("and of nothing but other things ends soon", async () => {
    const head = mp4Song({ packets: [], more: [box("mvex")] });
    const many = Array.from({ length: 2000 }, () => box("free"));
    const bytes = new Uint8Array(Buffer.concat([head, ...many]));
    await expect(heard(bytes)).rejects.toMatchObject({ code: "malformed" });
  });

  const piece = Buffer.from(mp4Pieces({ packets: packets.slice(0, 5), perPiece: 5 }));
  const at = piece.indexOf("moof") + 4;
  const moof = new Uint8Array(piece.subarray(at, at + piece.readUInt32BE(at - 8) - 8));

  it("has the packets of its own track only", () => {
    const defaults = { duration: 1, size: 2 };
    expect(parseFragment(moof, 1, 500, defaults).map(({ size }) => size)).toEqual(
      Array(5).fill(4096),
    );
    expect(parseFragment(moof, 2, 500, defaults)).toEqual([]);
  });

  fuzz("a piece of a song", (bytes) => parseFragment(bytes, 1, 0, { duration: 0, size: 0 }), {
    seeds: [moof],
  });
});
