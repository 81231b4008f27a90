import { isRemoteError, RemoteError } from "../../../shared/errors.ts";
import type { Clock } from "../../runtime/clock.ts";
import { parseUrl } from "../../runtime/parse-url.ts";
import { type ReadonlySignal, Signal } from "../../runtime/signal.ts";
import type { FetchedStream, StreamFetch } from "../../runtime/stream-fetch.ts";
import type { ByteSource } from "./byte-source.ts";
import { decoded, IcyStripper } from "./icy.ts";
import { LinkBody, PATIENCE_MS } from "./link-body.ts";
import { within } from "./patience.ts";
import { parsePlaylist, playlistKind } from "./playlist.ts";

const LARGEST_PLAYLIST = 256 * 1024;
/** A playlist may name a playlist. */
const MOST_HOPS = 3;
const MOST_TRIES = 8;

export interface LinkWorld {
  readonly clock: Clock;
  readonly streamFetch?: StreamFetch;
}

type FetchWorld = Required<LinkWorld>;

/** What an address gives, and what its server says of it. */
export interface LinkBytes extends ByteSource {
  /** A radio's own words for what it plays; null: none yet. */
  readonly onAir: ReadonlySignal<string | null>;
  /** Of the station. */
  readonly name: string | null;
  readonly genre: string | null;
}

/**
 * Opens an address; of a playlist behind it, the first entry that answers. Rejects with `invalid`,
 * `rejected` (deviceCode: the status), `timeout`, `lost`, `unsupported` (subject "HLS") or the signal's
 * reason.
 */
export async function openLink(
  world: LinkWorld,
  url: string,
  signal: AbortSignal,
  hops = MOST_HOPS,
): Promise<LinkBytes> {
  const { clock, streamFetch } = world;
  if (!streamFetch) {
    throw new RemoteError("unsupported", "nothing is fetched here", { subject: "link" });
  }
  const fetching = { clock, streamFetch };
  const stream = await fetchStream(fetching, url, signal);
  try {
    const list = await readPlaylist(world, stream, signal);
    if (list.text === null) return new OpenLink(fetching, url, stream, list.first);
    stream.close();
    if (hops === 0) throw new RemoteError("malformed", "a playlist of playlists without end");
    return await openEntries(world, stream.url, list.text, signal, hops - 1);
  } catch (error) {
    stream.close();
    throw error;
  }
}

async function fetchStream({ clock, streamFetch }: FetchWorld, url: string, signal: AbortSignal) {
  const stream = await within(clock, PATIENCE_MS, signal, (limited) =>
    streamFetch(url, { headers: { "Icy-MetaData": "1" }, signal: limited }),
  );
  if (stream.status >= 200 && stream.status < 300) return stream;
  stream.close();
  throw new RemoteError("rejected", "the server has no such sound", { deviceCode: stream.status });
}

/** The text of a playlist, or null and the bytes that were read to find out. */
async function readPlaylist(world: LinkWorld, stream: FetchedStream, signal: AbortSignal) {
  const type = stream.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  const isNamed = /mpegurl|scpls|x-pls/.test(type);
  // Sound is named as sound; what is not named, or named as text, is looked at.
  if (!isNamed && /^(audio|video)\//.test(type)) return { text: null, first: null };
  let bytes = Buffer.alloc(0);
  const enough = () => (isNamed || playlistKind(decoded(bytes)) ? LARGEST_PLAYLIST : 16);
  while (bytes.length < enough()) {
    const more = await within(world.clock, PATIENCE_MS, signal, (limited) => stream.read(limited));
    if (more.length === 0) break;
    bytes = Buffer.concat([bytes, more]);
  }
  const text = decoded(bytes);
  const kind = playlistKind(text);
  if (kind === "hls") {
    throw new RemoteError("unsupported", "HTTP Live Streaming is not played", { subject: "HLS" });
  }
  return kind || isNamed ? { text, first: null } : { text: null, first: new Uint8Array(bytes) };
}

async function openEntries(
  world: LinkWorld,
  base: string,
  text: string,
  signal: AbortSignal,
  hops: number,
): Promise<LinkBytes> {
  let failure: unknown = new RemoteError("malformed", "the playlist names nothing that is played");
  for (const { location } of parsePlaylist(text).slice(0, MOST_TRIES)) {
    const address = parseUrl(location, base);
    // A playlist from the network is no reason to open a file of this machine.
    if (!address || !/^https?:$/.test(address.protocol)) continue;
    try {
      return await openLink(world, address.href, signal, hops);
    } catch (error) {
      if (signal.aborted || !isRemoteError(error)) throw error;
      failure = error;
    }
  }
  throw failure;
}

class OpenLink implements LinkBytes {
  readonly size: number | null;
  readonly isLive: boolean;
  readonly canSeek: boolean;
  readonly isFar = true;
  readonly onAir = new Signal<string | null>(null);
  readonly name: string | null;
  readonly genre: string | null;
  readonly #body: LinkBody;
  readonly #titles: IcyStripper | null;
  /** Read already. */
  #held: Uint8Array | null = null;

  constructor(world: FetchWorld, url: string, stream: FetchedStream, first: Uint8Array | null) {
    const { headers } = stream;
    const interval = Number(headers.get("icy-metaint") ?? 0);
    const isRadio = Number.isSafeInteger(interval) && interval > 0;
    this.#body = new LinkBody({ ...world, url, stream, first });
    this.#titles = isRadio ? new IcyStripper(interval, (title) => this.onAir.set(title)) : null;
    this.size = isRadio ? null : this.#body.size;
    this.canSeek = !isRadio && this.#body.canSeek;
    this.isLive = this.size === null;
    this.name = headers.get("icy-name")?.trim() || null;
    this.genre = headers.get("icy-genre")?.trim() || null;
  }

  async read(length: number, signal: AbortSignal): Promise<Uint8Array> {
    while (this.#held === null || this.#held.length === 0) {
      const bytes = await this.#body.read(signal);
      if (bytes.length === 0) return bytes;
      this.#held = this.#sound(bytes);
    }
    const bytes = this.#held.subarray(0, length);
    this.#held = this.#held.subarray(bytes.length);
    return bytes;
  }

  seek(position: number): void {
    const held = this.#held?.length ?? 0;
    const from = this.#body.position - held;
    if (position < from || position > from + held) {
      this.#held = null;
      this.#body.seek(position);
    } else this.#held = this.#held?.subarray(position - from) ?? null;
  }

  async close(): Promise<void> {
    this.#body.close();
  }

  #sound(bytes: Uint8Array): Uint8Array {
    return this.#titles ? this.#titles.push(bytes) : bytes;
  }
}
