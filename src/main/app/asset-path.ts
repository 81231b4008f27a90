import { join, normalize, sep } from "node:path";

export const APP_SCHEME = "app";
const APP_HOST = "armchair";
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;
/** Another origin, and so another process, than that of the windows that a person sees. */
const DECODER_HOST = "decoder";
export const DECODER_ORIGIN = `${APP_SCHEME}://${DECODER_HOST}`;

const contentTypes: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
  woff2: "font/woff2",
};

export interface Asset {
  readonly path: string;
  readonly contentType: string;
}

/**
 * The file below `directory` that an address of ours names, or null: for another host, a way out
 * of the directory, a kind of file we do not ship, or an address that does not parse.
 */
export function assetAt(directory: string, address: string): Asset | null {
  let url: URL;
  let path: string;
  try {
    url = new URL(address);
    path = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  if (url.protocol !== `${APP_SCHEME}:`) return null;
  if (url.host !== APP_HOST && url.host !== DECODER_HOST) return null;
  // Backslashes are separators on Windows, a colon starts a drive or an alternate stream there.
  if (/[\\:\0]/.test(path)) return null;
  const file = normalize(join(directory, path === "/" ? "index.html" : path));
  if (!file.startsWith(directory.endsWith(sep) ? directory : directory + sep)) return null;
  const contentType = contentTypes[/\.([a-z0-9]+)$/.exec(file)?.[1] ?? ""];
  return contentType === undefined ? null : { path: file, contentType };
}

/** Whether an address is a page of ours: what may talk to us, and where a window may be. */
export function isOwnPage(address: string): boolean {
  return isOf(APP_HOST, address);
}

/** Whether an address is of the page that decodes, or something that it loads. */
export function isDecoderPage(address: string): boolean {
  return isOf(DECODER_HOST, address);
}

function isOf(host: string, address: string): boolean {
  try {
    const url = new URL(address);
    return url.protocol === `${APP_SCHEME}:` && url.host === host;
  } catch {
    return false;
  }
}
