import { type MessagePort, parentPort, Worker } from "node:worker_threads";
import { RemoteError } from "../../shared/errors.ts";

/** One end of a conversation between two threads. Messages are cloned, and arrive in order. */
export interface ThreadPort {
  post(message: unknown): void;
  /** One listener. */
  onMessage(listener: (message: unknown) => void): void;
}

export interface Thread extends ThreadPort {
  /** Why it ended; null: it was ended. */
  readonly ended: Promise<RemoteError | null>;
  end(): Promise<void>;
}

/** Starts a thread that runs this file, and keeps the process alive until it ends. */
export function startThread(file: string): Thread {
  const worker = new Worker(file);
  let isEnding = false;
  let failure: unknown;
  const ended = new Promise<RemoteError | null>((resolve) => {
    worker.on("error", (error) => {
      failure = error;
    });
    worker.once("exit", () => {
      const cause = failure;
      resolve(isEnding ? null : new RemoteError("bug", "One of its threads died.", { cause }));
    });
  });
  return {
    ended,
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => void worker.on("message", listener),
    async end() {
      isEnding = true;
      await worker.terminate();
    },
  };
}

/** The other end, within a thread that `startThread` began. */
export function ownThread(): ThreadPort {
  if (parentPort === null) throw new RemoteError("bug", "this runs in a thread of its own only");
  return portOf(parentPort);
}

function portOf(port: MessagePort): ThreadPort {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on("message", listener),
  };
}
