import "../../src/main/runtime/web-crypto.ts";
import { systemClock } from "../../src/main/runtime/clock.ts";
import { silentLog } from "../../src/main/runtime/log.ts";
import { createNodeNetwork } from "../../src/main/runtime/node-network.ts";
import { systemRandom } from "../../src/main/runtime/random.ts";
import { noTrace } from "../../src/main/runtime/runtime.ts";
import { ownThread } from "../../src/main/runtime/thread.ts";
import { createLocalEngine } from "../../src/main/sound/local-engine.ts";
import { createOpenSource } from "../../src/main/sound/source/create.ts";
import type { OpenSource } from "../../src/main/sound/source/source.ts";
import { serveSound } from "../../src/main/sound/thread-server.ts";

// The thread that makes the sound, as `src/main/sound/worker.ts`, but some files kill it while they are heard, and one holds it for ever.
const runtime = {
  clock: systemClock,
  random: systemRandom,
  network: createNodeNetwork(),
  log: silentLog,
  trace: noTrace,
};
const open = createOpenSource(runtime);

const ends: Readonly<Record<string, () => void>> = {
  "exit.wav": () => process.exit(7),
  "throw.wav": () => {
    throw new Error("nobody catches this");
  },
};

const deadly: OpenSource = async (source, startS, signal) => {
  const path = source.kind === "file" ? source.path : "";
  const name = path.split("/").at(-1) ?? "";
  if (name === "hang.wav") for (;;);
  const reader = await open(source, startS, signal);
  const die = ends[name];
  // After it was heard for a while.
  if (die) setTimeout(die, 4000);
  return reader;
};

serveSound(() => createLocalEngine(runtime, deadly), ownThread());
