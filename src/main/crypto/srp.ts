import { RemoteError } from "../../shared/errors.ts";
import { equalSecrets, sha1, sha512 } from "./hash.ts";
import { prime1024, prime2048, prime3072 } from "./srp-groups.ts";
import { powersOfFive } from "./srp-powers-table.ts";

type Hash = (...parts: readonly Uint8Array[]) => Uint8Array;

/** A group of RFC 5054 appendix A, a hash, and how the session key comes from the secret S. */
export interface SrpSuite {
  readonly prime: bigint;
  readonly generator: bigint;
  /** Bytes of the prime. */
  readonly length: number;
  readonly hash: Hash;
  readonly sessionKey: (secret: Uint8Array) => Uint8Array;
  /** Powers 2^(64 i) of the generator for exponents of up to 512 bits, where speed matters. */
  readonly powers?: readonly bigint[];
}

/** HAP specification 5.5: 3072 bits, g = 5, SHA-512, K = H(S). */
export const hapSuite: SrpSuite = {
  prime: prime3072,
  generator: 5n,
  length: 384,
  hash: sha512,
  sessionKey: sha512,
  powers: powersOfFive,
};

/** AirPlay 1 PIN pairing: 2048 bits, g = 2, SHA-1, K of 40 bytes. */
export const airplayLegacySuite: SrpSuite = {
  prime: prime2048,
  generator: 2n,
  length: 256,
  hash: sha1,
  sessionKey: (secret) => {
    const halves = [0, 1].map((last) => sha1(secret, Uint8Array.of(0, 0, 0, last)));
    return new Uint8Array(Buffer.concat(halves));
  },
};

/** RFC 5054 appendix B uses this one for its test vector. */
export const rfc5054Suite: SrpSuite = {
  prime: prime1024,
  generator: 2n,
  length: 128,
  hash: sha1,
  sessionKey: sha1,
};

export interface SrpProof {
  /** M1 from the client, M2 from the server. */
  readonly proof: Uint8Array;
  /** K. */
  readonly sessionKey: Uint8Array;
}

/** The side that types the PIN. */
export class SrpClient {
  readonly #suite: SrpSuite;
  readonly #privateKey: bigint;
  /** A, padded to the length of the prime. */
  readonly publicKey: Uint8Array;

  constructor(suite: SrpSuite, privateKey: Uint8Array) {
    this.#suite = suite;
    this.#privateKey = toBigint(privateKey);
    this.publicKey = pad(suite, powOfGenerator(suite, this.#privateKey));
  }

  /** S before hashing, padded. Throws `malformed` for a B that is zero modulo the prime. */
  secret(user: string, password: string, salt: Uint8Array, theirPublicKey: Uint8Array): Uint8Array {
    const { prime } = this.#suite;
    const theirs = checkPublic(this.#suite, theirPublicKey);
    const x = passwordKey(this.#suite, user, password, salt);
    const u = scramble(this.#suite, this.publicKey, theirPublicKey);
    const masked = multiplier(this.#suite) * powOfGenerator(this.#suite, x);
    const base = (((theirs - masked) % prime) + prime) % prime;
    return pad(this.#suite, modPow(base, this.#privateKey + u * x, prime));
  }

  prove(user: string, password: string, salt: Uint8Array, theirPublicKey: Uint8Array): SrpProof {
    return this.proofFrom(
      this.secret(user, password, salt, theirPublicKey),
      user,
      salt,
      theirPublicKey,
    );
  }

  /** As `prove`, from what `secret` gave. */
  proofFrom(
    secret: Uint8Array,
    user: string,
    salt: Uint8Array,
    theirPublicKey: Uint8Array,
  ): SrpProof {
    const sessionKey = this.#suite.sessionKey(secret);
    const exchanged = { user, salt, a: this.publicKey, b: theirPublicKey, sessionKey };
    return { sessionKey, proof: clientProof(this.#suite, exchanged) };
  }

  /** Whether the server's proof shows that it knows the password too. */
  accepts(proof: SrpProof, serverProof: Uint8Array): boolean {
    const expected = this.#suite.hash(this.publicKey, proof.proof, proof.sessionKey);
    return equalSecrets(expected, serverProof);
  }
}

/** The side that shows the PIN. */
export class SrpServer {
  readonly #suite: SrpSuite;
  readonly #user: string;
  readonly #salt: Uint8Array;
  readonly #verifier: bigint;
  readonly #privateKey: bigint;
  /** B, padded to the length of the prime. */
  readonly publicKey: Uint8Array;

  constructor(
    suite: SrpSuite,
    options: { user: string; password: string; salt: Uint8Array; privateKey: Uint8Array },
  ) {
    this.#suite = suite;
    this.#user = options.user;
    this.#salt = options.salt;
    this.#privateKey = toBigint(options.privateKey);
    const x = passwordKey(suite, options.user, options.password, options.salt);
    this.#verifier = powOfGenerator(suite, x);
    const masked = multiplier(suite) * this.#verifier;
    const open = powOfGenerator(suite, this.#privateKey);
    this.publicKey = pad(suite, (masked + open) % suite.prime);
  }

  /** S before hashing, padded. Throws `malformed` for an A that is zero modulo the prime. */
  secret(theirPublicKey: Uint8Array): Uint8Array {
    const { prime } = this.#suite;
    const theirs = checkPublic(this.#suite, theirPublicKey);
    const u = scramble(this.#suite, theirPublicKey, this.publicKey);
    const base = (theirs * modPow(this.#verifier, u, prime)) % prime;
    return pad(this.#suite, modPow(base, this.#privateKey, prime));
  }

  /** Our proof and the key when the client's proof is right, undefined for a wrong password. */
  check(theirPublicKey: Uint8Array, proof: Uint8Array): SrpProof | undefined {
    const secret = this.secret(theirPublicKey);
    for (const form of secretForms(secret)) {
      const sessionKey = this.#suite.sessionKey(form);
      const keys = { a: theirPublicKey, b: this.publicKey, sessionKey };
      const expected = clientProof(this.#suite, { user: this.#user, salt: this.#salt, ...keys });
      if (!equalSecrets(expected, proof)) continue;
      return { sessionKey, proof: this.#suite.hash(theirPublicKey, proof, sessionKey) };
    }
    return undefined;
  }
}

/** S padded, which is right, and as some clients hash it: without the zeros that it begins with. */
function secretForms(padded: Uint8Array): Uint8Array[] {
  const zeros = padded.findIndex((byte) => byte !== 0);
  return zeros > 0 ? [padded, padded.subarray(zeros)] : [padded];
}

interface Exchanged {
  readonly user: string;
  readonly salt: Uint8Array;
  readonly a: Uint8Array;
  readonly b: Uint8Array;
  readonly sessionKey: Uint8Array;
}

/**
 * M1 = H(H(N) xor H(g) | H(I) | s | A | B | K) (RFC 2945). g is not padded here; A and B are taken
 * as they were sent, because who sends them without leading zeros hashes them so.
 */
function clientProof(suite: SrpSuite, { user, salt, a, b, sessionKey }: Exchanged): Uint8Array {
  const { hash } = suite;
  const ofGenerator = hash(fromBigint(suite.generator, 1));
  const group = hash(pad(suite, suite.prime)).map((byte, at) => byte ^ (ofGenerator[at] ?? 0));
  return hash(group, hash(Buffer.from(user)), salt, a, b, sessionKey);
}

function checkPublic(suite: SrpSuite, publicKey: Uint8Array): bigint {
  const value = toBigint(publicKey);
  if (publicKey.length > suite.length || value % suite.prime === 0n) {
    throw new RemoteError("malformed", "not an SRP public key");
  }
  return value;
}

/** x = H(s | H(I ":" P)). */
function passwordKey(suite: SrpSuite, user: string, password: string, salt: Uint8Array): bigint {
  return toBigint(suite.hash(salt, suite.hash(Buffer.from(`${user}:${password}`))));
}

/** u = H(PAD(A) | PAD(B)). */
function scramble(suite: SrpSuite, a: Uint8Array, b: Uint8Array): bigint {
  return toBigint(suite.hash(pad(suite, toBigint(a)), pad(suite, toBigint(b))));
}

/** k = H(N | PAD(g)). */
function multiplier(suite: SrpSuite): bigint {
  return toBigint(suite.hash(pad(suite, suite.prime), pad(suite, suite.generator)));
}

/**
 * Windows of five bits. Not constant-time, as BigInt never is: the exponents are used once, and a
 * PIN lives for one pairing.
 */
function modPow(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const reduce = reducer(modulus);
  const powers = [1n, base % modulus];
  for (let at = 2; at < 32; at++) powers.push(reduce((powers[at - 1] ?? 1n) * (powers[1] ?? 1n)));
  let result = 1n;
  for (const digit of exponent.toString(32)) {
    for (let squaring = 0; squaring < 5; squaring++) result = reduce(result * result);
    const power = powers[Number.parseInt(digit, 32)] ?? 1n;
    if (power !== 1n) result = reduce(result * power);
  }
  return result;
}

/**
 * g to the power of `exponent`. With powers to hand the exponent is read as eight rows of 64 bits,
 * all of them a column at a time (the comb of Lim and Lee): squarings for one row do for all.
 */
function powOfGenerator({ prime, generator, powers }: SrpSuite, exponent: bigint): bigint {
  if (powers === undefined || exponent >> 512n > 0n) return modPow(generator, exponent, prime);
  const reduce = reducer(prime);
  const combs = [powers.slice(0, 4), powers.slice(4)].map((rows) => productsOf(rows, reduce));
  const bits = exponent.toString(2).padStart(512, "0");
  const bit = (row: number, column: number) => (bits[row * 64 + column] === "1" ? 1 : 0);
  let result = 1n;
  for (let column = 0; column < 64; column++) {
    result = reduce(result * result);
    for (const [half, comb] of combs.entries()) {
      // The string begins with the highest row, 7.
      const top = 4 - half * 4;
      const [d, c, b, a] = [0, 1, 2, 3].map((row) => bit(top + row, column));
      const power = comb[(d ?? 0) * 8 + (c ?? 0) * 4 + (b ?? 0) * 2 + (a ?? 0)] ?? 1n;
      if (power !== 1n) result = reduce(result * power);
    }
  }
  return result;
}

/** The product of every subset of `factors`, at the index whose bits name the subset. */
function productsOf(factors: readonly bigint[], reduce: (product: bigint) => bigint): bigint[] {
  const products = [1n];
  for (const factor of factors) {
    products.push(...products.map((product) => reduce(product * factor)));
  }
  return products;
}

/**
 * Remainders of products. The upper quarter and then an eighth are first replaced by what they are
 * worth below, by a multiplication each, which V8 does faster than the long division it saves:
 * a pairing takes a quarter less time.
 */
function reducer(modulus: bigint): (product: bigint) => bigint {
  const bits = modulus.toString(16).length * 4;
  const [upper, lower] = [(bits * 3) / 2, (bits * 5) / 4];
  const ofUpper = (1n << BigInt(upper)) % modulus;
  const ofLower = (1n << BigInt(lower)) % modulus;
  const [byUpper, byLower] = [BigInt(upper), BigInt(lower)];
  return (product) => {
    const once = (product >> byUpper) * ofUpper + BigInt.asUintN(upper, product);
    return ((once >> byLower) * ofLower + BigInt.asUintN(lower, once)) % modulus;
  };
}

function toBigint(bytes: Uint8Array): bigint {
  return BigInt(`0x0${Buffer.from(bytes).toString("hex")}`);
}

function fromBigint(value: bigint, length: number): Uint8Array {
  return new Uint8Array(Buffer.from(value.toString(16).padStart(length * 2, "0"), "hex"));
}

/** PAD of RFC 5054: big-endian, as long as the prime. */
function pad(suite: SrpSuite, value: bigint): Uint8Array {
  return fromBigint(value, suite.length);
}
