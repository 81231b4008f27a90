import { open, seal } from "../../crypto/chacha.ts";
import { counterNonce } from "../../hap/nonce.ts";
import {
  type ChannelKeys,
  channelKeyNames,
  deriveChannelKeys,
  otherSide,
} from "../../hap/session-keys.ts";
import type { Secret } from "../../runtime/secret.ts";

/**
 * Encrypts whole messages, each way under its own key and its own counter from 0 (PA-56); nothing
 * but the message itself is authenticated.
 */
export class MessageCipher {
  readonly #keys: ChannelKeys;
  #sealed = 0;
  #opened = 0;

  constructor(keys: ChannelKeys) {
    this.#keys = keys;
  }

  /** PA-50: both keys from the secret that pair-verify agreed on. */
  static forController(shared: Secret): MessageCipher {
    return new MessageCipher(deriveChannelKeys(shared, channelKeyNames.mrp));
  }

  /** The same for the other end. */
  static forDevice(shared: Secret): MessageCipher {
    return new MessageCipher(otherSide(deriveChannelKeys(shared, channelKeyNames.mrp)));
  }

  seal(plain: Uint8Array): Uint8Array {
    return seal(this.#keys.output.expose(), counterNonce(this.#sealed++), plain);
  }

  /** Throws `malformed` when the message does not authenticate. */
  open(sealed: Uint8Array): Uint8Array {
    return open(this.#keys.input.expose(), counterNonce(this.#opened++), sealed);
  }
}
