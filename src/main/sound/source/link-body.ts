import { RemoteError } from "../../../shared/errors.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { FetchedStream, StreamFetch } from "../../runtime/stream-fetch.ts";
import { within } from "./patience.ts";

/** Until a server answers, and from one byte to the next while somebody waits for it. */
export const PATIENCE_MS = 10_000;
/** So far ahead is sooner read over than asked for: it is mostly on its way already. */
const NEAR_BYTES = 256 * 1024;

const nothing = new Uint8Array(0);

export interface LinkBodyOptions {
  readonly clock: Clock;
  readonly streamFetch: StreamFetch;
  /** As it was asked for: where it leads may be for one time only. */
  readonly url: string;
  /** The answer to that, from its first byte, */
  readonly stream: FetchedStream;
  /** which was read already up to here. */
  readonly first: Uint8Array | null;
}

/**
 * What an address gives, and, where its server gives parts (`Accept-Ranges`, RFC 9110 section 14), from
 * any place on: another request, when somebody reads there.
 */
export class LinkBody {
  /** Null: not told, or in another shape than it is sent in. */
  readonly size: number | null;
  readonly canSeek: boolean;
  readonly #options: LinkBodyOptions;
  /** By which the server knows this file from another one that is there later. */
  readonly #validator: string | undefined;
  #stream: FetchedStream | null;
  /** Of the next byte of `#stream`, and of the next that is wanted. */
  #at = 0;
  #wanted = 0;
  #first: Uint8Array | null;
  #isClosed = false;

  constructor(options: LinkBodyOptions) {
    const { headers } = options.stream;
    this.#options = options;
    this.#stream = options.stream;
    this.#first = options.first;
    const length = Number(headers.get("content-length") ?? Number.NaN);
    this.size = Number.isSafeInteger(length) && length > 0 ? length : null;
    const isPlain = (headers.get("content-encoding") ?? "identity") === "identity";
    const givesParts = headers.get("accept-ranges")?.trim().toLowerCase() === "bytes";
    this.canSeek = this.size !== null && isPlain && givesParts;
    this.#validator = validatorOf(options.stream);
  }

  /** Of the next byte that `read` gives. */
  get position(): number {
    return this.#wanted;
  }

  /** The next bytes; none at the end. Rejects with `timeout`, `lost`, `rejected` or the signal's reason. */
  async read(signal: AbortSignal): Promise<Uint8Array> {
    if (this.#wanted !== this.#at && this.size !== null && this.#wanted >= this.size)
      return nothing;
    const ahead = this.#wanted - this.#at;
    if (this.#stream === null || ahead < 0 || ahead > NEAR_BYTES) await this.#ask(signal);
    for (;;) {
      const bytes = await this.#next(signal);
      const from = this.#at;
      this.#at += bytes.length;
      if (bytes.length > 0 && this.#at <= this.#wanted) continue;
      const wanted = bytes.subarray(Math.max(0, this.#wanted - from));
      this.#wanted = this.#at;
      return wanted;
    }
  }

  /** Only where `canSeek`. */
  seek(position: number): void {
    if (!this.canSeek) throw new RemoteError("bug", "a stream of the network does not seek");
    this.#wanted = position;
  }

  close(): void {
    this.#isClosed = true;
    this.#stream?.close();
  }

  async #next(signal: AbortSignal): Promise<Uint8Array> {
    const first = this.#first;
    this.#first = null;
    if (first !== null && first.length > 0) return first;
    const stream = this.#stream;
    if (stream === null || this.#isClosed)
      throw new RemoteError("cancelled", "the source was closed");
    return within(this.#options.clock, PATIENCE_MS, signal, (limited) => stream.read(limited));
  }

  /** Has the server begin where it is wanted. One that begins at 0 all the same is read over. */
  async #ask(signal: AbortSignal): Promise<void> {
    const { clock, streamFetch, url } = this.#options;
    this.#stream?.close();
    this.#stream = null;
    this.#first = null;
    const headers = {
      Range: `bytes=${this.#wanted}-`,
      ...(this.#validator && { "If-Range": this.#validator }),
    };
    const stream = await within(clock, PATIENCE_MS, signal, (limited) =>
      streamFetch(url, { headers, signal: limited }),
    );
    try {
      if (this.#isClosed) throw new RemoteError("cancelled", "the source was closed");
      this.#at = this.#placeOf(stream);
      this.#stream = stream;
    } catch (error) {
      stream.close();
      throw error;
    }
  }

  /** Of the first byte of an answer. Throws for one that is of something else. */
  #placeOf(stream: FetchedStream): number {
    const { status, headers } = stream;
    if (status === 200 && Number(headers.get("content-length")) === this.size) {
      if (validatorOf(stream) === this.#validator) return 0;
    }
    if (status === 206) {
      const [, first, size] =
        /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get("content-range") ?? "") ?? [];
      if (Number(first) === this.#wanted && (size === "*" || Number(size) === this.size)) {
        return this.#wanted;
      }
    }
    if (status === 200 || status === 206 || status === 416) {
      throw new RemoteError("lost", "the server has something else there by now");
    }
    throw new RemoteError("rejected", "the server does not give the rest", { deviceCode: status });
  }
}

/** A weak tag does not say that each byte is the same (RFC 9110, 13.1.5). */
function validatorOf({ headers }: FetchedStream): string | undefined {
  const tag = headers.get("etag");
  return tag?.startsWith('"') ? tag : headers.get("last-modified");
}
