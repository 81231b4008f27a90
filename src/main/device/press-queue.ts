import { isRemoteError, RemoteError } from "../../shared/errors.ts";
import type { Clock } from "../runtime/clock.ts";

/** An older press would move the focus of somebody who has long looked away. */
export const PRESS_LIFE_MS = 2000;
/** A TV on the same network answers within a few ms; this long means ask whether it is there. */
const NO_ANSWER_MS = 400;
/** Nobody has this many different presses on the way; whoever does is not a finger. */
const MAX_WAITING = 32;

/** What the queue needs of the connection. */
export interface Link {
  /**
   * Resolves when a call can be made; rejects with what stands in the way, at `deadlineMs` (monotonic)
   * latest. With `after`, only once another channel has closed than had closed by then.
   */
  ready(deadlineMs: number, after?: number): Promise<void>;
  /** Now: the link may die in the few turns between `ready` and whoever waited for it. */
  isUp(): boolean;
  /** How many channels have closed so far. */
  closures(): number;
  /** How many channels are open: each of them may be as dead as the first, and only then there is a new link. */
  channels(): number;
  /** The device owes an answer for too long: find out whether it is there. */
  suspect(): void;
}

export interface Press {
  /** Presses with one key that wait side by side are one press: auto-repeat is never queued. */
  readonly key: string;
  /** False for presses that each count, such as a skip of ten seconds. */
  readonly merges: boolean;
  /** The end of a hold is sent whenever its beginning was. */
  readonly neverTooOld?: boolean;
  /** Asked when its turn comes: true when there is nothing left to send. */
  isMoot?(): boolean;
  /** How long the press itself takes on a device that answers at once, ms. */
  readonly lastsMs?: number;
  run(): Promise<void>;
}

/** The link died under the call, or did not answer and was given up for dead. */
export function metDeadLink(thrown: unknown): boolean {
  return isRemoteError(thrown, "lost", "timeout");
}

interface Waiting {
  readonly press: Press;
  readonly issuedMs: number;
  readonly done: Promise<void>;
  settle(error: RemoteError | null): void;
}

/**
 * Presses in order, one on the way at a time. One that meets a dead link is sent again, on each other
 * channel that is open and once on a new link, if it is younger than two seconds then; older ones are dropped.
 */
export class PressQueue {
  readonly #clock: Clock;
  readonly #link: Link;
  readonly #waiting: Waiting[] = [];
  #busy = false;

  constructor(clock: Clock, link: Link) {
    this.#clock = clock;
    this.#link = link;
  }

  /** Resolves when the device took it; rejects with `lost` or `timeout` when it was dropped. */
  send(press: Press): Promise<void> {
    const last = this.#waiting.at(-1);
    if (last && press.merges && last.press.merges && last.press.key === press.key) return last.done;
    if (this.#waiting.length >= MAX_WAITING)
      return Promise.reject(new RemoteError("busy", "too many presses are on the way"));
    const entry = waiting(press, this.#clock.now());
    this.#waiting.push(entry);
    if (!this.#busy) void this.#work();
    return entry.done;
  }

  async #work(): Promise<void> {
    this.#busy = true;
    for (let entry = this.#waiting.shift(); entry; entry = this.#waiting.shift()) {
      try {
        await this.#carryOut(entry);
        entry.settle(null);
      } catch (thrown) {
        entry.settle(RemoteError.from(thrown));
      }
    }
    this.#busy = false;
  }

  async #carryOut({ press, issuedMs }: Waiting): Promise<void> {
    if (press.isMoot?.()) return;
    const deadlineMs = () => (press.neverTooOld ? this.#clock.now() : issuedMs + PRESS_LIFE_MS);
    if (this.#clock.now() > deadlineMs()) throw new RemoteError("lost", "the press is too old");
    let closures = -1;
    let channels = 0;
    for (let attempt = 1; ; attempt++) {
      do await this.#link.ready(deadlineMs(), closures);
      while (!this.#link.isUp());
      if (attempt === 1) channels = this.#link.channels();
      closures = this.#link.closures();
      try {
        return await this.#watched(press);
      } catch (thrown) {
        if (!metDeadLink(thrown) || attempt > channels) throw thrown;
        if (this.#clock.now() >= deadlineMs()) throw thrown;
      }
    }
  }

  async #watched(press: Press): Promise<void> {
    const timer = this.#clock.after(NO_ANSWER_MS + (press.lastsMs ?? 0), () =>
      this.#link.suspect(),
    );
    try {
      await press.run();
    } finally {
      timer.cancel();
    }
  }
}

function waiting(press: Press, issuedMs: number): Waiting {
  let settle: Waiting["settle"] = () => {};
  const done = new Promise<void>((resolve, reject) => {
    settle = (error) => (error ? reject(error) : resolve());
  });
  return { press, issuedMs, done, settle };
}
