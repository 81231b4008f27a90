/** What is in the packets of an Ogg stream. */
export interface OggCodec {
  readonly format: string;
  /** Of what `decode` gives, in Hz. */
  readonly rate: number;
  /** Samples at the beginning that are no sound. */
  readonly preSkip: number;
  /** Samples before a place that must be decoded to be right there. */
  readonly runUp: number;
  /** The samples of one packet; none from the first, where it takes two. */
  decode(packet: Uint8Array): Promise<readonly Float32Array[]>;
  /** Idempotent. */
  close(): void;
}

/** Takes the packets before the sound: null until it has them all. Throws `malformed`. */
export interface OggHeaders {
  push(packet: Uint8Array): Promise<OggCodec | null>;
  /** VORBIS_COMMENT, by upper-case name; empty until it came. */
  readonly comments: ReadonlyMap<string, string>;
}

const LARGEST_COMMENT = 4096;

/** The comments of a packet, from its vendor string on; what is larger than words are is left out. */
export function parseComments(bytes: Uint8Array): ReadonlyMap<string, string> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const comments = new Map<string, string>();
  const lengthAt = (at: number) => (at + 4 <= bytes.length ? view.getUint32(at, true) : 0);
  let at = 4 + lengthAt(0);
  const count = Math.min(lengthAt(at), 1000);
  at += 4;
  for (let index = 0; index < count && at + 4 <= bytes.length; index++) {
    const length = lengthAt(at);
    at += 4;
    if (length <= LARGEST_COMMENT) {
      const [name = "", ...value] = new TextDecoder()
        .decode(bytes.subarray(at, at + length))
        .split("=");
      comments.set(name.toUpperCase(), value.join("="));
    }
    at += length;
  }
  return comments;
}
