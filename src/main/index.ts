import "./runtime/web-crypto.ts";
import { join } from "node:path";
import { app } from "electron";
import { surviveFaults } from "./app/faults.ts";
import { startApp } from "./app/lifecycle.ts";
import { createLogFile } from "./app/log-file.ts";
import { chooseUserData } from "./app/user-data.ts";
import { systemClock } from "./runtime/clock.ts";
import { systemHttpGet } from "./runtime/http-get.ts";
import { createLog } from "./runtime/log.ts";
import { systemMediaFetch } from "./runtime/media-fetch.ts";
import { createNodeNetwork } from "./runtime/node-network.ts";
import { systemRandom } from "./runtime/random.ts";
import { noTrace } from "./runtime/runtime.ts";
import { systemStreamFetch } from "./runtime/stream-fetch.ts";

const userData = chooseUserData();
const log = createLog(createLogFile({ directory: join(userData, "logs") }), systemClock.wallMs);
surviveFaults(log);

startApp({
  runtime: {
    clock: systemClock,
    random: systemRandom,
    network: createNodeNetwork(),
    log,
    trace: noTrace,
    httpGet: systemHttpGet,
    mediaFetch: systemMediaFetch,
    streamFetch: systemStreamFetch,
  },
  userData,
  built: join(__dirname, ".."),
}).catch((error: unknown) => {
  log.error("the app did not start", { error: error instanceof Error ? error.stack : "" });
  process.stderr.write(`Armchair did not start: ${String(error)}\n`);
  app.exit(1);
});
