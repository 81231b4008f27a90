import { isIP, isIPv6 } from "node:net";
import { RemoteError } from "../../shared/errors.ts";

/** `/<128 bits>/<name>`. Every character that means something in an address is written as %XX. */
export function secretPath(token: Uint8Array, name: string): string {
  const secret = Buffer.from(token).toString("base64url");
  return `/${secret}/${encodeName(name)}`;
}

function encodeName(name: string): string {
  // Half of a pair of surrogates is in some file names, and in no address.
  const whole = name.replace(/\p{Surrogate}/gu, "_");
  return encodeURIComponent(whole).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Whether it is exactly that path, in a time that does not tell how much of it was right. */
export function isSecretPath(asked: string, path: string): boolean {
  let difference = asked.length ^ path.length;
  for (let index = 0; index < path.length; index++) {
    difference |= path.charCodeAt(index) ^ (asked.charCodeAt(index) || 0);
  }
  return difference === 0;
}

export interface LocalHost {
  /** For binding: with the zone. */
  readonly bind: string;
  readonly bare: string;
  /** A zone is this machine's own name for an interface, and no part of an address (RFC 9844). */
  readonly inUrl: string;
}

/** Throws `invalid` for what is no address of one interface. */
export function localHost(address: string): LocalHost {
  // A socket for both families tells IPv4 addresses so.
  const bind = address.replace(/^::ffff:(?=\d+\.)/i, "");
  const bare = bind.replace(/%.*$/, "");
  if (isIP(bare) === 0 || bare === "0.0.0.0" || /^[0:]+$/.test(bare)) {
    throw new RemoteError("invalid", "files are served on one address of this machine");
  }
  return { bind, bare, inUrl: isIPv6(bare) ? `[${bare}]` : bare };
}
