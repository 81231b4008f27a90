import { createSocket, type Socket } from "node:dgram";
import { lookup as dnsLookup, type LookupOneOptions } from "node:dns";
import { once } from "node:events";
import { isIP } from "node:net";
import multicastDns from "multicast-dns";
import { RemoteError } from "../../shared/errors.ts";
import {
  type Datagram,
  type DatagramSocket,
  type InterfaceAddress,
  MDNS_GROUP_V4,
  MDNS_GROUP_V6,
  type UdpOptions,
} from "./network.ts";
import { Occurrence } from "./signal.ts";

/** RFC 6762 section 11: answers that cross no router still say 255. */
const MDNS_TTL = 255;

const RECEIVE_BUFFER_BYTES = 2 ** 20;

/** A UDP socket on one local address, and on an ephemeral port unless one is asked for. */
export async function openUdpSocket(options: UdpOptions): Promise<DatagramSocket> {
  const socket = createSocket({ type: options.family === 6 ? "udp6" : "udp4", lookup });
  try {
    // An address that needs no resolver is bound in the same turn: whoever listens afterwards hears nothing.
    const listening = once(socket, "listening");
    socket.bind(options.port ?? 0, options.host);
    await listening;
    if (options.broadcast) socket.setBroadcast(true);
  } catch (cause) {
    socket.close();
    throw new RemoteError("refused", "no socket on this address", { cause });
  }
  return wrapDatagrams(socket, () => socket.close());
}

/**
 * Addresses are taken as they are, in the same turn: Node would ask the resolver for each datagram,
 * and send it later. Sound sends 125 a second.
 */
function lookup(
  host: string,
  options: LookupOneOptions,
  answer: (error: NodeJS.ErrnoException | null, address: string, family: number) => void,
): void {
  const family = isIP(host.split("%")[0] ?? "");
  if (family === 0) dnsLookup(host, options, answer);
  else answer(null, host, family);
}

/**
 * multicast-dns binds the shared port 5353 next to other responders. Two things it does are ours
 * instead. Joining: it joins again every five seconds by a timer, and an idle app has none. Reading:
 * its decoder loses a whole packet for one bad record, so the bytes go to `wire/dns`.
 */
export async function openMdnsSocket(on: InterfaceAddress): Promise<DatagramSocket> {
  const v6 = on.family === 6;
  const group = v6 ? MDNS_GROUP_V6 : MDNS_GROUP_V4;
  const via = v6 ? `::%${on.name}` : on.address;
  const socket = v6
    ? createSocket({ type: "udp6", reuseAddr: true, ipv6Only: true })
    : createSocket({ type: "udp4", reuseAddr: true });
  const mdns = multicastDns({
    socket,
    type: v6 ? "udp6" : "udp4",
    ip: group,
    interface: via,
    bind: v6 ? "::" : "0.0.0.0",
    multicast: false,
  });
  socket.removeAllListeners("message");
  // Told to whoever reads the socket, below; unheard here it would end the process.
  mdns.on("error", () => {});
  const close = () => mdns.destroy();
  try {
    await once(mdns, "ready");
    socket.addMembership(group, via);
    socket.setMulticastInterface(via);
    socket.setMulticastTTL(MDNS_TTL);
    socket.setMulticastLoopback(true);
    // A large network answers in one burst; what does not fit into the buffer is lost.
    socket.setRecvBufferSize(RECEIVE_BUFFER_BYTES);
  } catch (cause) {
    close();
    throw new RemoteError("refused", "this interface takes no multicast", { cause });
  }
  return wrapDatagrams(socket, close, v6 ? on.name : undefined);
}

function wrapDatagrams(socket: Socket, close: () => void, zone?: string): DatagramSocket {
  const messages = new Occurrence<Datagram>();
  const errors = new Occurrence<Error>();
  let open = true;
  let sending = 0;
  socket.on("message", (bytes, from) => {
    messages.emit({ bytes, address: from.address, port: from.port });
  });
  socket.on("error", (error) => errors.emit(error));
  const { port } = socket.address();
  return {
    port,
    send(bytes, address, port) {
      if (!open) return;
      // A link-local group needs to be told which link.
      const target = zone && address === MDNS_GROUP_V6 ? `${address}%${zone}` : address;
      sending += 1;
      socket.send(bytes, port, target, (error) => {
        sending -= 1;
        if (error && open) errors.emit(error);
        if (!open && sending === 0) close();
      });
    },
    connect(address, port) {
      socket.connect(port, address);
      // An address that needs no resolver is connected in the same turn; there may be no way to it now.
      const connected = isConnected(socket);
      return (bytes) => {
        if (!open) return;
        if (connected) socket.send(bytes);
        else this.send(bytes, address, port);
      };
    },
    onMessage: (listener) => messages.on(listener),
    onError: (listener) => errors.on(listener),
    close() {
      if (!open) return;
      open = false;
      // Node sends in a later turn, and a goodbye is always the last word.
      if (sending === 0) close();
    },
  };
}

function isConnected(socket: Socket): boolean {
  try {
    socket.remoteAddress();
    return true;
  } catch {
    return false;
  }
}
