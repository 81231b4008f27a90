import type { ErrorBody } from "../../shared/errors.ts";
import type { WindowClock } from "../window-clock.ts";

/** How long a window remembers that it has told of a failure itself, in ms. */
const REMEMBERED_MS = 2000;

const nameOf = ({ code, message }: ErrorBody): string => `${code} ${message}`;

/**
 * The failures of this window's own calls, which are told where the call was made. The session tells
 * of them as well, and of those that began elsewhere: in the tray, or on the command line.
 */
export class OwnFailures {
  readonly #clock: WindowClock;
  readonly #seen = new Map<string, number>();

  constructor(clock: WindowClock) {
    this.#clock = clock;
  }

  note(error: ErrorBody): void {
    this.#seen.set(nameOf(error), this.#clock.now());
  }

  includes(error: ErrorBody): boolean {
    const atMs = this.#seen.get(nameOf(error));
    return atMs !== undefined && this.#clock.now() - atMs <= REMEMBERED_MS;
  }
}
