import type { Announcement } from "../../announce/records.ts";
import type { InterfaceAddress } from "../../runtime/network.ts";
import { parseAddress } from "../../wire/dns/address.ts";

/**
 * Where devices can be that look for a remote: one IPv4 address an interface, of a private network.
 * A machine without one (a university's network, a test) is seen wherever it is. A device that this
 * machine reaches inside itself looks nowhere else.
 */
export function announcedOn(
  interfaces: readonly InterfaceAddress[],
  deviceAddresses: readonly string[] = [],
): readonly InterfaceAddress[] {
  const isInside = deviceAddresses.some((address) => address.startsWith("127."));
  const candidates = interfaces.filter(
    ({ family, internal }) => family === 4 && (internal || !isInside),
  );
  const outside = candidates.filter(({ internal }) => !internal);
  const inPrivate = outside.filter(({ address }) => isPrivate(address));
  const best = [inPrivate, outside, candidates].find((some) => some.length > 0) ?? [];
  return best.filter(({ name }, at) => best.findIndex((other) => other.name === name) === at);
}

/** RFC 1918, and RFC 3927 for machines that nobody gave an address. */
function isPrivate(address: string): boolean {
  return /^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.)/.test(address);
}

/** PA-20. `guid`: 16 upper-case hex digits. The name is what the device lists us under. */
export function remoteAnnouncement(
  on: InterfaceAddress,
  port: number,
  guid: string,
  name: string,
): Announcement {
  const number = parseAddress(on.address).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const instance = number.toString().padStart(40, "0");
  return {
    // A name of our own, so as not to answer for the machine's.
    host: `armchair-${guid.slice(-8).toLowerCase()}`,
    services: [
      {
        type: "_touch-remote._tcp",
        instance,
        port,
        txt: [
          ["DvNm", name],
          ["RemV", "10000"],
          ["DvTy", "iPod"],
          ["RemN", "Remote"],
          ["txtvers", "1"],
          ["Pair", guid],
        ],
      },
    ],
  };
}
