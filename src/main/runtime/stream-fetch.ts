/** What a server sends, while it sends it. */
export interface FetchedStream {
  readonly status: number;
  /** After redirects. */
  readonly url: string;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  /**
   * The next bytes of the body, none at its end. Nothing is taken from the network that nobody asked
   * for, beyond what a socket holds. Rejects with `lost`, or the signal's reason. One at a time.
   */
  read(signal: AbortSignal): Promise<Uint8Array>;
  /** Idempotent; a `read` that waits rejects with `lost`. */
  close(): void;
}

export interface StreamFetchOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/**
 * Asks for an address, http or https, and follows redirects. Any status is an answer, also that of a
 * radio from before HTTP ("ICY 200 OK"). Rejects with `invalid`, `refused`, `lost`, or the signal's
 * reason; how long to wait is the caller's to say.
 */
export type StreamFetch = (url: string, options: StreamFetchOptions) => Promise<FetchedStream>;
