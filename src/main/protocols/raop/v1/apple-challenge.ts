import { openFromAirPort, type RsaPublicKey } from "../../../crypto/airport-key.ts";
import { equalBytes } from "../../../wire/bytes.ts";

const CHALLENGE_LENGTH = 16;

/** Base64 without padding, as it is sent in `Apple-Challenge`. */
export function formatChallenge(challenge: Uint8Array): string {
  return Buffer.from(challenge).toString("base64").replaceAll("=", "");
}

/**
 * Whether an `Apple-Response` answers this challenge: it is the challenge, the receiver's address as
 * that sees it and its MAC, signed by the key of all receivers (docs/protocols/raop.md#challenge). The
 * address is not looked at: behind a bridge the receiver sees another one than we do.
 */
export function answersChallenge(
  challenge: Uint8Array,
  response: string,
  key?: RsaPublicKey,
): boolean {
  const signature = new Uint8Array(Buffer.from(response, "base64"));
  const signed = openFromAirPort(signature, key);
  return signed !== undefined && equalBytes(signed.subarray(0, CHALLENGE_LENGTH), challenge);
}
