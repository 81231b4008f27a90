/** Order in which a person, and a connection, would want them: see `AdvertisedService.addresses`. */
const NEVER = 9;

/** 0 is best: IPv4, global IPv6, IPv4 of a link without a router, link-local IPv6. `NEVER`: unusable. */
export function addressRank(address: string): number {
  if (address === "0.0.0.0" || address === "::") return NEVER;
  if (!address.includes(":")) return address.startsWith("169.254.") ? 2 : 0;
  return isLinkLocalV6(address) ? 3 : 1;
}

export function isUsable(address: string): boolean {
  return addressRank(address) < NEVER;
}

export function isLinkLocalV6(address: string): boolean {
  return /^fe[89ab][\da-f]:/i.test(address);
}

export function isLoopback(address: string): boolean {
  return address === "::1" || address.startsWith("127.");
}

/** Without the zone, for comparing a sender with an announced address. */
export function plainAddress(address: string): string {
  const plain = address.split("%")[0] ?? "";
  return plain.toLowerCase().replace(/^::ffff:(?=\d+\.)/, "");
}

export function isLiteralAddress(host: string): boolean {
  return host.includes(":") || /^\d{1,3}(\.\d{1,3}){3}$/.test(host);
}
