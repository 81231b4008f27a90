import { RemoteError } from "../../shared/errors.ts";
import { withDeadline } from "./deadline.ts";

export interface HttpGetOptions {
  /** The answer is given up on beyond this many bytes. */
  readonly maxBytes: number;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/**
 * Fetches one document over http or https: no cookies, no credentials, no redirects. Resolves with the
 * body of a 200. Rejects with `invalid` for another kind of address, `rejected` (deviceCode: the status),
 * `malformed` for too much, `timeout`, `lost`, or the signal's reason.
 */
export type HttpGet = (url: string, options: HttpGetOptions) => Promise<Uint8Array>;

/** The platform's own client. */
export const systemHttpGet: HttpGet = (url, options) =>
  withDeadline(options, async (signal) => {
    const address = checkedAddress(url);
    try {
      const response = await fetch(address, {
        redirect: "error",
        credentials: "omit",
        referrerPolicy: "no-referrer",
        signal,
      });
      return await bodyOf(response, options.maxBytes);
    } catch (cause) {
      if (cause instanceof RemoteError) throw cause;
      throw new RemoteError("lost", "the document could not be fetched", { cause });
    }
  });

function checkedAddress(url: string): URL {
  const address = parse(url);
  const plain = address !== null && address.username === "" && address.password === "";
  if (!plain || !["http:", "https:"].includes(address.protocol)) {
    throw new RemoteError("invalid", "this is no address that can be fetched");
  }
  return address;
}

function parse(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}

async function bodyOf(response: Response, maxBytes: number): Promise<Uint8Array> {
  if (response.status !== 200) {
    throw new RemoteError("rejected", "the server has no such document", {
      deviceCode: response.status,
    });
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  if (response.body === null) return new Uint8Array(0);
  const reader = response.body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length;
    if (length > maxBytes) throw new RemoteError("malformed", "the document is too large");
    chunks.push(next.value);
  }
  return new Uint8Array(Buffer.concat(chunks, length));
}
