import "./runtime/web-crypto.ts";
import { join } from "node:path";
import { app } from "electron";
import { surviveFaults } from "./app/faults.ts";
import { startApp } from "./app/lifecycle.ts";
import { createLogFile } from "./app/log-file.ts";
import { chooseUserData } from "./app/user-data.ts";
import { systemClock } from "./runtime/clock.ts";
import { createLog } from "./runtime/log.ts";
import { systemRandom } from "./runtime/random.ts";
import { noTrace } from "./runtime/runtime.ts";

const userData = chooseUserData();
const log = createLog(createLogFile({ directory: join(userData, "logs") }), systemClock.wallMs);
surviveFaults(log);

startApp({
  runtime: { clock: systemClock, random: systemRandom, log, trace: noTrace },
  userData,
  built: join(__dirname, ".."),
}).catch((error: unknown) => {
  log.error("the app did not start", { error: error instanceof Error ? error.stack : "" });
  process.stderr.write(`Armchair did not start: ${String(error)}\n`);
  app.exit(1);
});
