import { createLog, type Log, type LogRecord, silentLog } from "../../src/main/runtime/log.ts";
import type { Runtime } from "../../src/main/runtime/runtime.ts";
import type { Thread, ThreadPort } from "../../src/main/runtime/thread.ts";
import type { SoundEngine } from "../../src/main/sound/engine.ts";
import { createLocalEngine } from "../../src/main/sound/local-engine.ts";
import type { OpenSource } from "../../src/main/sound/source/source.ts";
import type { FromThread } from "../../src/main/sound/thread-messages.ts";
import { serveSound } from "../../src/main/sound/thread-server.ts";
import { createWorkerEngine } from "../../src/main/sound/worker-engine.ts";
import { RemoteError } from "../../src/shared/errors.ts";
import { SoundRoom } from "./sound-room.ts";

type Listener = (message: unknown) => void;

/** A thread that is none: both ends are here, and between them everything is cloned and in order. */
export class ThreadHere implements Thread {
  readonly ended: Promise<RemoteError | null>;
  /** The end within. */
  readonly inside: ThreadPort;
  isOver = false;
  /** It takes what it is told, and does nothing of it. */
  hangs = false;
  #outer: Listener = () => {};
  #inner: Listener = () => {};
  #resolve: (error: RemoteError | null) => void = () => {};

  constructor() {
    this.ended = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    this.inside = {
      post: (message) => this.#deliver(message, (copy) => this.#outer(copy)),
      onMessage: (listener) => {
        this.#inner = listener;
      },
    };
  }

  post(message: unknown): void {
    this.#deliver(message, (copy) => {
      if (!this.hangs) this.#inner(copy);
    });
  }

  onMessage(listener: Listener): void {
    this.#outer = listener;
  }

  async end(): Promise<void> {
    this.#over(null);
  }

  die(cause: Error): void {
    this.#over(new RemoteError("bug", "a thread of ours died", { cause }));
  }

  #over(error: RemoteError | null): void {
    this.isOver = true;
    this.#resolve(error);
  }

  #deliver(message: unknown, take: Listener): void {
    const copy: unknown = structuredClone(message);
    queueMicrotask(() => {
      if (!this.isOver) take(copy);
    });
  }
}

/** A room whose engine is at the other end of a thread. */
export class ThreadRoom extends SoundRoom {
  readonly threads: ThreadHere[] = [];
  readonly logged: LogRecord[] = [];
  readonly far: SoundEngine;
  /** Of the newest thread, on its side. */
  threadLog = silentLog;

  constructor() {
    super();
    const log = createLog(
      (record) => this.logged.push(record),
      () => this.runtime.clock.wallMs(),
    );
    this.far = createWorkerEngine({ ...this.runtime, log }, () => this.#start());
  }

  get thread(): ThreadHere {
    const last = this.threads.at(-1);
    if (last === undefined) throw new Error("no thread was started");
    return last;
  }

  #start(): Thread {
    const thread = new ThreadHere();
    this.threads.push(thread);
    this.threadLog = serveHere(thread, this.runtime, this.open);
    return thread;
  }
}

/** Has the thread that is none make sound. Returns the log on its side. */
export function serveHere(thread: ThreadHere, runtime: Runtime, open: OpenSource): Log {
  const post = (message: FromThread) => thread.inside.post(message);
  const log = createLog(
    (record) => post({ type: "log", record }),
    () => runtime.clock.wallMs(),
  );
  const engine = createLocalEngine({ ...runtime, log }, open);
  serveSound(() => engine, thread.inside);
  // What a thread has goes with it.
  void thread.ended.then(() => engine.close());
  return log;
}
