import { fileURLToPath } from "node:url";
import { RemoteError } from "../../shared/errors.ts";

export const LINK_SCHEME = "armchair";

/** What somebody outside the app wants played. Nothing of it has been looked at yet. */
export type Wanted =
  | {
      readonly source: "link";
      readonly url: string;
      /** A device's name or identifier; null: whichever. */
      readonly device: string | null;
      /** Seconds. */
      readonly startS: number;
    }
  | { readonly source: "file"; readonly path: string };

/** What the player of another program hands over is seldom longer; a page could make it so. */
const MAX_LINK = 8000;
const LATEST_START_S = 1_000_000;

/**
 * `armchair://play?url=https://…&device=Living%20Room&at=90`. Throws `invalid` for anything else:
 * any web page may open such a link.
 */
export function parseLink(text: string): Wanted {
  const link = parsed(text);
  if (link?.protocol !== `${LINK_SCHEME}:` || text.length > MAX_LINK)
    throw noLink("no link of ours");
  const verb = link.host || link.pathname.replace(/^\/+/, "");
  if (verb !== "play") throw noLink("this version does not know what the link asks for");
  const address = parsed(link.searchParams.get("url") ?? "");
  if (!isWebAddress(address)) throw noLink("the link names no web address to play");
  const at = Number(link.searchParams.get("at") ?? 0);
  return {
    source: "link",
    url: address.href,
    device: link.searchParams.get("device") || null,
    startS: at >= 0 && at <= LATEST_START_S ? at : 0,
  };
}

/**
 * What the arguments of the program ask for: links of ours, and files, as paths or `file:` addresses.
 * `absolute` makes a path of one that another process gave from its own folder. The first argument
 * is the program, and switches belong to Chromium.
 */
export function wantedByArguments(
  argv: readonly string[],
  absolute: (path: string) => string,
): readonly (Wanted | RemoteError)[] {
  return argv.slice(1).flatMap((argument) => {
    if (argument.startsWith(`${LINK_SCHEME}:`)) return [attempt(() => parseLink(argument))];
    if (argument.startsWith("file:")) return [attempt(() => fileOf(argument))];
    if (argument.startsWith("-") || isForeignLink(argument) || !isMediaName(argument)) return [];
    return [{ source: "file", path: absolute(argument) } as const];
  });
}

/** Endings that the packages register (electron-builder.yml, `fileAssociations`). */
export const mediaEndings = [
  ...["mp4", "m4v", "mov"],
  ...["m4a", "mp3", "aac", "flac", "wav", "aif", "aiff", "ogg", "oga", "opus"],
  ...["m3u", "m3u8", "pls"],
] as const;

/** Another program's, or an address that nobody wrapped into a link of ours: no path, however it ends. */
const isForeignLink = (argument: string): boolean => /^[a-z][a-z0-9+.-]+:\/\//i.test(argument);

/** The folder of the app is an argument too while it is developed: only what ends like a film or a song counts. */
function isMediaName(path: string): boolean {
  const ending = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
  return mediaEndings.some((known) => known === ending);
}

function fileOf(address: string): Wanted {
  try {
    return { source: "file", path: fileURLToPath(address) };
  } catch (cause) {
    throw new RemoteError("invalid", "the address names no file of this machine", { cause });
  }
}

function attempt(read: () => Wanted): Wanted | RemoteError {
  try {
    return read();
  } catch (error) {
    return RemoteError.from(error);
  }
}

function isWebAddress(address: URL | null): address is URL {
  return (
    address !== null &&
    ["http:", "https:"].includes(address.protocol) &&
    address.username === "" &&
    address.password === ""
  );
}

function parsed(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

const noLink = (why: string) => new RemoteError("invalid", why);
