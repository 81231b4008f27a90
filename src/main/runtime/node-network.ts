import { connect, createServer, type Server, type Socket } from "node:net";
import { networkInterfaces } from "node:os";
import { RemoteError } from "../../shared/errors.ts";
import type { InterfaceAddress, Network, TcpListener, TcpOptions, TcpStream } from "./network.ts";
import { openMdnsSocket, openUdpSocket } from "./node-datagram.ts";
import { Signal } from "./signal.ts";

const CONNECT_TIMEOUT_MS = 5000;

/** The operating system's network. */
export function createNodeNetwork(): Network {
  const interfaces = new Signal<readonly InterfaceAddress[]>(currentAddresses());
  return {
    connectTcp,
    listenTcp,
    openUdp: openUdpSocket,
    openMdns: openMdnsSocket,
    interfaces,
    refreshInterfaces() {
      const next = currentAddresses();
      if (JSON.stringify(next) !== JSON.stringify(interfaces.value)) interfaces.set(next);
    },
  };
}

function currentAddresses(): readonly InterfaceAddress[] {
  return Object.entries(networkInterfaces()).flatMap(([name, addresses]) =>
    (addresses ?? []).map((entry) => ({
      name,
      address: entry.address,
      family: entry.family === "IPv6" ? (6 as const) : (4 as const),
      internal: entry.internal,
      scopeId: entry.family === "IPv6" ? entry.scopeid : 0,
      prefixLength: Number(entry.cidr?.split("/")[1] ?? (entry.family === "IPv6" ? 64 : 24)),
    })),
  );
}

function connectTcp(options: TcpOptions): Promise<TcpStream> {
  const { host, port, signal, timeoutMs, keepAliveIdleMs = 0 } = options;
  const keepAlive = { keepAlive: true, keepAliveInitialDelay: keepAliveIdleMs };
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const socket = connect({ host, port, noDelay: true, ...keepAlive });
    const settle = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
      socket.removeListener("error", onError);
    };
    const fail = (error: unknown) => {
      settle();
      // A socket that is being destroyed may still report; nobody is interested any more.
      socket.on("error", () => {});
      socket.destroy();
      reject(error);
    };
    const onAbort = () => fail(signal?.reason);
    const onError = (error: Error) =>
      fail(
        new RemoteError("refused", "the device does not accept the connection", { cause: error }),
      );
    const timer = setTimeout(
      () => fail(new RemoteError("timeout", "the device did not answer the connection")),
      timeoutMs ?? CONNECT_TIMEOUT_MS,
    );
    signal?.addEventListener("abort", onAbort, { once: true });
    socket.once("error", onError);
    socket.once("connect", () => {
      settle();
      resolve(wrapSocket(socket));
    });
  });
}

function wrapSocket(socket: Socket): TcpStream {
  let listener: ((chunk: Uint8Array) => void) | undefined;
  const early: Uint8Array[] = [];
  const localAddress = socket.localAddress ?? "";
  const remoteAddress = socket.remoteAddress ?? "";
  const remotePort = socket.remotePort ?? 0;
  let failure: Error | null = null;
  socket.on("data", (chunk: Buffer) => {
    if (listener) listener(chunk);
    else early.push(chunk);
  });
  const closed = new Promise<Error | null>((resolve) => {
    socket.once("error", (error) => {
      failure = error;
    });
    socket.once("close", () => resolve(failure));
  });
  const uncork = () => socket.uncork();
  return {
    localAddress,
    remoteAddress,
    remotePort,
    closed,
    get unsentBytes() {
      return socket.writableLength;
    },
    write(bytes) {
      if (!socket.writable) return;
      // What one turn of the event loop writes leaves in one system call, and mostly in one packet.
      if (socket.writableCorked === 0) {
        socket.cork();
        process.nextTick(uncork);
      }
      socket.write(bytes);
    },
    onData(next) {
      listener = next;
      for (const chunk of early.splice(0)) next(chunk);
    },
    close: () => void socket.end(),
    // A reset: what is on its way is dropped on both sides, and the peer learns of it at once. After
    // `close` there can be none: libuv refuses it once a shutdown was asked for, and Node then never
    // lets go of the socket.
    abort: () => void (socket.writableEnded ? socket.destroy() : socket.resetAndDestroy()),
  };
}

function listenTcp(
  { host, port }: { host: string; port: number },
  accept: (stream: TcpStream) => void,
): Promise<TcpListener> {
  return new Promise((resolve, reject) => {
    const sockets = new Set<Socket>();
    const server: Server = createServer({ noDelay: true, keepAlive: true }, (socket) => {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
      accept(wrapSocket(socket));
    });
    server.once("error", (error) =>
      reject(new RemoteError("refused", "the port cannot be opened", { cause: error })),
    );
    server.listen({ host, port }, () => {
      const address = server.address();
      resolve({
        port: typeof address === "object" && address ? address.port : port,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            for (const socket of sockets) socket.destroy();
          }),
      });
    });
  });
}
