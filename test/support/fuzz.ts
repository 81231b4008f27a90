import { expect, test } from "vitest";
import type { Random } from "../../src/main/runtime/random.ts";
import { isRemoteError } from "../../src/shared/errors.ts";
import { seededRandom } from "./seeded-random.ts";

export interface FuzzOptions {
  /** Valid inputs, which are then damaged. */
  readonly seeds: readonly Uint8Array[];
  /**
   * Inputs to try, 20,000 by default. ARMCHAIR_FUZZ_RUNS replaces the default, and scales a number
   * given here by as much.
   */
  readonly runs?: number;
  /** The number that makes the run repeatable; ARMCHAIR_FUZZ_SEED overrides 1. */
  readonly seed?: number;
}

const DEFAULT_RUNS = 20_000;

/** No single input may take longer. Generous, because a busy machine may pause us. */
const SLOWEST_MS = 5000;

/**
 * Declares a test: whatever the bytes, `decode` returns or throws RemoteError `malformed` (or
 * resolves, or rejects with it), and does so soon. A failure names the input in hex.
 */
export function fuzz(name: string, decode: (bytes: Uint8Array) => unknown, options: FuzzOptions) {
  const usual = Number(process.env["ARMCHAIR_FUZZ_RUNS"] ?? DEFAULT_RUNS);
  const runs = Math.ceil((usual * (options.runs ?? DEFAULT_RUNS)) / DEFAULT_RUNS);
  const seed = Number(process.env["ARMCHAIR_FUZZ_SEED"] ?? options.seed ?? 1);
  const timeoutMs = 60_000 + runs;
  test(`${name} survives ${runs} damaged inputs`, { timeout: timeoutMs }, async () => {
    const random = seededRandom(seed);
    for (const valid of options.seeds) await decode(valid);
    for (let run = 0; run < runs; run++) {
      const input = run % 8 === 0 ? noise(random) : damage(random, pick(random, options.seeds));
      const fault = await attempt(decode, input);
      if (fault) expect.fail(`${fault} for ${Buffer.from(input).toString("hex")}`);
    }
  });
}

async function attempt(
  decode: (bytes: Uint8Array) => unknown,
  input: Uint8Array,
): Promise<string | undefined> {
  const started = performance.now();
  try {
    const answer = decode(input);
    // Only then: awaiting what is no promise would cost more than most decoders do.
    if (answer instanceof Promise) await answer;
  } catch (thrown) {
    if (!isRemoteError(thrown, "malformed")) return String(thrown);
  }
  const tookMs = performance.now() - started;
  return tookMs > SLOWEST_MS ? `took ${Math.round(tookMs)} ms` : undefined;
}

/** One to four of: cut, flip, overwrite, insert, remove, repeat. */
function damage(random: Random, valid: Uint8Array): Uint8Array {
  const bytes = [...valid];
  for (let left = 1 + below(random, 4); left > 0; left--) {
    const at = below(random, bytes.length + 1);
    const some = [...random.bytes(1 + below(random, 8))];
    const change = below(random, 6);
    if (change === 0) bytes.length = at;
    else if (change === 1) bytes[at] = (bytes[at] ?? 0) ^ (1 << below(random, 8));
    else if (change === 2) bytes.splice(at, some.length, ...some);
    else if (change === 3) bytes.splice(at, 0, ...some);
    else if (change === 4) bytes.splice(at, some.length);
    else bytes.splice(at, 0, ...bytes.slice(at, at + 64));
  }
  return Uint8Array.from(bytes);
}

function noise(random: Random): Uint8Array {
  return random.bytes(below(random, 64));
}

function pick(random: Random, seeds: readonly Uint8Array[]): Uint8Array {
  return seeds[below(random, seeds.length)] ?? new Uint8Array(0);
}

/** A whole number from 0 up to but without `limit`, 0 for a limit of 0. */
function below(random: Random, limit: number): number {
  const [low = 0, high = 0] = random.bytes(2);
  return limit === 0 ? 0 : (low + high * 256) % limit;
}
