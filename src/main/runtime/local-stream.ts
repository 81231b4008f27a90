import { connect as connectSocket, createServer, type Socket } from "node:net";
import { RemoteError } from "../../shared/errors.ts";

/** A two-way pipe between two programs of one person: a Unix socket, or a named pipe on Windows. */
export interface LocalStream {
  write(bytes: Uint8Array): void;
  /** Written and not yet taken by the other side, in bytes. */
  readonly backlog: number;
  /** One listener: bytes that come before it is set are kept for it. */
  onData(listener: (chunk: Uint8Array) => void): void;
  /** Resolves exactly once, whatever ended it. */
  readonly closed: Promise<void>;
  /** Sends what is pending, then ends. */
  close(): void;
  abort(): void;
}

export interface LocalListener {
  /** Resolves when nobody is connected any more and the path is gone. */
  close(): Promise<void>;
}

/** Rejects with `storage` when the path cannot be made. */
export function listenLocal(
  path: string,
  accept: (stream: LocalStream) => void,
): Promise<LocalListener> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
    accept(wrap(socket));
  });
  return new Promise((resolve, reject) => {
    server.once("error", (cause) =>
      reject(new RemoteError("storage", "the local socket cannot be made", { cause })),
    );
    server.listen(path, () =>
      resolve({
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            for (const socket of open) socket.destroy();
          }),
      }),
    );
  });
}

/** Rejects with `refused` when nobody listens there. */
export function connectLocal(path: string): Promise<LocalStream> {
  return new Promise((resolve, reject) => {
    const socket = connectSocket(path);
    const fail = (cause: Error) =>
      reject(new RemoteError("refused", "nobody listens on the local socket", { cause }));
    socket.once("error", fail);
    socket.once("connect", () => {
      socket.off("error", fail);
      resolve(wrap(socket));
    });
  });
}

function wrap(socket: Socket): LocalStream {
  // Why it ended is of no use to either side: "close" follows every error.
  socket.on("error", () => {});
  const closed = new Promise<void>((resolve) => {
    socket.once("close", () => resolve());
  });
  return {
    write: (bytes) => void socket.write(bytes),
    get backlog() {
      return socket.writableLength;
    },
    onData: (listener) => void socket.on("data", (chunk: Buffer) => listener(chunk)),
    closed,
    close: () => void socket.end(),
    abort: () => void socket.destroy(),
  };
}
