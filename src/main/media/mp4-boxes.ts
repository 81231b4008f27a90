import type { BoundedFile } from "./bounded-file.ts";
import { ascii, box, viewOf } from "./bytes.ts";
import { plainDescription } from "./mp4-description.ts";

/**
 * The few boxes of an MP4 or QuickTime file that say how long it is and what is inside. Everything
 * else, above all the tables of samples, is left out before a parser sees it: their counts are what a
 * hostile file would use to make a parser run without end.
 *
 * ISO/IEC 14496-12, 4.2 (boxes) and 8.1 to 8.5.
 */
interface Tree {
  readonly [type: string]: Tree | number;
}

/** A number is the most bytes that the box may have; a tree is a box of boxes. */
const wanted: Tree = {
  moov: {
    mvhd: 256,
    trak: {
      tkhd: 256,
      mdia: { mdhd: 256, hdlr: 1024, minf: { stbl: { stsd: 64 * 1024 } } },
    },
    mvex: { mehd: 256 },
  },
};
const MOST_TRACKS = 32;

interface Header {
  readonly type: string;
  /** Of what is inside, in the file. */
  readonly start: number;
  readonly end: number;
  /** False: it claims to go on beyond its parent, or the file. */
  readonly isWhole: boolean;
}

export interface MovieBox {
  /** With nothing in it but `wanted`. */
  readonly bytes: Uint8Array;
  /** The types of the sample entries that are `OTHER_ENTRY` in there, by their data reference index. */
  readonly otherTypes: readonly string[];
}

/** Undefined when there is none in reach, or only its beginning. */
export async function readMovie(file: BoundedFile): Promise<MovieBox | undefined> {
  for (let position = 0; position < file.size; ) {
    const header = await readHeader(file, position, file.size);
    if (!header) return undefined;
    if (header.type === "moov") {
      if (!header.isWhole) return undefined;
      const otherTypes: string[] = [];
      const bytes = await new Reading(file, otherTypes).box(header, wanted["moov"] ?? {});
      return { bytes, otherTypes };
    }
    position = header.end;
  }
  return undefined;
}

class Reading {
  readonly #file: BoundedFile;
  readonly #otherTypes: string[];
  #tracks = 0;

  constructor(file: BoundedFile, otherTypes: string[]) {
    this.#file = file;
    this.#otherTypes = otherTypes;
  }

  async box({ type, start, end }: Header, rule: Tree | number): Promise<Uint8Array> {
    if (typeof rule !== "number") return box(type, await this.#children(start, end, rule));
    if (end - start > rule) return new Uint8Array(0);
    const bytes = await this.#file.read(start, end - start);
    return box(type, [type === "stsd" ? plainDescription(bytes, this.#otherTypes) : bytes]);
  }

  async #children(start: number, end: number, rule: Tree): Promise<readonly Uint8Array[]> {
    const kept: Uint8Array[] = [];
    for (let position = start; position < end; ) {
      const header = await readHeader(this.#file, position, end);
      if (!header) break;
      position = header.end;
      const inside = Object.hasOwn(rule, header.type) ? rule[header.type] : undefined;
      if (inside === undefined) continue;
      if (header.type === "trak") this.#tracks += 1;
      if (this.#tracks <= MOST_TRACKS) kept.push(await this.box(header, inside));
    }
    return kept;
  }
}

/** Undefined where no box can be. A box ends with its parent, whatever it claims. */
async function readHeader(
  file: BoundedFile,
  position: number,
  parentEnd: number,
): Promise<Header | undefined> {
  const bytes = await file.read(position, 16);
  if (bytes.length < 8) return undefined;
  const view = viewOf(bytes);
  const type = ascii(bytes, 4, 8);
  const short = view.getUint32(0);
  const isLong = short === 1;
  if (isLong && bytes.length < 16) return undefined;
  const size = isLong ? Number(view.getBigUint64(8)) : short === 0 ? parentEnd - position : short;
  const headerBytes = isLong ? 16 : 8;
  if (size < headerBytes) return undefined;
  const end = Math.min(position + size, parentEnd);
  const isWhole = position + size <= parentEnd;
  return { type, start: Math.min(position + headerBytes, end), end, isWhole };
}
