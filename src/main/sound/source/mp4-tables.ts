import { RemoteError } from "../../../shared/errors.ts";
import { viewOf } from "../../media/bytes.ts";
import type { Boxes } from "./mp4-movie.ts";

export const badTable = () => new RemoteError("malformed", "the MP4 file's tables are damaged");

/** Where a packet is in the file. */
export interface Place {
  readonly offset: number;
  readonly size: number;
}

/**
 * Where the packets of a track are and when they sound (ISO/IEC 14496-12, 8.6.1.2 and 8.7). The tables stay
 * as they are in the file, four bytes a packet: a song of ten hours has one and a half million.
 */
export class SampleTables {
  /** Of packets. */
  readonly count: number;
  readonly #sizes: Sizes;
  readonly #chunks: Table;
  /** Bytes of a chunk's place. */
  readonly #isWide: boolean;
  readonly #runs: Table;
  readonly #times: Table;

  /** Throws `malformed` for tables that are no whole ones or contradict each other. */
  constructor(boxes: Boxes) {
    const only = (type: string) => boxes.get(type)?.[0];
    this.#sizes = sizesOf(only("stsz"), only("stz2"));
    this.count = this.#sizes.count;
    const wide = only("co64");
    this.#isWide = wide !== undefined;
    this.#chunks = tableOf(wide ?? only("stco"), this.#isWide ? 8 : 4);
    this.#runs = tableOf(only("stsc"), 12);
    this.#times = tableOf(only("stts"), 8);
    this.#check();
  }

  /** Packets are described by more than one entry of the description. */
  get hasOtherEntries(): boolean {
    const { count, view } = this.#runs;
    for (let run = 0; run < count; run++) if (view.getUint32(run * 12 + 8) !== 1) return true;
    return false;
  }

  /** The file can be read from front to back. */
  get isInOrder(): boolean {
    let last = -1;
    for (let chunk = 0; chunk < this.#chunks.count; chunk++) {
      const offset = this.#chunkAt(chunk);
      if (offset < last) return false;
      last = offset;
    }
    return true;
  }

  /**
   * All packets sound equally long, the last one at most so. Else times are rounded, or of pieces that
   * somebody put together, and where the sound ends is to be heard and not reckoned.
   */
  get isSteady(): boolean {
    const { count, view } = this.#times;
    const isShort =
      count === 2 && view.getUint32(8) === 1 && view.getUint32(12) <= view.getUint32(4);
    return count === 1 || isShort;
  }

  /** Of the whole track, in its time scale. */
  get length(): number {
    return this.tickOf(this.count);
  }

  /** When a packet sounds, in the time scale of the track. */
  tickOf(packet: number): number {
    const { count, view } = this.#times;
    let tick = 0;
    for (let run = 0, left = packet; run < count && left > 0; run++) {
      const packets = Math.min(left, view.getUint32(run * 8));
      tick += packets * view.getUint32(run * 8 + 4);
      left -= packets;
    }
    return tick;
  }

  /** The packet that sounds then; the last one for what is beyond it. */
  packetAt(tick: number): number {
    const { count, view } = this.#times;
    let packet = 0;
    for (let run = 0, left = tick; run < count; run++) {
      const [packets, each] = [view.getUint32(run * 8), view.getUint32(run * 8 + 4)];
      if (packets * each > left) {
        packet += Math.floor(left / each);
        break;
      }
      left -= packets * each;
      packet += packets;
    }
    return Math.min(packet, Math.max(0, this.count - 1));
  }

  /** The places of the packets from this one on. Throws `malformed` where a table has too few. */
  *placesFrom(first: number): Generator<Place, undefined, undefined> {
    const { count, view } = this.#runs;
    let packet = 0;
    for (let run = 0; run < count && packet < this.count; run++) {
      let chunk = view.getUint32(run * 12) - 1;
      const each = view.getUint32(run * 12 + 4);
      const next = run + 1 < count ? view.getUint32(run * 12 + 12) - 1 : this.#chunks.count;
      const end = Math.min(next, this.#chunks.count);
      const passed = Math.min(Math.floor(Math.max(0, first - packet) / each), end - chunk);
      packet += passed * each;
      for (chunk += passed; chunk < end && packet < this.count; chunk++) {
        const last = Math.min(packet + each, this.count);
        for (let offset = this.#chunkAt(chunk); packet < last; packet++) {
          const size = this.#sizes.of(packet);
          if (packet >= first) yield { offset, size };
          offset += size;
        }
      }
    }
    if (packet < this.count) throw badTable();
  }

  #chunkAt(chunk: number): number {
    const { view } = this.#chunks;
    return this.#isWide ? Number(view.getBigUint64(chunk * 8)) : view.getUint32(chunk * 4);
  }

  #check(): void {
    const { count, view } = this.#runs;
    for (let run = 0, last = 0; run < count; run++) {
      const chunk = view.getUint32(run * 12);
      const isNext = run === 0 ? chunk === 1 : chunk > last;
      if (!isNext || view.getUint32(run * 12 + 4) === 0) throw badTable();
      last = chunk;
    }
    let timed = 0;
    for (let run = 0; run < this.#times.count; run++) timed += this.#times.view.getUint32(run * 8);
    if (timed < this.count || !Number.isSafeInteger(this.length)) throw badTable();
  }
}

interface Table {
  readonly count: number;
  /** Of the entries. */
  readonly view: DataView;
}

/** Version and flags, a count, and as many entries of `width` bytes. */
function tableOf(bytes: Uint8Array | undefined, width: number): Table {
  if (!bytes || bytes.length < 8) throw badTable();
  const count = viewOf(bytes).getUint32(4);
  if (count * width > bytes.length - 8) throw badTable();
  return { count, view: viewOf(bytes.subarray(8)) };
}

interface Sizes {
  readonly count: number;
  of(packet: number): number;
}

/** A hundred hours of the shortest packets; where all are of one size, a table could claim billions. */
const MOST_PACKETS = 1 << 24;

/** `stsz`, or `stz2`, whose sizes have 4, 8 or 16 bits. */
function sizesOf(plain: Uint8Array | undefined, small: Uint8Array | undefined): Sizes {
  const bytes = plain ?? small;
  if (!bytes || bytes.length < 12) throw badTable();
  const view = viewOf(bytes);
  const [told, count] = [view.getUint32(4), view.getUint32(8)];
  if (count > MOST_PACKETS) throw badTable();
  if (plain && told > 0) return { count, of: () => told };
  const bits = plain ? 32 : told & 0xff;
  if (count * bits > (bytes.length - 12) * 8) throw badTable();
  switch (bits) {
    case 32:
      return { count, of: (packet) => view.getUint32(12 + packet * 4) };
    case 16:
      return { count, of: (packet) => view.getUint16(12 + packet * 2) };
    case 8:
      return { count, of: (packet) => view.getUint8(12 + packet) };
    case 4:
      return {
        count,
        of: (packet) => (view.getUint8(12 + (packet >> 1)) >> (packet & 1 ? 0 : 4)) & 15,
      };
    default:
      throw badTable();
  }
}
