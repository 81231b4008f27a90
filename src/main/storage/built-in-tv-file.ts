import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { memoryPairings, type PairingStore } from "../hap/accessory.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { Secret } from "../runtime/secret.ts";
import { replaceFile } from "./atomic-file.ts";

export const BUILT_IN_TV_FILE = "built-in-tv.json";

const SEED_BYTES = 32;
/** Remotes that it remembers; who pairs without a keychain adds one each time. */
const MOST_PAIRINGS = 50;

const hex = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .transform((text) => new Uint8Array(Buffer.from(text, "hex")));
const TvFile = z.object({
  version: z.literal(1),
  seed: hex,
  pairings: z.array(z.tuple([z.string().max(200), hex])).max(MOST_PAIRINGS),
});

/** Who the built-in Apple TV is, and which remotes it knows. */
export interface TvMemory {
  readonly seed: Secret;
  readonly pairings: PairingStore;
}

/**
 * What the built-in Apple TV keeps between two starts of the program, in `built-in-tv.json`. Its
 * identity opens nothing but the toy itself, so it is in a file (docs/decisions/0022). Never rejects:
 * a file that cannot be used makes another TV, a disk that refuses makes one that forgets.
 */
export async function openTvMemory(
  directory: string,
  { random, log }: Pick<Runtime, "random" | "log">,
): Promise<TvMemory> {
  const path = join(directory, BUILT_IN_TV_FILE);
  const stored = await readStored(path);
  const seed = stored?.seed ?? random.bytes(SEED_BYTES);
  const pairings = memoryPairings(stored?.pairings);
  let written: Promise<void> = Promise.resolve();
  const write = () => {
    const file = { version: 1, seed: toHex(seed), pairings: inHex(pairings) };
    written = written
      .then(() => replaceFile(path, `${JSON.stringify(file)}\n`))
      .catch((error: NodeJS.ErrnoException) =>
        log.warn("the built-in Apple TV could not be saved", { code: error.code ?? "unknown" }),
      );
  };
  if (stored === undefined) write();
  await written;
  return { seed: new Secret(seed), pairings: writingThrough(pairings, write) };
}

async function readStored(path: string): Promise<z.output<typeof TvFile> | undefined> {
  try {
    return TvFile.safeParse(JSON.parse(await readFile(path, "utf8"))).data;
  } catch {
    return undefined; // Not there, or not JSON: both begin a new one.
  }
}

function writingThrough(pairings: PairingStore, write: () => void): PairingStore {
  return {
    get: (id) => pairings.get(id),
    list: () => pairings.list(),
    add(id, publicKey) {
      pairings.add(id, publicKey);
      write();
    },
    remove(id) {
      pairings.remove(id);
      write();
    },
  };
}

function inHex(pairings: PairingStore) {
  return pairings
    .list()
    .slice(-MOST_PAIRINGS)
    .map(([id, key]) => [id, toHex(key)]);
}

const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
