/** Time for the windows; `clock.ts` has the real one. */
export interface WindowClock {
  /** Wall clock, ms since 1970. */
  now(): number;
  /** Runs once after `delayMs`; the result cancels. */
  after(delayMs: number, run: () => void): () => void;
}
