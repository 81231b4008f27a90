import type { ArtworkSize } from "../../../shared/model/now-playing.ts";
import type { Metadata } from "./players.ts";

/** What a template takes for "as it comes". */
const ANY_PIXELS = 999_999;

/**
 * MR-40: where an app says that its picture can be had, best first: the artwork identifier, when it
 * is a template of an address, then the address itself. Only https, and only names of the
 * internet: an address in this network, or of this machine, is not for an app to have us call.
 */
export function artworkUrls(metadata: Metadata, size: ArtworkSize): string[] {
  const { artworkIdentifier, artworkUrl } = metadata;
  const candidates = [artworkIdentifier && filledTemplate(artworkIdentifier, size), artworkUrl];
  const usable = candidates.filter((url) => url !== undefined && isPublicHttps(url));
  return [...new Set(usable as string[])];
}

/** Apple's placeholders: width, height, crop, format. */
export function filledTemplate(template: string, { width, height }: ArtworkSize): string {
  const values: Readonly<Record<string, string>> = {
    w: String(width < 1 ? ANY_PIXELS : width),
    h: String(height < 1 ? ANY_PIXELS : height),
    c: "bb",
    f: "png",
  };
  return template.replace(/\{([whcf])\}/g, (_, name: string) => values[name] ?? "");
}

export function isPublicHttps(text: string): boolean {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return false;
  }
  if (url.protocol !== "https:" || url.username !== "" || url.password !== "") return false;
  const host = url.hostname.toLowerCase().replace(/\.$/, "");
  const isAddress = host.startsWith("[") || /^[\d.]+$/.test(host);
  const isLocal = !host.includes(".") || /\.(local|localhost|internal|lan|home|arpa)$/.test(host);
  return !isAddress && !isLocal;
}
