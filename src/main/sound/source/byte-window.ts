import { RemoteError } from "../../../shared/errors.ts";
import { concatBytes } from "../../wire/bytes.ts";
import type { ByteSource } from "./byte-source.ts";

const nothing = new Uint8Array(0);

/** More than this is never looked at before it is taken. */
export const LARGEST_PEEK = 1024 * 1024;

/** Asked of the source at once: each time is a turn of a thread for a file. */
const AT_ONCE = 64 * 1024;

/**
 * A source of bytes through which a decoder looks before it takes. `peek` and `take` give views that are
 * valid until the next call.
 */
export class ByteWindow {
  readonly #source: ByteSource;
  #held: Uint8Array = nothing;
  #position = 0;
  #isOver = false;

  /** `position`: of the first byte that the source gives, when it is not the first of its file. */
  constructor(source: ByteSource, position = 0) {
    this.#source = source;
    this.#position = position;
  }

  get size(): number | null {
    return this.#source.size;
  }

  get isLive(): boolean {
    return this.#source.isLive ?? false;
  }

  get canSeek(): boolean {
    return this.#source.canSeek;
  }

  get isFar(): boolean {
    return this.#source.isFar ?? false;
  }

  /** Of the next byte. */
  get position(): number {
    return this.#position;
  }

  /** What is held already and costs no waiting. */
  get held(): Uint8Array {
    return this.#held;
  }

  /** At least `length` of the next bytes, fewer only at the end. They stay. */
  async peek(length: number, signal: AbortSignal): Promise<Uint8Array> {
    if (length > LARGEST_PEEK)
      throw new RemoteError("malformed", "a part of the file is too large");
    while (this.#held.length < length && !this.#isOver) await this.#more(length, signal);
    return this.#held;
  }

  /** Exactly `length` bytes; `malformed` when there are fewer. */
  async take(length: number, signal: AbortSignal): Promise<Uint8Array> {
    const bytes = await this.peek(length, signal);
    if (bytes.length < length) throw cutShort();
    this.drop(length);
    return bytes.subarray(0, length);
  }

  /** Whatever comes next, at most `length`; none at the end. */
  async some(length: number, signal: AbortSignal): Promise<Uint8Array> {
    if (this.#held.length === 0) await this.#more(length, signal);
    const bytes = this.#held.subarray(0, length);
    this.drop(bytes.length);
    return bytes;
  }

  /** The first `length` of what is held are done with. */
  drop(length: number): void {
    this.#held = this.#held.subarray(length);
    this.#position += length;
  }

  /** Goes past `length` bytes without keeping them. */
  async skip(length: number, signal: AbortSignal): Promise<void> {
    if (this.canSeek && length > this.#held.length) {
      this.seek(this.#position + length);
      return;
    }
    for (let left = length; left > 0; ) {
      const bytes = await this.some(left, signal);
      if (bytes.length === 0) throw cutShort();
      left -= bytes.length;
    }
  }

  /** The next byte is that one. Only where `canSeek`. */
  seek(position: number): void {
    this.#source.seek(position);
    this.#held = nothing;
    this.#position = position;
    this.#isOver = false;
  }

  close(): Promise<void> {
    return this.#source.close();
  }

  async #more(wanted: number, signal: AbortSignal): Promise<void> {
    const read = await this.#source.read(Math.max(wanted - this.#held.length, AT_ONCE), signal);
    // A Buffer's `slice` is no copy, unlike that of what it pretends to be.
    const bytes = new Uint8Array(read.buffer, read.byteOffset, read.length);
    if (bytes.length === 0) this.#isOver = true;
    else if (this.#held.length === 0) this.#held = bytes;
    else this.#held = concatBytes(this.#held, bytes);
  }
}

export const cutShort = () => new RemoteError("malformed", "the file is cut short");
