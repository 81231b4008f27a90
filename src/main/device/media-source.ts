import { RemoteError } from "../../shared/errors.ts";
import type { MediaStream } from "../../shared/model/media.ts";
import { isLinkLocalV6, plainAddress } from "../discovery/addresses.ts";
import type { MediaFiles, OfferedFile, ServedFile } from "../media/media-files.ts";
import type { MediaItem } from "../protocols/plugin.ts";
import type { InterfaceAddress } from "../runtime/network.ts";
import { parseUrl } from "../runtime/parse-url.ts";

/** An http or https address, or the id of a file that was offered. */
export type MediaSource = { readonly url: string } | { readonly offer: string };

/** A source as a channel plays it. */
export interface PreparedMedia {
  readonly item: MediaItem;
  readonly source: MediaStream["source"];
  /** Whatever was served for it is gone when this resolves. Idempotent. */
  close(): Promise<void>;
}

/**
 * Throws `not-found` for an offer that nobody made, `invalid` for a text that is no address.
 * `interfaces` is asked when the device wants to know where a file is.
 */
export function prepareMedia(
  source: MediaSource,
  startS: number,
  files: MediaFiles | undefined,
  interfaces: () => readonly InterfaceAddress[],
): PreparedMedia {
  if ("url" in source) return preparedLink(source.url, startS);
  const offered = files?.find(source.offer);
  if (!offered) throw new RemoteError("not-found", "there is no such file", { subject: "offer" });
  const { name, mimeType, durationS } = offered.offer;
  const serving = new Serving(offered, interfaces);
  return {
    source: "file",
    item: {
      urlFor: (localAddress) => serving.urlFor(localAddress),
      title: name,
      mimeType: mimeType === "" ? null : mimeType,
      startS,
      durationS,
    },
    close: () => serving.close(),
  };
}

function preparedLink(text: string, startS: number): PreparedMedia {
  const url = parseUrl(text);
  if (!url) throw new RemoteError("invalid", "this is no address");
  const urlFor = async () => text;
  const item = { urlFor, title: titleOf(url), mimeType: null, startS, durationS: null };
  return { source: "link", item, close: async () => {} };
}

/** Its last part, else its host: never its question, which may hold a secret. */
function titleOf({ pathname, host }: URL): string {
  const last = pathname.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(last) || host;
  } catch {
    return last;
  }
}

/** One file, served on each address that the device was told, until it is closed. */
class Serving {
  readonly #offered: OfferedFile;
  readonly #interfaces: () => readonly InterfaceAddress[];
  readonly #served = new Map<string, Promise<ServedFile>>();
  #isClosed = false;

  constructor(offered: OfferedFile, interfaces: () => readonly InterfaceAddress[]) {
    this.#offered = offered;
    this.#interfaces = interfaces;
  }

  async urlFor(localAddress: string): Promise<string> {
    if (this.#isClosed) throw new RemoteError("cancelled", "this is not played any more");
    const address = nameableAddress(localAddress, this.#interfaces());
    const serving = this.#served.get(address) ?? this.#offered.serve(address);
    this.#served.set(address, serving);
    try {
      return (await serving).url;
    } catch (error) {
      this.#served.delete(address);
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const all = [...this.#served.values()];
    this.#served.clear();
    await Promise.all(all.map((serving) => serving.then((file) => file.close()).catch(() => {})));
  }
}

const MAPPED = "::ffff:";

/**
 * An address of this machine that a URL can name. A link-local one of IPv6 needs a zone, which means
 * nothing to the device, so another one of the same interface stands in. Throws `unavailable`.
 */
export function nameableAddress(
  localAddress: string,
  interfaces: readonly InterfaceAddress[],
): string {
  const address = localAddress.toLowerCase().startsWith(MAPPED)
    ? localAddress.slice(MAPPED.length)
    : localAddress;
  if (!isLinkLocalV6(address)) return address;
  const zone = address.split("%")[1];
  const names = new Set(
    interfaces
      .filter(
        (one) =>
          one.name === zone ||
          String(one.scopeId) === zone ||
          plainAddress(one.address) === plainAddress(address),
      )
      .map(({ name }) => name),
  );
  const others = interfaces.filter((one) => names.has(one.name) && !isLinkLocalV6(one.address));
  const best = others.find(({ family }) => family === 4) ?? others[0];
  if (!best)
    throw new RemoteError("unavailable", "the device cannot be told where this file is", {
      subject: "address",
    });
  return best.address;
}
