import type { Clock } from "../runtime/clock.ts";
import type { Network, TcpStream } from "../runtime/network.ts";
import { FaultyWriter } from "./faulty-writer.ts";
import type { WireFaults } from "./wire-faults.ts";

/**
 * The same network, on which whatever is accepted suffers what the faults say; each write is a frame.
 * Accepted connections are in `open` for as long as they are.
 */
export function faultyNetwork(
  network: Network,
  clock: Clock,
  faults: WireFaults,
  open: Set<TcpStream>,
): Network {
  return {
    connectTcp: (options) => network.connectTcp(options),
    listenTcp: (options, accept) =>
      network.listenTcp(options, (stream) => {
        open.add(stream);
        void stream.closed.then(() => open.delete(stream));
        accept(faultyStream(stream, clock, faults));
      }),
    openUdp: (options) => network.openUdp(options),
    openMdns: (on) => network.openMdns(on),
    refreshInterfaces: () => network.refreshInterfaces(),
    interfaces: network.interfaces,
  };
}

function faultyStream(stream: TcpStream, clock: Clock, faults: WireFaults): TcpStream {
  const writer = new FaultyWriter(stream, clock, faults);
  void stream.closed.then(() => writer.cancel());
  return {
    localAddress: stream.localAddress,
    remoteAddress: stream.remoteAddress,
    remotePort: stream.remotePort,
    get unsentBytes() {
      return stream.unsentBytes;
    },
    closed: stream.closed,
    write: (bytes) => writer.write(bytes),
    onData: (listener) =>
      stream.onData((chunk) => {
        if (!faults.halfOpen) listener(chunk);
      }),
    close: () => stream.close(),
    abort: () => stream.abort(),
  };
}
