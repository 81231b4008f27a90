import { gzipSync } from "node:zlib";
import type { HttpServerReply } from "../runtime/http-server.ts";
import { type DmapItem, encodeDmap } from "../wire/dmap.ts";

/** Shorter answers are sent as they are. */
const ZIPPED_FROM_BYTES = 128;

const DMAP_HEADERS = {
  "Content-Type": "application/x-dmap-tagged",
  "DAAP-Server": "Armchair (virtual Apple TV)",
} as const;

/** An answer of Home Sharing; `zips` when the remote takes gzip. */
export function dmapReply(items: readonly DmapItem[], zips: boolean): HttpServerReply {
  return zipped(encodeDmap(items), zips);
}

/** The same answer, whose outermost length goes beyond its end. */
export function garbledReply(items: readonly DmapItem[], zips: boolean): HttpServerReply {
  const bytes = encodeDmap(items);
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(4, bytes.length + 1);
  return zipped(bytes, zips);
}

function zipped(body: Uint8Array, zips: boolean): HttpServerReply {
  if (!zips || body.length < ZIPPED_FROM_BYTES) return { status: 200, headers: DMAP_HEADERS, body };
  const headers = { ...DMAP_HEADERS, "Content-Encoding": "gzip" };
  return { status: 200, headers, body: new Uint8Array(gzipSync(body)) };
}

export const empty = (status: number): HttpServerReply => ({ status });
