import "../runtime/web-crypto.ts";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { MessageChannel } from "node:worker_threads";
import { version } from "../../../package.json";
import { RemoteError } from "../../shared/errors.ts";
import { connectToApp } from "../ipc/local-client.ts";
import { systemClock } from "../runtime/clock.ts";
import { systemHttpGet } from "../runtime/http-get.ts";
import { createLog, formatRecord, silentLog } from "../runtime/log.ts";
import { systemMediaFetch } from "../runtime/media-fetch.ts";
import { createNodeNetwork } from "../runtime/node-network.ts";
import { systemRandom } from "../runtime/random.ts";
import { noTrace, type Runtime } from "../runtime/runtime.ts";
import { systemStreamFetch } from "../runtime/stream-fetch.ts";
import { startThread } from "../runtime/thread.ts";
import { settingsDirectory } from "../storage/directories.ts";
import { exitProcess } from "../storage/exit.ts";
import type { CredentialStore } from "../storage/storage.ts";
import { createConsole } from "./console.ts";
import { exitCodeOf, exitCodes } from "./exit-codes.ts";
import { openOwnHub } from "./own-hub.ts";
import { runCli } from "./run-cli.ts";
import { saveFile } from "./save-file.ts";
import type { OpenOptions, OpenService } from "./world.ts";

/** Beside this program's own bundle (scripts/cli.mjs). */
const SOUND_THREAD = "sound-worker.cjs";

/** Keys may be stuck in the keychain at the end: exit.ts. */
let credentials: CredentialStore | null = null;

function createRuntime(verbose: boolean): Runtime {
  const show = createLog(
    (record) => void process.stderr.write(`${formatRecord(record)}\n`),
    () => systemClock.wallMs(),
  );
  return {
    clock: systemClock,
    random: systemRandom,
    network: createNodeNetwork(),
    log: verbose ? show : silentLog,
    trace: noTrace,
    httpGet: systemHttpGet,
    mediaFetch: systemMediaFetch,
    streamFetch: systemStreamFetch,
  };
}

/** The running app when there is one for these settings, else everything in this process. */
async function open({ home, own, verbose }: OpenOptions): Promise<OpenService> {
  const { platform, env } = process;
  const directory = home ?? settingsDirectory({ platform, home: homedir(), environment: env });
  const app = own ? undefined : await connectToApp({ directory, socketFolder: tmpdir(), platform });
  if (!app) {
    const startSound = () => startThread(join(__dirname, SOUND_THREAD));
    const hub = await openOwnHub(createRuntime(verbose), directory, version, startSound);
    credentials = hub.credentials;
    return hub;
  }
  const gone = new AbortController();
  app.closed.then(() => gone.abort(new RemoteError("lost", "the running app was closed")));
  return { service: app.service, gone: gone.signal, close: async () => app.close() };
}

async function main(): Promise<void> {
  const interrupted = new AbortController();
  const stop = () => {
    // A second Ctrl-C does not wait for anything.
    if (interrupted.signal.aborted) process.exit(exitCodes.interrupted);
    interrupted.abort(new RemoteError("cancelled", "interrupted"));
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  const { out, err, outBytes, ask, askSecret, progress, keys, flush } = createConsole(() =>
    process.exit(exitCodes.ok),
  );
  // Timers do not keep a process alive here, and a machine without a network has no socket that would.
  const awake = new MessageChannel();
  awake.port1.on("message", () => {});
  let code: number = exitCodeOf.bug;
  try {
    code = await runCli(process.argv.slice(2), {
      version,
      clock: systemClock,
      out,
      err,
      outBytes,
      save: saveFile,
      ask,
      askSecret,
      progress,
      keys,
      interrupted: interrupted.signal,
      open,
    });
  } catch (error) {
    err(String(error));
  }
  await flush();
  exitProcess(code, credentials);
}

main();
