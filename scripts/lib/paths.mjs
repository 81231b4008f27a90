import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** What scripts fetch and make, outside git and gone with node_modules. */
export const cache = join(root, "node_modules/.cache/armchair");
