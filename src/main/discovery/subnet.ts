import type { InterfaceAddress } from "../runtime/network.ts";
import { parseAddress } from "../wire/dns/address.ts";
import { isLinkLocalV6 } from "./addresses.ts";

/** Whether an address belongs to the network of one of this machine's. Link-local ones belong to none. */
export function isWithin(address: string, network: InterfaceAddress): boolean {
  if (address.includes(":") !== (network.family === 6) || isLinkLocalV6(address)) return false;
  const [left, right] = [bytesOf(address), bytesOf(network.address)];
  if (!left || !right) return false;
  for (let bit = 0; bit < network.prefixLength; bit += 8) {
    const bits = Math.min(8, network.prefixLength - bit);
    const mask = 0xff & (0xff << (8 - bits));
    if (((left[bit / 8] ?? 0) & mask) !== ((right[bit / 8] ?? 0) & mask)) return false;
  }
  return true;
}

function bytesOf(address: string): Uint8Array | null {
  try {
    return parseAddress(address);
  } catch {
    return null;
  }
}
