// `node scripts/preflight.mjs [start|test]`: exits 1 when something is still missing.
import { preflight } from "./lib/preflight.mjs";

const purpose = process.argv[2] === "start" ? "start" : "test";
const { missing } = await preflight({ for: purpose });
process.exitCode = missing.length === 0 ? 0 : 1;
