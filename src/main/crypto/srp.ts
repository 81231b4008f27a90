import { RemoteError } from "../../shared/errors.ts";
import { equalSecrets, sha1, sha512 } from "./hash.ts";
import { prime1024, prime2048, prime3072 } from "./srp-groups.ts";

type Hash = (...parts: readonly Uint8Array[]) => Uint8Array;

/** A group of RFC 5054 appendix A, a hash, and how the session key comes from the secret S. */
export interface SrpSuite {
  readonly prime: bigint;
  readonly generator: bigint;
  /** Bytes of the prime. */
  readonly length: number;
  readonly hash: Hash;
  readonly sessionKey: (secret: Uint8Array) => Uint8Array;
}

/** HAP specification 5.5: 3072 bits, g = 5, SHA-512, K = H(S). */
export const hapSuite: SrpSuite = {
  prime: prime3072,
  generator: 5n,
  length: 384,
  hash: sha512,
  sessionKey: sha512,
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
    this.publicKey = pad(suite, modPow(suite.generator, this.#privateKey, suite.prime));
  }

  /** S before hashing, padded. Throws `malformed` for a B that is zero modulo the prime. */
  secret(user: string, password: string, salt: Uint8Array, theirPublicKey: Uint8Array): Uint8Array {
    const { prime, generator } = this.#suite;
    const theirs = checkPublic(this.#suite, theirPublicKey);
    const x = passwordKey(this.#suite, user, password, salt);
    const u = scramble(this.#suite, this.publicKey, theirPublicKey);
    const masked = multiplier(this.#suite) * modPow(generator, x, prime);
    const base = (((theirs - masked) % prime) + prime) % prime;
    return pad(this.#suite, modPow(base, this.#privateKey + u * x, prime));
  }

  prove(user: string, password: string, salt: Uint8Array, theirPublicKey: Uint8Array): SrpProof {
    const secret = this.secret(user, password, salt, theirPublicKey);
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
    const { prime, generator } = suite;
    this.#suite = suite;
    this.#user = options.user;
    this.#salt = options.salt;
    this.#privateKey = toBigint(options.privateKey);
    const x = passwordKey(suite, options.user, options.password, options.salt);
    this.#verifier = modPow(generator, x, prime);
    const masked = multiplier(suite) * this.#verifier;
    this.publicKey = pad(suite, (masked + modPow(generator, this.#privateKey, prime)) % prime);
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
    const sessionKey = this.#suite.sessionKey(this.secret(theirPublicKey));
    const exchanged = {
      user: this.#user,
      salt: this.#salt,
      a: theirPublicKey,
      b: this.publicKey,
      sessionKey,
    };
    const expected = clientProof(this.#suite, exchanged);
    if (!equalSecrets(expected, proof)) return undefined;
    const padded = pad(this.#suite, toBigint(theirPublicKey));
    return { sessionKey, proof: this.#suite.hash(padded, proof, sessionKey) };
  }
}

interface Exchanged {
  readonly user: string;
  readonly salt: Uint8Array;
  readonly a: Uint8Array;
  readonly b: Uint8Array;
  readonly sessionKey: Uint8Array;
}

/** M1 = H(H(N) xor H(g) | H(I) | s | PAD(A) | PAD(B) | K); g is not padded here (RFC 2945). */
function clientProof(suite: SrpSuite, { user, salt, a, b, sessionKey }: Exchanged): Uint8Array {
  const { hash } = suite;
  const ofGenerator = hash(fromBigint(suite.generator, 1));
  const group = hash(pad(suite, suite.prime)).map((byte, at) => byte ^ (ofGenerator[at] ?? 0));
  const [paddedA, paddedB] = [pad(suite, toBigint(a)), pad(suite, toBigint(b))];
  return hash(group, hash(Buffer.from(user)), salt, paddedA, paddedB, sessionKey);
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
