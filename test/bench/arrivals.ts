import type { Network, TcpStream } from "../../src/main/runtime/network.ts";

/** The same network, with a note of when each chunk of bytes came in on an accepted connection. */
export function noteArrivals(network: Network): { network: Network; arrivals: bigint[] } {
  const arrivals: bigint[] = [];
  const noting = (stream: TcpStream): TcpStream => ({
    localAddress: stream.localAddress,
    remoteAddress: stream.remoteAddress,
    remotePort: stream.remotePort,
    get unsentBytes() {
      return stream.unsentBytes;
    },
    closed: stream.closed,
    write: (bytes) => stream.write(bytes),
    onData: (listener) =>
      stream.onData((chunk) => {
        arrivals.push(process.hrtime.bigint());
        listener(chunk);
      }),
    close: () => stream.close(),
    abort: () => stream.abort(),
  });
  return {
    arrivals,
    network: {
      interfaces: network.interfaces,
      refreshInterfaces: () => network.refreshInterfaces(),
      connectTcp: (options) => network.connectTcp(options),
      openUdp: (options) => network.openUdp(options),
      openMdns: (on) => network.openMdns(on),
      listenTcp: (options, accept) =>
        network.listenTcp(options, (stream) => accept(noting(stream))),
    },
  };
}
