import { isRemoteError, RemoteError } from "../../../shared/errors.ts";
import { type Clock, delay } from "../../runtime/clock.ts";
import type { DmapLink } from "./link.ts";
import type { PlayStatus } from "./play-status.ts";
import type { DmapRequests } from "./requests.ts";

/** QK-10: after an error, and after each one that follows. */
const waitsMs = [1000, 2000, 4000, 8000, 15_000, 30_000] as const;
const LAST_WAIT_MS = 30_000;
/** How long a server may take to show that it lives when its long poll broke off. */
const PROOF_MS = 4000;
/** A server that answers sooner than this did not wait for a change... */
const QUICK_MS = 50;
/** ...which may happen that often before we wait in its place. */
const QUICK_ANSWERS = 10;
const QUICK_WAIT_MS = 500;

export interface Following {
  readonly link: DmapLink;
  readonly clock: Clock;
  readonly requests: DmapRequests;
  onStatus(status: PlayStatus): void;
}

/**
 * Push updates (DM-05, DM-15): one request that the server answers when something changes, again and
 * again, until the link ends. A poll that breaks off ends the link only when the server is gone.
 */
export async function follow(following: Following, revision: number | null): Promise<void> {
  const { link, clock } = following;
  const pace = new Pace(clock);
  let next = revision ?? 0;
  let failures = 0;
  while (!link.ended.aborted) {
    try {
      const status = await poll(following, next);
      // Only a poll that waited shows that waiting works: revision 0 is answered in any case.
      if (next !== 0) failures = 0;
      pace.onAnswer();
      next = status.revision ?? 0;
      following.onStatus(status);
      const restMs = pace.waitMs(next);
      if (restMs > 0) await delay(clock, restMs, link.ended);
    } catch (error) {
      if (link.ended.aborted) return;
      if (isRemoteError(error, "lost", "timeout", "refused")) await prove(following, error);
      next = 0;
      const waitMs = waitsMs[failures] ?? LAST_WAIT_MS;
      failures += 1;
      await delay(clock, waitMs, link.ended).catch(() => {});
    }
  }
}

function poll({ requests }: Following, revision: number): Promise<PlayStatus> {
  return requests.playStatus(revision, revision === 0 ? {} : { timeoutMs: null });
}

/** Ends the link, because of `broken`, when the server gives no sign of life. */
async function prove({ link, requests, onStatus }: Following, broken: RemoteError): Promise<void> {
  try {
    onStatus(await requests.playStatus(0, { timeoutMs: PROOF_MS }));
  } catch (error) {
    if (isLifeless(error)) link.fail(broken);
  }
}

/** An answer is life, whatever it says. */
export function isLifeless(error: unknown): error is RemoteError {
  return error instanceof RemoteError && isRemoteError(error, "lost", "timeout", "refused");
}

/** Keeps a server that never waits, or does not count, from being asked without end. */
class Pace {
  readonly #clock: Clock;
  #answeredAt: number;
  #quick = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#answeredAt = clock.now();
  }

  onAnswer(): void {
    const now = this.#clock.now();
    this.#quick = now - this.#answeredAt < QUICK_MS ? this.#quick + 1 : 0;
    this.#answeredAt = now;
  }

  waitMs(next: number): number {
    if (next === 0) return LAST_WAIT_MS / 10;
    return this.#quick > QUICK_ANSWERS ? QUICK_WAIT_MS : 0;
  }
}
