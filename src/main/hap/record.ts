import { open, seal, TAG_LENGTH } from "../crypto/chacha.ts";
import type { Secret } from "../runtime/secret.ts";
import { concatBytes } from "../wire/bytes.ts";
import { PendingBytes } from "../wire/pending-bytes.ts";
import { counterNonce } from "./nonce.ts";
import type { ChannelKeys } from "./session-keys.ts";

const HEADER_LENGTH = 2;
/** HAP specification 6.5.2: what we send is cut into blocks of at most this many bytes. */
const MAX_BLOCK = 1024;

/**
 * Encrypts a byte stream as HAP session records (PA-58): a 2-byte little-endian length, which is
 * also the additional data, the ciphertext, and the tag. The nonce counts records from 0.
 */
export class RecordEncoder {
  readonly #key: Secret;
  #counter = 0;

  constructor(key: Secret) {
    this.#key = key;
  }

  encode(plain: Uint8Array): Uint8Array {
    const parts: Uint8Array[] = [];
    for (let at = 0; at < plain.length; at += MAX_BLOCK) {
      const block = plain.subarray(at, at + MAX_BLOCK);
      const header = Uint8Array.of(block.length & 0xff, block.length >> 8);
      const nonce = counterNonce(this.#counter++);
      parts.push(header, seal(this.#key.expose(), nonce, block, header));
    }
    return concatBytes(...parts);
  }
}

/** The other direction. Blocks of any size are accepted; at most one unfinished record is kept. */
export class RecordDecoder {
  readonly #key: Secret;
  #counter = 0;
  readonly #pending = new PendingBytes();

  constructor(key: Secret) {
    this.#key = key;
  }

  /**
   * The plaintext of the records that this chunk completes, possibly none. Throws `malformed` when
   * a record does not authenticate: the connection is lost then, and the decoder with it.
   */
  push(chunk: Uint8Array): Uint8Array {
    const bytes = this.#pending.before(chunk);
    const plain: Uint8Array[] = [];
    let at = 0;
    for (;;) {
      const header = bytes.subarray(at, at + HEADER_LENGTH);
      const [low, high] = header;
      if (low === undefined || high === undefined) break;
      const end = at + HEADER_LENGTH + low + high * 256 + TAG_LENGTH;
      if (end > bytes.length) break;
      const sealed = bytes.subarray(at + HEADER_LENGTH, end);
      plain.push(open(this.#key.expose(), counterNonce(this.#counter++), sealed, header));
      at = end;
    }
    this.#pending.keep(bytes, at);
    return concatBytes(...plain);
  }
}

/** Both directions of one encrypted connection. The device makes one of `otherSide(keys)`. */
export class RecordCipher {
  readonly #encoder: RecordEncoder;
  readonly #decoder: RecordDecoder;

  constructor({ output, input }: ChannelKeys) {
    this.#encoder = new RecordEncoder(output);
    this.#decoder = new RecordDecoder(input);
  }

  seal(plain: Uint8Array): Uint8Array {
    return this.#encoder.encode(plain);
  }

  /** The plaintext that this chunk completes; throws `malformed` when it does not authenticate. */
  open(chunk: Uint8Array): Uint8Array {
    return this.#decoder.push(chunk);
  }
}
