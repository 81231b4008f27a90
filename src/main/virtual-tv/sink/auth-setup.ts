import { RemoteError } from "../../../shared/errors.ts";
import type { Random } from "../../runtime/random.ts";
import { concatBytes } from "../../wire/bytes.ts";

const KEY_BYTES = 32;
/** "Go on without encryption." */
const PLAIN = 1;

/**
 * MFi's handshake (RA-03) as far as it can be had without Apple's chip: 32 bytes that look like a key,
 * then a certificate and a signature of no length. Senders that play unencrypted look at none of it.
 */
export function authSetup(request: Uint8Array, random: Random): Uint8Array {
  if (request.length !== 1 + KEY_BYTES || request[0] !== PLAIN) {
    throw new RemoteError("malformed", "no auth-setup of a sender");
  }
  return concatBytes(random.bytes(KEY_BYTES), new Uint8Array(8));
}
