import type { HttpGet } from "../../../runtime/http-get.ts";
import type { PlistRecord } from "../../../wire/bplist.ts";
import type { FetchRequest } from "./queue-events.ts";

const FETCH_TIMEOUT_MS = 10_000;
/** A playlist of a day's television has a few hundred kilobytes; what comes back is one request. */
const MAX_BYTES = 2 * 1024 * 1024;
const AT_ONCE = 4;

const FORBIDDEN = 403;
const NOT_FETCHED = 504;
const BUSY = 503;

/**
 * Fetches what a receiver asks for while it plays (FCUP): playlists, from the very server of the item
 * and from nowhere else, because the device has no business with what this machine can reach.
 */
export class PlaylistRequests {
  readonly #host: string | undefined;
  readonly #httpGet: HttpGet | undefined;
  readonly #signal: AbortSignal;
  #underWay = 0;

  constructor(itemUrl: string, httpGet: HttpGet | undefined, signal: AbortSignal) {
    this.#host = serverOf(itemUrl);
    this.#httpGet = httpGet;
    this.#signal = signal;
  }

  /** The command that answers it. Never rejects: what cannot be had is answered with a status. */
  async answer(request: FetchRequest): Promise<PlistRecord> {
    const { status, body } = await this.#fetch(request.url);
    return {
      type: "unhandledURL",
      kind: "response",
      messageID: request.messageId,
      response: {
        FCUP_Response_RequestID: request.requestId,
        FCUP_Response_URL: request.url,
        FCUP_Response_StatusCode: status,
        FCUP_Response_Data: body,
        FCUP_Response_Headers: { "Content-Type": "application/vnd.apple.mpegurl" },
      },
    };
  }

  async #fetch(url: string): Promise<{ readonly status: number; readonly body: Uint8Array }> {
    const nothing = new Uint8Array(0);
    const host = serverOf(url);
    if (host === undefined || host !== this.#host) return { status: FORBIDDEN, body: nothing };
    if (this.#httpGet === undefined) return { status: NOT_FETCHED, body: nothing };
    if (this.#underWay >= AT_ONCE) return { status: BUSY, body: nothing };
    this.#underWay += 1;
    try {
      const limits = { maxBytes: MAX_BYTES, timeoutMs: FETCH_TIMEOUT_MS, signal: this.#signal };
      return { status: 200, body: await this.#httpGet(url, limits) };
    } catch {
      return { status: NOT_FETCHED, body: nothing };
    } finally {
      this.#underWay -= 1;
    }
  }
}

/** Scheme, host and port; undefined for what no http address is. */
function serverOf(url: string): string | undefined {
  try {
    const { protocol, origin } = new URL(url);
    return protocol === "http:" || protocol === "https:" ? origin : undefined;
  } catch {
    return undefined;
  }
}
