import { RemoteError } from "../../shared/errors.ts";
import { withDeadline } from "./deadline.ts";

export interface MediaFetchOptions {
  /** First and last byte that are asked for, both included; absent: all of it. */
  readonly range?: { readonly first: number; readonly last: number };
  /** Bytes of the body that are read; what follows is left on the wire. */
  readonly maxBytes: number;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** What a server said, whatever its status. */
export interface FetchedMedia {
  readonly status: number;
  /** After redirects. */
  readonly url: string;
  readonly contentType: string;
  /** Of the whole file: from Content-Range of a 206, from Content-Length of a 200; null when untold. */
  readonly totalBytes: number | null;
  readonly bytes: Uint8Array;
}

/**
 * Fetches a part of a film as a media player does: http or https, redirects followed, ranges asked
 * for. Rejects with `invalid` for another kind of address, `timeout`, `lost` when nobody answers, or
 * the signal's reason.
 */
export type MediaFetch = (url: string, options: MediaFetchOptions) => Promise<FetchedMedia>;

/** The platform's own client. */
export const systemMediaFetch: MediaFetch = (url, options) => {
  const { range, maxBytes } = options;
  return withDeadline(options, async (signal) => {
    if (!/^https?:\/\//i.test(url)) throw new RemoteError("invalid", "no address of a film");
    try {
      const response = await fetch(url, {
        credentials: "omit",
        referrerPolicy: "no-referrer",
        signal,
        headers: {
          // As a player asks: a compressed part of a file is no part of the file.
          "Accept-Encoding": "identity",
          ...(range && { Range: `bytes=${range.first}-${range.last}` }),
        },
      });
      return {
        status: response.status,
        url: response.url,
        contentType: response.headers.get("Content-Type") ?? "",
        totalBytes: totalOf(response),
        bytes: await startOf(response, maxBytes),
      };
    } catch (cause) {
      throw new RemoteError("lost", "the film could not be fetched", { cause });
    }
  });
};

function totalOf({ status, headers }: Response): number | null {
  const text =
    status === 206
      ? /\/(\d+)$/.exec(headers.get("Content-Range") ?? "")?.[1]
      : (headers.get("Content-Length") ?? undefined);
  return text === undefined ? null : Number(text);
}

async function startOf({ body }: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  if (body === null) return new Uint8Array(0);
  const reader = body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    chunks.push(next.value);
    length += next.value.length;
    if (length >= maxBytes) break;
  }
  return new Uint8Array(Buffer.concat(chunks)).subarray(0, maxBytes);
}
