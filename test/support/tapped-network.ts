import type { Network, TcpStream } from "../../src/main/runtime/network.ts";

export interface TappedNetwork extends Network {
  /** Delivers bytes to our side of every connection, as if the device had sent them. */
  inject(bytes: Uint8Array): void;
}

/** A network whose incoming bytes a test can add to. */
export function tapNetwork(network: Network): TappedNetwork {
  const listeners = new Set<(chunk: Uint8Array) => void>();
  const tap = (stream: TcpStream): TcpStream => ({
    localAddress: stream.localAddress,
    remoteAddress: stream.remoteAddress,
    remotePort: stream.remotePort,
    get unsentBytes() {
      return stream.unsentBytes;
    },
    closed: stream.closed,
    write: (bytes) => stream.write(bytes),
    close: () => stream.close(),
    abort: () => stream.abort(),
    onData(listener) {
      listeners.add(listener);
      void stream.closed.then(() => listeners.delete(listener));
      stream.onData(listener);
    },
  });
  return {
    ...network,
    connectTcp: async (options) => tap(await network.connectTcp(options)),
    inject: (bytes) => {
      for (const listener of listeners) listener(bytes);
    },
  };
}
