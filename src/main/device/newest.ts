/** One thing that is under way, and at most one that waits for it: the newest. */
interface Waiting {
  readonly run: () => Promise<void>;
  readonly done: Promise<void>;
  settle(outcome: Promise<void>): void;
}

/**
 * For what a hand drags, such as a scrubber: of the values that come while one is under way only the
 * newest is sent, and none is queued. Whoever asked for one that was passed over learns what became
 * of the newest.
 */
export class Newest {
  readonly #waiting = new Map<string, Waiting | null>();

  /** Apart by `key`: two sliders do not wait for each other. */
  send(key: string, run: () => Promise<void>): Promise<void> {
    const next = this.#waiting.get(key);
    if (next === undefined) return this.#start(key, run);
    if (next !== null) {
      this.#waiting.set(key, { ...next, run });
      return next.done;
    }
    const made = waiting(run);
    this.#waiting.set(key, made);
    return made.done;
  }

  async #start(key: string, run: () => Promise<void>): Promise<void> {
    this.#waiting.set(key, null);
    try {
      await run();
    } finally {
      const next = this.#waiting.get(key);
      this.#waiting.delete(key);
      next?.settle(this.#start(key, next.run));
    }
  }
}

function waiting(run: () => Promise<void>): Waiting {
  let settle: Waiting["settle"] = () => {};
  const done = new Promise<void>((resolve) => {
    settle = resolve;
  });
  return { run, done, settle };
}
