import { RemoteError } from "../../../shared/errors.ts";
import { viewOf } from "../../media/bytes.ts";
import { Reader } from "../../wire/reader.ts";
import { type ByteWindow, cutShort } from "./byte-window.ts";
import { type Boxes, parseBoxHead } from "./mp4-movie.ts";
import { badTable, type Place } from "./mp4-tables.ts";
import type { Places } from "./mp4-track.ts";

/** What a packet has where its fragment does not say otherwise. */
export interface PacketDefaults {
  /** Ticks. */
  readonly duration: number;
  readonly size: number;
}

export interface FragmentPacket extends Place {
  readonly duration: number;
}

/** A minute of the shortest packets is a tenth of it. */
const MOST_PACKETS = 65_536;
/** From one piece to the next. */
const MOST_BOXES = 1000;

/**
 * The packets of a track that is told in pieces, from where the window stands: each piece says what is in
 * the sound after it (ISO/IEC 14496-12, 8.8). Null: some of it is told at once, which nobody does.
 */
export function fragmentPlaces(bytes: ByteWindow, movie: Boxes, track: Boxes): Places | null {
  const header = track.get("tkhd")?.[0];
  const sizes = track.get("stsz")?.[0];
  if (sizes && sizes.length >= 12 && viewOf(sizes).getUint32(8) > 0) return null;
  if (!header || header.length < 24) throw badTable();
  const id = viewOf(header).getUint32(header[0] === 1 ? 20 : 12);
  const own = (movie.get("trex") ?? []).find(
    (box) => box.length >= 24 && viewOf(box).getUint32(4) === id,
  );
  const view = own && viewOf(own);
  const defaults = { duration: view?.getUint32(12) ?? 0, size: view?.getUint32(16) ?? 0 };
  return new FragmentPlaces(bytes, id, defaults);
}

class FragmentPlaces implements Places {
  /** As long as most packets of AAC are. */
  readonly packetsPerSecond = 44;
  readonly #bytes: ByteWindow;
  readonly #id: number;
  readonly #defaults: PacketDefaults;
  readonly #first: number;
  /** Of the next box that is looked at. */
  #at: number;
  /** Of the last piece, whose sound was not come to yet; and of the one before, to be given now. */
  #told: FragmentPacket[] = [];
  #packets: FragmentPacket[] = [];
  #given = 0;

  constructor(bytes: ByteWindow, id: number, defaults: PacketDefaults) {
    this.#bytes = bytes;
    this.#id = id;
    this.#defaults = defaults;
    this.#first = bytes.position;
    this.#at = bytes.position;
  }

  async next(signal: AbortSignal): Promise<Place | null> {
    while (this.#given >= this.#packets.length) if (!(await this.#piece(signal))) return null;
    return this.#packets[this.#given++] ?? null;
  }

  async seek(tick: number, runUp: number, signal: AbortSignal): Promise<number> {
    this.#at = this.#first;
    this.#told = [];
    let before: FragmentPacket[] = [];
    for (let start = 0; await this.#piece(signal); ) {
      const packets = [...before, ...this.#packets];
      let at = start - before.reduce((sum, { duration }) => sum + duration, 0);
      for (let index = 0; index < packets.length; index++) {
        const duration = packets[index]?.duration ?? 0;
        if (at + duration > tick) {
          const first = Math.max(0, index - runUp);
          this.#packets = packets.slice(first);
          return at - packets.slice(first, index).reduce((sum, one) => sum + one.duration, 0);
        }
        at += duration;
      }
      start = at;
      before = packets.slice(-runUp);
    }
    this.#packets = [];
    return tick;
  }

  /** Reads up to the sound of the next piece. False: there is none. */
  async #piece(signal: AbortSignal): Promise<boolean> {
    const bytes = this.#bytes;
    for (let boxes = 0; boxes < MOST_BOXES; boxes++) {
      await this.#goTo(this.#at, signal);
      const seen = await bytes.peek(16, signal);
      if (seen.length === 0) return false;
      const head = parseBoxHead(seen);
      if (!head) throw badTable();
      const start = bytes.position;
      const size = head.size ?? (bytes.size ?? Number.POSITIVE_INFINITY) - start;
      if (head.type === "moof") {
        const piece = await bytes.peek(size, signal);
        if (piece.length < size) throw cutShort();
        this.#told = parseFragment(
          piece.subarray(head.headBytes, size),
          this.#id,
          start,
          this.#defaults,
        );
      }
      this.#at = start + size;
      if (head.type !== "mdat") continue;
      this.#packets = this.#told;
      this.#given = 0;
      this.#told = [];
      if (this.#packets.length > 0) return true;
    }
    throw new RemoteError("malformed", "the MP4 file is told in pieces without end");
  }

  async #goTo(place: number, signal: AbortSignal): Promise<void> {
    const bytes = this.#bytes;
    if (place < bytes.position) {
      if (!bytes.canSeek) throw badTable();
      bytes.seek(place);
    } else if (bytes.size !== null && place >= bytes.size && bytes.canSeek) bytes.seek(bytes.size);
    else await bytes.skip(place - bytes.position, signal);
  }
}

/**
 * What a piece (the content of `moof`) says of the packets of a track. `start`: where it begins in the file.
 * Throws `malformed`.
 */
export function parseFragment(
  bytes: Uint8Array,
  id: number,
  start: number,
  defaults: PacketDefaults,
): FragmentPacket[] {
  const packets: FragmentPacket[] = [];
  for (const traf of boxesIn(bytes, "traf")) {
    const [header] = boxesIn(traf, "tfhd");
    if (!header) throw badTable();
    const reader = new Reader(header);
    const flags = reader.u32be();
    if (reader.u32be() !== id) continue;
    const base = flags & 1 ? Number(reader.u64be()) : start;
    if (flags & 2) reader.skip(4);
    const duration = flags & 8 ? reader.u32be() : defaults.duration;
    const size = flags & 16 ? reader.u32be() : defaults.size;
    let offset = base;
    for (const run of boxesIn(traf, "trun")) {
      offset = addRun(packets, run, { base, offset, duration, size });
    }
  }
  return packets;
}

interface RunDefaults extends PacketDefaults {
  /** Where its own places are counted from, and where the run before it ended. */
  readonly base: number;
  readonly offset: number;
}

/** Where the run ends. */
function addRun(packets: FragmentPacket[], run: Uint8Array, defaults: RunDefaults): number {
  const reader = new Reader(run);
  const flags = reader.u32be();
  const count = reader.u32be();
  if (packets.length + count > MOST_PACKETS) throw badTable();
  let offset = flags & 1 ? defaults.base + (reader.u32be() | 0) : defaults.offset;
  if (flags & 4) reader.skip(4);
  for (let packet = 0; packet < count; packet++) {
    const duration = flags & 0x100 ? reader.u32be() : defaults.duration;
    const size = flags & 0x200 ? reader.u32be() : defaults.size;
    if (flags & 0x400) reader.skip(4);
    if (flags & 0x800) reader.skip(4);
    if (offset < 0) throw badTable();
    packets.push({ offset, size, duration });
    offset += size;
  }
  return offset;
}

/** The content of the boxes of one type among boxes in a row. */
function boxesIn(bytes: Uint8Array, wanted: string): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let at = 0; at + 8 <= bytes.length; ) {
    const head = parseBoxHead(bytes.subarray(at));
    const size = head?.size ?? bytes.length - at;
    if (!head || at + size > bytes.length) throw badTable();
    if (head.type === wanted) found.push(bytes.subarray(at + head.headBytes, at + size));
    at += size;
  }
  return found;
}
