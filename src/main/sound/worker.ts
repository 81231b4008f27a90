import "../runtime/web-crypto.ts";
import { systemClock } from "../runtime/clock.ts";
import { createLog } from "../runtime/log.ts";
import { createNodeNetwork } from "../runtime/node-network.ts";
import { systemRandom } from "../runtime/random.ts";
import { noTrace } from "../runtime/runtime.ts";
import { systemStreamFetch } from "../runtime/stream-fetch.ts";
import { ownThread } from "../runtime/thread.ts";
import { createLocalEngine } from "./local-engine.ts";
import { createOpenSource } from "./source/create.ts";
import type { FromThread } from "./thread-messages.ts";
import { serveSound } from "./thread-server.ts";

/** The entry of the thread that makes the sound: `startThread` runs its bundle. */
const port = ownThread();
const post = (message: FromThread) => port.post(message);
const log = createLog((record) => post({ type: "log", record }), systemClock.wallMs);
const runtime = {
  clock: systemClock,
  random: systemRandom,
  network: createNodeNetwork(),
  log,
  trace: noTrace,
  streamFetch: systemStreamFetch,
};
serveSound((openAac) => {
  const able = openAac === undefined ? runtime : { ...runtime, openAac };
  return createLocalEngine(runtime, createOpenSource(able));
}, port);
