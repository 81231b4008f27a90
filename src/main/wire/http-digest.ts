import { RemoteError } from "../../shared/errors.ts";

/**
 * HTTP Digest authentication (RFC 7616, RFC 2617) as far as a receiver of AirPlay asks for it: MD5,
 * with `qop=auth` or without. Pure: the digest and the client's nonce come from the caller.
 */
export interface DigestChallenge {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque?: string;
  /** The receiver knows the new way, and wants a nonce of ours and a count. */
  readonly counts: boolean;
  /** The answer was right but its nonce too old: the same password is worth another try. */
  readonly stale: boolean;
}

export interface DigestAnswer {
  readonly user: string;
  readonly password: string;
  readonly method: string;
  /** The target of the request, exactly as it is sent. */
  readonly target: string;
  /** How often this nonce was used, this time included; from 1. */
  readonly count: number;
  /** Fresh for each answer; looked at only where the receiver counts. */
  readonly clientNonce: string;
  /** MD5 of UTF-8 text, in lower-case hex. */
  readonly md5: (text: string) => string;
}

/** A header is short; a longer one is not taken apart. */
const MAX_LENGTH = 4096;
const CONTROL = /\p{Cc}/u;

/**
 * The challenge of `WWW-Authenticate` headers, or undefined when none of them is one that can be
 * answered: another scheme, another algorithm, `auth-int` alone, no nonce.
 */
export function parseDigestChallenge(headers: readonly string[]): DigestChallenge | undefined {
  for (const header of headers) {
    const parameters = digestParameters(header);
    const challenge = parameters && challengeOf(parameters);
    if (challenge) return challenge;
  }
  return undefined;
}

/** The value of `Authorization`. Throws `invalid` for a user or target that would break out of its quotes. */
export function formatDigestAnswer(challenge: DigestChallenge, answer: DigestAnswer): string {
  const { realm, nonce, opaque, counts } = challenge;
  const { user, password, method, target, clientNonce, md5 } = answer;
  const count = answer.count.toString(16).padStart(8, "0");
  const [secret, asked] = [md5(`${user}:${realm}:${password}`), md5(`${method}:${target}`)];
  const middle = counts ? `${nonce}:${count}:${clientNonce}:auth` : nonce;
  const fields = [
    `username=${quoted(user)}`,
    `realm=${quoted(realm)}`,
    `nonce=${quoted(nonce)}`,
    `uri=${quoted(target)}`,
    ...(counts ? ["qop=auth", `nc=${count}`, `cnonce=${quoted(clientNonce)}`] : []),
    `response="${md5(`${secret}:${middle}:${asked}`)}"`,
    ...(opaque === undefined ? [] : [`opaque=${quoted(opaque)}`]),
  ];
  return `Digest ${fields.join(", ")}`;
}

function challengeOf(parameters: ReadonlyMap<string, string>): DigestChallenge | undefined {
  const nonce = parameters.get("nonce");
  const opaque = parameters.get("opaque");
  const qop = parameters.get("qop");
  const offers = qop?.split(",").map((one) => one.trim().toLowerCase());
  if (nonce === undefined || (offers && !offers.includes("auth"))) return undefined;
  if ((parameters.get("algorithm") ?? "MD5").toUpperCase() !== "MD5") return undefined;
  return {
    realm: parameters.get("realm") ?? "",
    nonce,
    counts: offers !== undefined,
    stale: parameters.get("stale")?.toLowerCase() === "true",
    ...(opaque !== undefined && { opaque }),
  };
}

/** Names in lower case; undefined for another scheme, and for what is no list of parameters. */
function digestParameters(header: string): ReadonlyMap<string, string> | undefined {
  const scheme = /^\s*digest\s+/i.exec(header);
  // What is quoted goes back in quotes, where no control character may stand.
  if (!scheme || header.length > MAX_LENGTH || CONTROL.test(header)) return undefined;
  const parameters = new Map<string, string>();
  const one = /([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",]+))\s*(?:,\s*|$)/y;
  one.lastIndex = scheme[0].length;
  while (one.lastIndex < header.length) {
    const match = one.exec(header);
    if (!match) return undefined;
    const [, name = "", inQuotes, bare = ""] = match;
    const value = inQuotes?.replaceAll(/\\(.)/g, "$1") ?? bare;
    // The first one counts, as two of a kind have no meaning.
    if (!parameters.has(name.toLowerCase())) parameters.set(name.toLowerCase(), value);
  }
  return parameters;
}

function quoted(text: string): string {
  if (CONTROL.test(text)) throw new RemoteError("invalid", "a digest holds a control character");
  return `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
}
