import { md5Hex } from "../../crypto/hash.ts";
import type { Random } from "../../runtime/random.ts";
import type { Secret } from "../../runtime/secret.ts";
import { hexOf } from "../../wire/bytes.ts";
import type { HttpHeader, HttpResponse } from "../../wire/http.ts";
import {
  type DigestChallenge,
  formatDigestAnswer,
  parseDigestChallenge,
} from "../../wire/http-digest.ts";

/** Who every client of AirPlay says it is (docs/protocols/airplay.md#password). */
const USER = "AirPlay";
const UNAUTHORIZED = 401;

/**
 * Shows the owner's password on one connection: not before it is asked for, and then with every
 * request, as its nonce stays good for a while.
 */
export class DigestLogin {
  readonly #password: Secret<string>;
  readonly #random: Random;
  #challenge: DigestChallenge | undefined;
  /** How often the challenge was answered, and whether the answer was taken. */
  #count = 0;
  #taken = false;

  constructor(password: Secret<string>, random: Random) {
    this.#password = password;
    this.#random = random;
  }

  /** The header to add, or none while nobody asked. */
  authorize({ method, target }: { method: string; target: string }): readonly HttpHeader[] {
    if (this.#challenge === undefined) return [];
    this.#count += 1;
    const answer = formatDigestAnswer(this.#challenge, {
      user: USER,
      password: this.#password.expose(),
      method,
      target,
      count: this.#count,
      clientNonce: hexOf(this.#random.bytes(8)),
      md5: md5Hex,
    });
    return [["Authorization", answer]];
  }

  /**
   * Takes the challenge of an answer, if it is one. True when the same request should be sent again:
   * not after a password that was refused with a nonce that is new.
   */
  learn(response: HttpResponse, wasShown: boolean): boolean {
    if (response.status !== UNAUTHORIZED) {
      this.#taken ||= wasShown;
      return false;
    }
    const challenge = parseDigestChallenge(
      response.headers
        .filter(([name]) => name.toLowerCase() === "www-authenticate")
        .map(([, value]) => value),
    );
    if (challenge === undefined) return false;
    const isWorthMore = !wasShown || this.#taken || challenge.stale;
    this.#challenge = challenge;
    this.#count = 0;
    this.#taken = false;
    return isWorthMore;
  }
}
