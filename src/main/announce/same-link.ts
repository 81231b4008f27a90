import { isRemoteError } from "../../shared/errors.ts";
import type { InterfaceAddress } from "../runtime/network.ts";
import { parseAddress } from "../wire/dns/address.ts";

/** Whether `address` is in the network of this interface address (RFC 6762 11: answer only those). */
export function onSameLink(on: InterfaceAddress, address: string): boolean {
  try {
    const own = parseAddress(on.address);
    const other = parseAddress(address);
    return own.length === other.length && sharesPrefix(own, other, on.prefixLength);
  } catch (error) {
    if (isRemoteError(error, "invalid", "malformed")) return false;
    throw error;
  }
}

function sharesPrefix(left: Uint8Array, right: Uint8Array, bits: number): boolean {
  const whole = bits >> 3;
  for (let at = 0; at < whole; at += 1) if (left[at] !== right[at]) return false;
  const rest = bits & 7;
  if (rest === 0) return true;
  const mask = 0xff << (8 - rest);
  return ((left[whole] ?? 0) & mask) === ((right[whole] ?? 0) & mask);
}
