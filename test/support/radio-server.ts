import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";

export interface RadioServer {
  readonly port: number;
  /** Connections that are open now, and bytes that were taken of all. */
  readonly open: number;
  readonly sentBytes: number;
  /** The heads of the requests. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** A TCP server that says `head` to whoever asks, and then what `body` gives, as it is taken. */
export async function radioServer(
  head: string,
  body: (socket: Socket) => AsyncIterable<Uint8Array>,
): Promise<RadioServer> {
  const sockets = new Set<Socket>();
  const requests: string[] = [];
  let sentBytes = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
    socket.once("data", async (request) => {
      requests.push(request.toString("latin1"));
      socket.write(head);
      for await (const bytes of body(socket)) {
        if (socket.destroyed) return;
        sentBytes += bytes.length;
        if (!socket.write(bytes)) {
          await new Promise<void>((resolve) => {
            socket.once("drain", resolve);
            socket.once("close", () => resolve());
          });
        }
      }
      socket.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    get open() {
      return sockets.size;
    },
    get sentBytes() {
      return sentBytes;
    },
    requests,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
