import { readFile } from "node:fs/promises";
import { protocol } from "electron";
import { APP_SCHEME, assetAt } from "./asset-path.ts";

/**
 * Everything from our own files, nothing inline, nothing from the network. Pictures may also be blobs:
 * artwork comes as bytes over the bridge, and only the page itself can make one.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join("; ");

const headers = {
  "Content-Security-Policy": contentSecurityPolicy,
  "X-Content-Type-Options": "nosniff",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cache-Control": "no-store",
};

/** Must run before the app is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true } },
  ]);
}

/** Serves the files below `directory` and nothing else, under `app://armchair/` and `app://decoder/`. */
export function serveScheme(directory: string): void {
  protocol.handle(APP_SCHEME, async ({ method, url }) => {
    const asset = method === "GET" ? assetAt(directory, url) : null;
    if (asset === null) return new Response("", { status: 404, headers });
    try {
      const body = await readFile(asset.path);
      return new Response(body, { headers: { ...headers, "Content-Type": asset.contentType } });
    } catch {
      return new Response("", { status: 404, headers });
    }
  });
}
