/** Bytes of a sound, as far as they are asked for. One call at a time. */
export interface ByteSource {
  /** All of them; null: not known, or endless. */
  readonly size: number | null;
  /** It plays on and on, whatever a file in it says of its own end. */
  readonly isLive?: boolean;
  /** It can go on at any place. */
  readonly canSeek: boolean;
  /** Behind a network: reading over much takes long, and going to a place a while. */
  readonly isFar?: boolean;
  /**
   * The next bytes, at most `length` (and at most what the source gives at once); none at the end.
   * Rejects with `storage`, `lost`, `timeout` or the signal's reason.
   */
  read(length: number, signal: AbortSignal): Promise<Uint8Array>;
  /** The next `read` begins there. Only where `canSeek`. */
  seek(position: number): void;
  /** Idempotent. */
  close(): Promise<void>;
}
