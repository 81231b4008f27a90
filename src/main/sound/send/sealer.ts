import { assertNever } from "../../../shared/errors.ts";
import { sealBlocks } from "../../crypto/aes-cbc.ts";
import { seal, TAG_LENGTH } from "../../crypto/chacha.ts";
import type { PacketCipher } from "../engine.ts";

const NONCE_LENGTH = 12;
/** Bytes of the nonce that are sent along: the other four are zeros (PA-59). */
const SENT_NONCE_LENGTH = 8;
/** The most that a cipher adds to a payload. */
export const SEAL_LENGTH = TAG_LENGTH + SENT_NONCE_LENGTH;

/**
 * Writes `payload`, encrypted, into `packet` behind its header of `headerLength` bytes and returns the
 * length of the packet. RTP time and SSRC are the header's last eight bytes.
 */
export type Sealer = (packet: Uint8Array, headerLength: number, payload: Uint8Array) => number;

export function createSealer(cipher: PacketCipher): Sealer {
  switch (cipher.kind) {
    case "none":
      return (packet, headerLength, payload) => {
        packet.set(payload, headerLength);
        return headerLength + payload.length;
      };
    case "aes-cbc":
      return (packet, headerLength, payload) => {
        packet.set(sealBlocks(cipher.key, cipher.iv, payload), headerLength);
        return headerLength + payload.length;
      };
    case "chacha20-poly1305":
      return createChaChaSealer(cipher.key);
    default:
      return assertNever(cipher);
  }
}

/** A counter is the nonce, so no two packets of a key share one. */
function createChaChaSealer(key: Uint8Array): Sealer {
  const nonce = new Uint8Array(NONCE_LENGTH);
  const counter = new DataView(nonce.buffer, NONCE_LENGTH - SENT_NONCE_LENGTH);
  let next = 0n;
  return (packet, headerLength, payload) => {
    counter.setBigUint64(0, next++, true);
    const sealed = seal(key, nonce, payload, packet.subarray(headerLength - 8, headerLength));
    packet.set(sealed, headerLength);
    const at = headerLength + sealed.length;
    packet.set(nonce.subarray(NONCE_LENGTH - SENT_NONCE_LENGTH), at);
    return at + SENT_NONCE_LENGTH;
  };
}
