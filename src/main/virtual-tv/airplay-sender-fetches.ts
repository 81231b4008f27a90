import { RemoteError } from "../../shared/errors.ts";
import type { FetchedMedia } from "../runtime/media-fetch.ts";
import { type PlistDict, type PlistRecord, plistDict } from "../wire/bplist.ts";

interface Pending {
  readonly url: string;
  readonly resolve: (answer: FetchedMedia) => void;
  readonly reject: (error: unknown) => void;
}

/** Addresses that the sender is asked to fetch, because the TV does not do it itself ("FCUP"). */
export class SenderFetches {
  readonly #post: (message: PlistRecord) => void;
  readonly #pending = new Map<number, Pending>();
  #next = 1;

  constructor(post: (message: PlistRecord) => void) {
    this.#post = post;
  }

  ask(url: string, signal: AbortSignal): Promise<FetchedMedia> {
    const id = this.#next;
    this.#next += 1;
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      this.#pending.set(id, { url, resolve, reject });
      signal.addEventListener("abort", () => this.#fail(id, signal.reason), { once: true });
      this.#post({
        kind: "request",
        type: "unhandledURL",
        messageID: id,
        request: {
          FCUP_Response_ClientInfo: 1,
          FCUP_Response_ClientRef: id,
          FCUP_Response_RequestID: id,
          FCUP_Response_URL: url,
          FCUP_Response_Headers: { "User-Agent": "AppleCoreMedia/1.0.0" },
        },
      });
    });
  }

  /** Takes the sender's answer; false when nobody asked for it. */
  answered(command: PlistDict): boolean {
    const response = plistDict(command.get("response"));
    const id = Number(response?.get("FCUP_Response_RequestID"));
    const pending = this.#pending.get(id);
    const bytes = response?.get("FCUP_Response_Data");
    if (pending === undefined || !(bytes instanceof Uint8Array)) return false;
    this.#pending.delete(id);
    const status = Number(response?.get("FCUP_Response_StatusCode") ?? 200);
    const { url } = pending;
    pending.resolve({ status, url, contentType: "", totalBytes: bytes.length, bytes });
    return true;
  }

  close(): void {
    for (const id of [...this.#pending.keys()]) {
      this.#fail(id, new RemoteError("lost", "the sender is gone"));
    }
  }

  #fail(id: number, error: unknown): void {
    this.#pending.get(id)?.reject(error);
    this.#pending.delete(id);
  }
}
