import { RecordDecoder, RecordEncoder } from "../../hap/record.ts";
import type { ChannelKeys } from "../../hap/session-keys.ts";

/** Both directions of one encrypted AirPlay connection (PA-58). */
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
