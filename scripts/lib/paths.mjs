import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/**
 * What scripts fetch and make: the development runtime, the Python peers. In the user's cache, so
 * that neither `npm ci` nor a second checkout fetches it again.
 */
export const cache =
  process.env.ARMCHAIR_CACHE ??
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "armchair-development");
