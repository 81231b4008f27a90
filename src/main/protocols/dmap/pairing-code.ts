import { md5 } from "../../crypto/hash.ts";
import type { Random } from "../../runtime/random.ts";
import { hexOf, utf8 } from "../../wire/bytes.ts";

/** Four decimal digits, leading zeros included; all of them equally likely. */
export function randomPin(random: Random): string {
  for (;;) {
    const [high = 0, low = 0] = random.bytes(2);
    const number = high * 256 + low;
    if (number < 60_000) return String(number % 10_000).padStart(4, "0");
  }
}

/** PA-23: 64 random bits. */
export function randomGuid(random: Random): bigint {
  return random.bytes(8).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
}

/**
 * PA-21: what the device proves the PIN with. `guid` is the text that was announced: the MD5 of it and
 * of each digit with a zero byte after it, in lower-case hex.
 */
export function pairingCode(guid: string, pin: string): string {
  return hexOf(md5(utf8(guid), utf8([...pin].map((digit) => `${digit}\0`).join(""))));
}
