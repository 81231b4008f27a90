import { isRemoteError, RemoteError } from "../../../shared/errors.ts";
import type { Clock, Timer } from "../../runtime/clock.ts";
import type { HttpResponse } from "../../wire/http.ts";
import { throwIfRefused } from "./status.ts";

/** From an answer to the next question. */
const INTERVAL_MS = 2000;
/**
 * A16: a receiver that does not answer within this time does not answer at all. Twice that is longer
 * than TCP takes to get through again after five seconds without a network (docs/decisions/0042).
 */
export const FEEDBACK_TIMEOUT_MS = 4000;

export interface FeedbackOptions {
  readonly clock: Clock;
  /**
   * Rejects with the signal's reason after `timeoutMs`, the wait for a turn included where one request is on
   * its way at a time; an answer may come later all the same.
   */
  readonly ask: (timeoutMs: number, signal: AbortSignal) => Promise<HttpResponse>;
  /** Answers that arrived so far, to whatever question. */
  readonly received: () => number;
  readonly onDead: (error: RemoteError) => void;
}

/**
 * The session's heartbeat (AP-07): a question some seconds after the last answer, and one more
 * at once when there is none. Two failures in a row are the end of the session.
 */
export class Feedback {
  readonly #options: FeedbackOptions;
  #timer: Timer | undefined;
  #stopped = false;

  constructor(options: FeedbackOptions) {
    this.#options = options;
    this.#schedule();
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
  }

  /**
   * One question now, whoever wants to know. Rejects with `timeout`, `lost` or the refusal. A device
   * that only now answers an older question is slow, and alive; the time for that counts, too.
   */
  async ask(timeoutMs: number): Promise<void> {
    const { clock, received } = this.#options;
    const before = received();
    const limit = new AbortController();
    const timer = clock.after(timeoutMs, () => {
      limit.abort(new RemoteError("timeout", "the device gave no sign of life"));
    });
    try {
      throwIfRefused(await this.#options.ask(timeoutMs, limit.signal));
    } catch (error) {
      if (!isRemoteError(error, "timeout") || received() === before) throw error;
    } finally {
      timer.cancel();
    }
  }

  #schedule(): void {
    if (this.#stopped) return;
    this.#timer = this.#options.clock.after(INTERVAL_MS, () => void this.#beat());
  }

  async #beat(): Promise<void> {
    try {
      await this.#askTwice();
      this.#schedule();
    } catch (cause) {
      if (this.#stopped) return;
      this.stop();
      this.#options.onDead(new RemoteError("lost", "the device stopped answering", { cause }));
    }
  }

  async #askTwice(): Promise<void> {
    try {
      await this.ask(FEEDBACK_TIMEOUT_MS);
    } catch {
      if (!this.#stopped) await this.ask(FEEDBACK_TIMEOUT_MS);
    }
  }
}
