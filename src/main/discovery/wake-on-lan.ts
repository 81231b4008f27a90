import type { Log } from "../runtime/log.ts";
import type { InterfaceAddress, Network } from "../runtime/network.ts";
import { encodeMagicPacket, MAGIC_PACKET_PORT } from "../wire/magic-packet.ts";
import { isWithin } from "./subnet.ts";

/**
 * Sends the packet that wakes a sleeping network card: to the device's last address, which a sleep
 * proxy or a router still knows, and to everybody on its network, because nothing answers for its
 * address any more. On the interface whose network it is on; on all of them when it is on none, because
 * a remembered address may be an old one. Never rejects: whether it worked shows when the device answers.
 */
export async function sendMagicPacket(
  { network, log }: { readonly network: Network; readonly log: Log },
  mac: string,
  address: string,
): Promise<void> {
  const packet = encodeMagicPacket(mac);
  if (!packet) return;
  const candidates = network.interfaces.value.filter(
    ({ family, internal }) => family === 4 && !internal,
  );
  const near = candidates.filter((one) => isWithin(address, one));
  const isIPv4 = /^\d+(\.\d+){3}$/.test(address);
  const send = async (from: InterfaceAddress) => {
    try {
      const socket = await network.openUdp({ host: from.address, family: 4, broadcast: true });
      socket.onError(({ message }) => log.info("a wake packet was not sent", { message }));
      socket.send(packet, broadcastOf(from), MAGIC_PACKET_PORT);
      if (isIPv4) socket.send(packet, address, MAGIC_PACKET_PORT);
      socket.close();
    } catch {
      // An interface that has just gone; the others are tried all the same.
      log.info("a wake packet was not sent", { interface: from.name });
    }
  };
  await Promise.all((near.length > 0 ? near : candidates).map(send));
}

/** The address of everybody on an IPv4 network: its host bits all ones (RFC 919). */
export function broadcastOf({ address, prefixLength }: InterfaceAddress): string {
  const parts = address.split(".").map(Number);
  return parts
    .map((part, at) => {
      const hostBits = Math.min(8, Math.max(0, (at + 1) * 8 - prefixLength));
      return part | (2 ** hostBits - 1);
    })
    .join(".");
}
