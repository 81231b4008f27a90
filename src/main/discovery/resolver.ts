import { backOffMs } from "./agenda.ts";
import type { Missing } from "./assemble.ts";

/** What was promised by one packet often comes in the next: wait this long before asking. */
const FIRST_ASK_MS = 100;
/** Asked for together when this close. */
const TOGETHER_MS = 500;

interface Pending {
  readonly missing: Missing;
  readonly attempt: number;
  readonly dueMs: number;
}

/** What is to be asked, and how often it was asked before. */
export interface Ask {
  readonly missing: Missing;
  readonly attempt: number;
}

/** Keeps asking, ever more slowly, for records that announced services still lack (E35). */
export class Resolver {
  #pending = new Map<string, Pending>();

  get dueMs(): number {
    let dueMs = Number.POSITIVE_INFINITY;
    for (const pending of this.#pending.values()) dueMs = Math.min(dueMs, pending.dueMs);
    return dueMs;
  }

  /** Everything that is missing now; what is not in the list any more has arrived. */
  want(missing: readonly Missing[], nowMs: number): void {
    const next = new Map<string, Pending>();
    for (const each of missing) {
      const key = `${each.key} ${each.types.join()}`;
      const known = this.#pending.get(key);
      const fresh = { missing: each, attempt: 0, dueMs: nowMs + FIRST_ASK_MS };
      next.set(key, known ? { ...known, missing: each } : fresh);
    }
    this.#pending = next;
  }

  /** What is due, counted as asked. */
  take(nowMs: number): Ask[] {
    const due: Ask[] = [];
    for (const [key, { missing, attempt, dueMs }] of this.#pending) {
      if (dueMs > nowMs + TOGETHER_MS || (dueMs > nowMs && attempt === 0)) continue;
      due.push({ missing, attempt });
      const spent = missing.tries !== undefined && attempt + 1 >= missing.tries;
      const next = spent ? Number.POSITIVE_INFINITY : nowMs + backOffMs(attempt);
      this.#pending.set(key, { missing, attempt: attempt + 1, dueMs: next });
    }
    return due;
  }

  /** Everything is due again, as if asked for the first time. */
  restart(nowMs: number): void {
    for (const [key, { missing }] of this.#pending) {
      this.#pending.set(key, { missing, attempt: 0, dueMs: nowMs });
    }
  }
}
