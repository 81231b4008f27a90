import { RemoteError } from "../../../shared/errors.ts";
import { concatBytes } from "../../wire/bytes.ts";
import type { ByteWindow } from "./byte-window.ts";
import { cutShort } from "./byte-window.ts";
import type { Decoder, Samples } from "./decoder.ts";
import { joinChannels } from "./floats.ts";
import type { OggCodec, OggHeaders } from "./ogg-codec.ts";
import { OggFlacHeaders } from "./ogg-flac.ts";
import { OpusHeaders } from "./ogg-opus.ts";
import { nextOggPage, type OggPage } from "./ogg-pages.ts";
import { lastGranule, pageBefore } from "./ogg-search.ts";
import { VorbisHeaders } from "./ogg-vorbis.ts";
import { Trim } from "./trim.ts";

const MOST_PAGES_BEFORE_SOUND = 4000;
/** A picture among the comments is a packet of some megabytes. */
const LARGEST_PACKET = 16 * 1024 * 1024;

/** An Ogg stream from its first byte, whatever of ours is in it. `unsupported` for what is not. */
export async function openOgg(bytes: ByteWindow, signal: AbortSignal): Promise<Decoder> {
  const decoder = new OggDecoder(bytes);
  try {
    await decoder.begin(signal);
    return decoder;
  } catch (error) {
    await decoder.close();
    throw error;
  }
}

function headersFor(packet: Uint8Array): OggHeaders | null {
  const name = String.fromCharCode(...packet.subarray(0, 8));
  if (name.startsWith("\x01vorbis")) return new VorbisHeaders();
  if (name === "OpusHead") return new OpusHeaders();
  return name.startsWith("\x7fFLAC") ? new OggFlacHeaders() : null;
}

class OggDecoder implements Decoder {
  readonly layout = "vorbis";
  readonly canSeek: boolean;
  readonly #bytes: ByteWindow;
  readonly #start: number;
  #durationS: number | null = null;
  #serial: number | null = null;
  #headers: OggHeaders | null = null;
  #codec: OggCodec | null = null;
  #trim = new Trim(0, null);
  /** Parts of a packet that is not whole yet. */
  #open: Uint8Array[] = [];
  /** Samples decoded of this stream, and the first of them in its own count; null: not told yet. */
  #decoded = 0;
  #origin: number | null = null;
  #title: string | undefined;
  #wasLast = false;

  constructor(bytes: ByteWindow) {
    this.#bytes = bytes;
    this.#start = bytes.position;
    this.canSeek = bytes.canSeek && bytes.size !== null;
  }

  get format(): string {
    return this.#codec?.format ?? "Ogg";
  }

  get durationS(): number | null {
    return this.#durationS;
  }

  get comments(): ReadonlyMap<string, string> {
    return this.#headers?.comments ?? new Map();
  }

  async begin(signal: AbortSignal): Promise<void> {
    const sound = this.#codec === null ? await this.#untilCodec(signal) : null;
    if (!sound || !this.canSeek) return;
    const at = this.#bytes.position;
    const end = await lastGranule(this.#bytes, sound.serial, this.#start, signal);
    this.#bytes.seek(at);
    if (end !== null) this.#durationS = Math.max(0, end - sound.codec.preSkip) / sound.codec.rate;
  }

  async next(signal: AbortSignal): Promise<Samples | null> {
    for (;;) {
      const page = await nextOggPage(this.#bytes, signal);
      if (!page) {
        if (this.#open.length > 0) throw cutShort();
        return null;
      }
      const samples = await this.#page(page);
      if (samples?.channels[0]?.length) return samples;
    }
  }

  async seek(seconds: number, signal: AbortSignal): Promise<void> {
    const codec = this.#codec;
    if (!codec || this.#serial === null) return;
    const wanted = Math.round(seconds * codec.rate) + codec.preSkip;
    const after = this.#bytes.position;
    const target = Math.max(0, wanted - codec.runUp);
    const found = await pageBefore(this.#bytes, this.#serial, { after, target }, signal);
    this.#bytes.seek(found?.byte ?? after);
    if (!found) return this.#trim.startAt(wanted, 0);
    // The page itself only fills the decoder: where its packets begin nobody says, where they end it does.
    const page = await nextOggPage(this.#bytes, signal);
    if (page) await this.#page(page);
    this.#decoded = 0;
    this.#origin = found.granule;
    this.#trim.startAt(wanted, found.granule);
  }

  async close(): Promise<void> {
    this.#codec?.close();
  }

  async #untilCodec(signal: AbortSignal) {
    for (let pages = 0; pages < MOST_PAGES_BEFORE_SOUND; pages++) {
      const page = await nextOggPage(this.#bytes, signal);
      if (!page) throw cutShort();
      if (!page.isFirst && this.#serial === null) break;
      await this.#page(page);
      if (this.#codec && this.#serial !== null) return { codec: this.#codec, serial: this.#serial };
    }
    throw new RemoteError("unsupported", "nothing here decodes this", {
      subject: "this Ogg stream",
    });
  }

  async #page(page: OggPage): Promise<Samples | null> {
    if (page.isFirst) this.#newStream(page);
    if (page.serial !== this.#serial) return null;
    const gathered: (readonly Float32Array[])[] = [];
    for (const packet of this.#packets(page)) {
      const channels = await this.#packet(packet);
      if (channels?.[0]?.length) gathered.push(channels);
    }
    this.#wasLast = page.isLast;
    return this.#codec && this.#samples(page, this.#codec, joinChannels(gathered));
  }

  /** One stream after another (a radio's titles), or one beside it, which is not ours. */
  #newStream(page: OggPage): void {
    const headers = headersFor(page.parts[0] ?? new Uint8Array(0));
    if (!headers || (this.#serial !== null && !this.#codec)) return;
    if (this.#codec && this.#decoded === 0 && !this.#wasLast) return;
    this.#codec?.close();
    this.#codec = null;
    this.#headers = headers;
    this.#serial = page.serial;
    this.#open = [];
    this.#decoded = 0;
    this.#origin = null;
  }

  *#packets(page: OggPage): Generator<Uint8Array> {
    // What went before was lost, or was before the place that was sought.
    const isOrphan = page.isContinued && this.#open.length === 0;
    if (!page.isContinued) this.#open = [];
    for (const [index, part] of page.parts.entries()) {
      const isOpen = page.isOpen && index === page.parts.length - 1;
      const isOrphaned = isOrphan && index === 0;
      if (isOpen) {
        if (!isOrphaned) this.#open.push(part.slice());
        continue;
      }
      const packet = this.#open.length > 0 ? concatBytes(...this.#open, part) : part;
      this.#open = [];
      if (!isOrphaned) yield packet;
    }
    if (this.#open.reduce((sum, { length }) => sum + length, 0) > LARGEST_PACKET) {
      throw new RemoteError("malformed", "a packet of the stream is without end");
    }
  }

  async #packet(packet: Uint8Array): Promise<readonly Float32Array[] | null> {
    if (this.#codec) return packet.length > 0 ? await this.#codec.decode(packet) : null;
    this.#codec = (await this.#headers?.push(packet)) ?? null;
    if (this.#codec && this.#headers) {
      this.#trim = new Trim(this.#codec.preSkip, null);
      this.#title = titleOf(this.#headers.comments);
    }
    return null;
  }

  #samples(page: OggPage, codec: OggCodec, decoded: readonly Float32Array[]): Samples | null {
    const length = decoded[0]?.length ?? 0;
    if (length === 0) return null;
    let first = 0;
    let last = length;
    const before = this.#decoded;
    this.#decoded += length;
    if (page.granule !== null) {
      const origin = this.#origin ?? (page.isLast ? 0 : page.granule - this.#decoded);
      // A first page that counts fewer than it holds: what is too many is at its beginning.
      if (this.#origin === null) first = Math.min(length, Math.max(0, -origin - before));
      this.#origin ??= origin;
      // A last page that counts fewer: at its end (Vorbis I, A.2).
      if (page.isLast) last -= Math.max(0, this.#origin + this.#decoded - page.granule);
    }
    const cut = decoded.map((samples) => samples.subarray(first, Math.max(first, last)));
    const channels = this.#trim.apply(cut);
    const title = this.#title;
    this.#title = undefined;
    return { rate: codec.rate, channels, ...(title !== undefined && { title }) };
  }
}

/** In the words of a radio; undefined: it says none. */
function titleOf(comments: ReadonlyMap<string, string>): string | undefined {
  const parts = [comments.get("ARTIST"), comments.get("TITLE")].filter((part) => part);
  return parts.length > 0 ? parts.join(" - ") : undefined;
}
