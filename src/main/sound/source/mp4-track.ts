import { RemoteError } from "../../../shared/errors.ts";
import { type ByteWindow, cutShort, LARGEST_PEEK } from "./byte-window.ts";
import type { Place, SampleTables } from "./mp4-tables.ts";
import type { PacketFormat } from "./packet-decoder.ts";
import { type PacketRun, type PacketTrack, RUN_UP } from "./packet-track.ts";

/** Decoded at once. */
const RUN_S = 0.75;

/** Where the packets of a track are, one after another. */
export interface Places {
  /** About, and at least one. */
  readonly packetsPerSecond: number;
  /** Null: there are no more. Rejects as the bytes do, and then nothing is lost. */
  next(signal: AbortSignal): Promise<Place | null>;
  /** The next one is that many packets before what sounds at `tick`. When it sounds. */
  seek(tick: number, runUp: number, signal: AbortSignal): Promise<number>;
}

/** By tables. */
export class TablePlaces implements Places {
  readonly packetsPerSecond: number;
  readonly #tables: SampleTables;
  #places: Iterator<Place, undefined>;

  /** `scale`: ticks in a second. */
  constructor(tables: SampleTables, scale: number) {
    this.#tables = tables;
    this.#places = tables.placesFrom(0);
    this.packetsPerSecond = Math.max(1, (tables.count * scale) / Math.max(1, tables.length));
  }

  async next(): Promise<Place | null> {
    return this.#places.next().value ?? null;
  }

  async seek(tick: number, runUp: number): Promise<number> {
    const packet = Math.max(0, this.#tables.packetAt(tick) - runUp);
    this.#places = this.#tables.placesFrom(packet);
    return this.#tables.tickOf(packet);
  }
}

export interface Mp4TrackParts {
  readonly bytes: ByteWindow;
  readonly format: PacketFormat;
  readonly places: Places;
  /** Ticks in a second. */
  readonly scale: number;
  /** What of it is the song, in ticks; without a length: to the end. */
  readonly start: number;
  readonly length: number | null;
  readonly durationS: number | null;
  readonly canSeek: boolean;
}

/** The packets of an MP4 file. */
export class Mp4Track implements PacketTrack {
  readonly format: PacketFormat;
  readonly scale: number;
  readonly start: number;
  readonly length: number | null;
  readonly durationS: number | null;
  readonly canSeek: boolean;
  readonly isLive = false;
  readonly #bytes: ByteWindow;
  readonly #places: Places;
  readonly #mostPackets: number;
  #place: Place | null = null;
  /** Read and not given yet. */
  #packets: Uint8Array[] = [];

  constructor({ bytes, format, places, scale, start, length, durationS, canSeek }: Mp4TrackParts) {
    this.format = format;
    this.scale = scale;
    this.start = start;
    this.length = length;
    this.durationS = durationS;
    this.canSeek = canSeek;
    this.#bytes = bytes;
    this.#places = places;
    this.#mostPackets = Math.min(256, Math.ceil(places.packetsPerSecond * RUN_S));
  }

  async next(signal: AbortSignal): Promise<PacketRun | null> {
    while (this.#packets.length < this.#mostPackets) {
      this.#place ??= await this.#places.next(signal);
      if (this.#place === null) break;
      const { size } = this.#place;
      // A slow network gives what it has rather than nothing.
      if (this.#packets.length > 0 && this.#bytes.isFar && this.#bytes.held.length < size) break;
      if (!(await this.#read(this.#place, signal))) break;
      this.#place = null;
    }
    const packets = this.#packets;
    this.#packets = [];
    return packets.length === 0 ? null : { format: this.format, packets };
  }

  seek(tick: number, signal: AbortSignal): Promise<number> {
    return this.#places.seek(tick, RUN_UP[this.format.codec], signal);
  }

  /** False: the file ends before it, and there are packets to be given first. */
  async #read({ offset, size }: Place, signal: AbortSignal): Promise<boolean> {
    if (size === 0) return true;
    if (size > LARGEST_PEEK) throw new RemoteError("malformed", "a packet of sound is too large");
    const bytes = this.#bytes;
    if (offset < bytes.position && !bytes.canSeek) {
      throw new RemoteError("malformed", "the sound is not in order");
    }
    if (offset < bytes.position) bytes.seek(offset);
    else if (offset > bytes.position) await bytes.skip(offset - bytes.position, signal);
    const seen = await bytes.peek(size, signal);
    if (seen.length < size) {
      if (this.#packets.length > 0) return false;
      throw cutShort();
    }
    this.#packets.push(seen.slice(0, size));
    bytes.drop(size);
    return true;
  }
}
