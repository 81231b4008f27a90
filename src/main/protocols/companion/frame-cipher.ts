import { open, seal } from "../../crypto/chacha.ts";
import { type ChannelKeys, channelKeyNames, deriveChannelKeys } from "../../hap/session-keys.ts";
import type { Secret } from "../../runtime/secret.ts";
import { type FrameAead, FrameCipher } from "../../wire/companion-frame.ts";

/** The cipher of one side of a Companion session; the device uses `otherSide(keys)`. */
export function frameCipher({ output, input }: ChannelKeys): FrameCipher {
  return new FrameCipher(aead(output), aead(input));
}

/** PA-51: both keys from the secret that pair-verify agreed on. */
export function companionCipher(shared: Secret): FrameCipher {
  return frameCipher(deriveChannelKeys(shared, channelKeyNames.companion));
}

function aead(key: Secret): FrameAead {
  return {
    seal: (nonce, plain, aad) => seal(key.expose(), nonce, plain, aad),
    open: (nonce, sealed, aad) => open(key.expose(), nonce, sealed, aad),
  };
}
