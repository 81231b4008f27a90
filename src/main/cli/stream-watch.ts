import { RemoteError } from "../../shared/errors.ts";
import type { SoundSnapshot } from "../../shared/model/sound.ts";
import type { Timer } from "../runtime/clock.ts";
import type { Context } from "./command.ts";

const TELL_MS = 1000;

/** Follows what this process sends, from before it begins. */
export class StreamWatch {
  readonly #context: Context;
  readonly #tell: (before: SoundSnapshot | null, after: SoundSnapshot) => void;
  readonly #off: () => void;
  #latest: SoundSnapshot | null = null;
  #began = false;
  #wake: () => void = () => {};

  /** `tell` hears of each snapshot. */
  constructor(
    context: Context,
    tell: (before: SoundSnapshot | null, after: SoundSnapshot) => void,
  ) {
    this.#context = context;
    this.#tell = tell;
    this.#off = context.service.on("sound", (snapshot) => this.#take(snapshot));
  }

  get latest(): SoundSnapshot | null {
    return this.#latest;
  }

  /** To be called when it was sent on its way. */
  async began(): Promise<void> {
    await this.look();
    this.#began = true;
  }

  /** What there is that nobody has been told yet. */
  async look(): Promise<void> {
    this.#take(await this.#context.handlers["sound.snapshot"]());
  }

  /** Resolves when it is over, or nobody is left to hear it. Rejects when the command is interrupted. */
  async ended(): Promise<void> {
    const { signal } = this.#context;
    const onAbort = () => this.#wake();
    signal.addEventListener("abort", onAbort);
    try {
      while (!this.#isOver()) {
        if (signal.aborted) throw RemoteError.from(signal.reason);
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    } finally {
      signal.removeEventListener("abort", onAbort);
    }
  }

  /** Calls `show` with how it stands, once a second, until the answer is called. */
  everySecond(show: (snapshot: SoundSnapshot) => void): () => void {
    let timer: Timer | undefined;
    const now = () => {
      if (this.#latest !== null && !this.#isOver()) show(this.#latest);
      timer = this.#context.world.clock.after(TELL_MS, now);
    };
    now();
    return () => timer?.cancel();
  }

  close(): void {
    this.#off();
  }

  #isOver(): boolean {
    if (!this.#began || this.#latest === null) return false;
    const { state, speakers } = this.#latest;
    // Somebody who was sent away does not come back by himself either.
    const gone = speakers.filter(({ phase }) => phase === "failed" || phase === "interrupted");
    const isUnheard = speakers.length > 0 && gone.length === speakers.length;
    return state === "idle" || isUnheard;
  }

  #take(snapshot: SoundSnapshot): void {
    const before = this.#latest;
    if (before !== null && snapshot.revision <= before.revision) return;
    this.#latest = snapshot;
    this.#tell(before, snapshot);
    this.#wake();
  }
}
