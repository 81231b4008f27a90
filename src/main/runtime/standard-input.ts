import { fstatSync, read } from "node:fs";
import { Socket } from "node:net";
import type { Readable } from "node:stream";
import { isatty, ReadStream } from "node:tty";
import { promisify } from "node:util";
import { RemoteError } from "../../shared/errors.ts";
import { PulledStream } from "./pulled-stream.ts";

/** The bytes that a program is given, as far as they are asked for. */
export interface StandardInput {
  /** The next bytes, none at the end. Rejects with `storage` or the signal's reason. One at a time. */
  read(length: number, signal: AbortSignal): Promise<Uint8Array>;
  close(): void;
}

const readAt = promisify(read);

/**
 * Descriptor 0, on any thread: `process.stdin` is the main thread's alone. A pipe is waited for without
 * holding up a thread or the end of the program.
 */
export function openStandardInput(): StandardInput {
  try {
    if (!fstatSync(0).isFile()) return pulled(openStream());
  } catch (cause) {
    throw new RemoteError("storage", "there is no standard input", { cause });
  }
  return {
    async read(length, signal) {
      signal.throwIfAborted();
      const bytes = new Uint8Array(length);
      const { bytesRead } = await readAt(0, bytes, 0, length, null).catch((cause) => {
        throw unreadable(cause);
      });
      return bytes.subarray(0, bytesRead);
    },
    close() {},
  };
}

const openStream = (): Readable =>
  isatty(0) ? new ReadStream(0) : new Socket({ fd: 0, readable: true, writable: false });

function pulled(readable: Readable): StandardInput {
  const stream = new PulledStream(readable);
  return {
    read: (_length, signal) => stream.read(signal, unreadable),
    close: () => stream.close(),
  };
}

const unreadable = (cause: unknown) =>
  new RemoteError("storage", "the standard input cannot be read", { cause });
