import { RemoteError } from "../../../../shared/errors.ts";
import type { Clock } from "../../../runtime/clock.ts";
import type { MediaEnd } from "../../plugin.ts";
import { FinalRefusal } from "./player.ts";
import { Progress } from "./progress.ts";

/**
 * The life of one player: taken or not, playing, over. However it ends, `clean` runs once and
 * `ended` comes after it.
 */
export class Lifecycle {
  readonly progress: Progress;
  /** Resolves once the device took the item; rejects when it did not. */
  readonly taken: Promise<void>;
  readonly ended: Promise<MediaEnd>;
  readonly #over = new AbortController();
  readonly #clean: () => Promise<void>;
  #resolveTaken: () => void = () => {};
  #rejectTaken: (error: unknown) => void = () => {};
  #resolveEnded: (end: MediaEnd) => void = () => {};
  #ending: Promise<void> | undefined;
  #taken = false;

  constructor(clock: Clock, durationS: number | null, clean: () => Promise<void>) {
    this.progress = new Progress(clock, durationS);
    this.#clean = clean;
    this.taken = new Promise((resolve, reject) => {
      this.#resolveTaken = resolve;
      this.#rejectTaken = reject;
    });
    // Whoever starts a player hears of it; a player that is stopped before has nobody to tell.
    this.taken.catch(() => {});
    this.ended = new Promise((resolve) => {
      this.#resolveEnded = resolve;
    });
  }

  /** Aborted when it is over. */
  get signal(): AbortSignal {
    return this.#over.signal;
  }

  get isOver(): boolean {
    return this.#over.signal.aborted;
  }

  get isTaken(): boolean {
    return this.#taken;
  }

  take(): void {
    this.#taken = true;
    this.#resolveTaken();
  }

  /** Over before it was taken: another way may do better. */
  refuse(error: RemoteError): void {
    this.#rejectTaken(error);
    void this.end({ kind: "failed", error });
  }

  /** Resolves when nothing is left open. */
  end(end: MediaEnd): Promise<void> {
    this.#ending ??= this.#finish(end);
    return this.#ending;
  }

  /** As `end`, after an error that is nobody's refusal. */
  fail(error: unknown): Promise<void> {
    return this.end({ kind: "failed", error: RemoteError.from(error) });
  }

  async #finish(end: MediaEnd): Promise<void> {
    const error =
      end.kind === "failed" ? end.error : new RemoteError("cancelled", "it was stopped");
    this.#over.abort(error);
    this.#rejectTaken(
      end.kind === "failed" && end.error.details.subject === "media"
        ? new FinalRefusal(error)
        : error,
    );
    await this.#clean();
    this.#resolveEnded(end);
  }
}
