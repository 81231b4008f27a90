import { type ErrorBody, RemoteError } from "../../shared/errors.ts";
import type { ItemClock } from "../../shared/model/now-playing.ts";
import type { SessionSnapshot } from "../../shared/model/session.ts";
import type { Timer } from "../runtime/clock.ts";
import type { Context } from "./command.ts";

/** How often somebody who looks is told how far it is, in ms. */
const TELL_MS = 1000;

/** Follows what we play on one device, from before it begins. */
export class PlayWatch {
  readonly #context: Context;
  readonly #deviceId: string;
  readonly #off: () => void;
  readonly #waiting = new Set<() => void>();
  readonly #tellings = new Set<() => void>();
  #latest: SessionSnapshot | null = null;
  #title: string | undefined;
  #isOver = false;
  #clock: ItemClock | null = null;

  constructor(context: Context, deviceId: string) {
    this.#context = context;
    this.#deviceId = deviceId;
    this.#off = context.service.on("session", (snapshot) => this.#take(snapshot));
  }

  /** Where it stood when it was last seen. */
  get clock(): ItemClock | null {
    return this.#clock;
  }

  /** What the device has against it; only after the end. */
  get failure(): ErrorBody | null {
    return this.#latest?.lastError ?? null;
  }

  /** To be called when the device took it. Resolves with its title. */
  async began(): Promise<string> {
    const { handlers } = this.#context;
    const snapshot = await handlers["session.snapshot"](this.#deviceId);
    if (snapshot) this.#take(snapshot);
    // It may be over before anybody asked.
    if (this.#title === undefined) this.#isOver = true;
    return this.#title ?? "";
  }

  /** Resolves when it plays no more. Rejects when the command is interrupted. */
  async ended(): Promise<void> {
    const { signal } = this.#context;
    while (!this.#isOver) {
      if (signal.aborted) throw RemoteError.from(signal.reason);
      await new Promise<void>((resolve) => {
        this.#waiting.add(resolve);
        signal.addEventListener("abort", () => resolve(), { once: true });
      });
    }
  }

  /** Calls `tell` with each change and once a second. */
  onChange(tell: (session: SessionSnapshot) => void): () => void {
    let timer: Timer | undefined;
    const now = () => {
      timer?.cancel();
      if (this.#latest !== null && !this.#isOver) tell(this.#latest);
      timer = this.#context.world.clock.after(TELL_MS, now);
    };
    this.#tellings.add(now);
    now();
    return () => {
      this.#tellings.delete(now);
      timer?.cancel();
    };
  }

  close(): void {
    this.#off();
  }

  #take(snapshot: SessionSnapshot): void {
    if (snapshot.deviceId !== this.#deviceId) return;
    if (this.#latest !== null && snapshot.revision < this.#latest.revision) return;
    this.#latest = snapshot;
    const { stream, nowPlaying } = snapshot;
    if (this.#title === undefined && stream?.stage === "playing") this.#title = stream.title;
    else if (this.#title !== undefined && stream?.title !== this.#title) this.#isOver = true;
    if (this.#title !== undefined && !this.#isOver && nowPlaying !== null) this.#clock = nowPlaying;
    for (const wake of [...this.#waiting]) wake();
    this.#waiting.clear();
    for (const tell of this.#tellings) tell();
  }
}
