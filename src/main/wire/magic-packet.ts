/** UDP's discard port: nobody listens there, only the network card looks. */
export const MAGIC_PACKET_PORT = 9;

/**
 * The payload that wakes a machine whose network card still listens (AMD, Magic Packet Technology,
 * 1995): six bytes FF, then its MAC address sixteen times. Undefined when the text is no MAC address.
 */
export function encodeMagicPacket(mac: string): Uint8Array | undefined {
  const digits = mac.replace(/[:-]/g, "");
  if (!/^[\da-f]{12}$/i.test(digits)) return undefined;
  const address = Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const packet = new Uint8Array(6 + 16 * address.length).fill(0xff, 0, 6);
  for (let copy = 0; copy < 16; copy++) packet.set(address, 6 + copy * address.length);
  return packet;
}
