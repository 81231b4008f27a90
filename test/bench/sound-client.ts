import { createRequire } from "node:module";
import { join } from "node:path";
import { createLog, formatRecord } from "../../src/main/runtime/log.ts";
import { startThread } from "../../src/main/runtime/thread.ts";
import { createWorkerEngine } from "../../src/main/sound/worker-engine.ts";
import { realRuntime } from "../support/runtime.ts";
import { SpeakerChannel } from "../support/speaker-channel.ts";

const hereBundle = () =>
  createRequire(join(import.meta.dirname, "sound-client.cjs"))(
    "./sound-here.cjs",
  ) as typeof import("./sound-here.ts");

const STALL_EVERY_MS = 200;
const STALL_MS = 50;

/**
 * Our sender without the app around it: `[--here] [--busy] file port…`. The engine is on its thread as
 * in the app, or here; `--busy` blocks the event loop here for 50 ms of every 200, as a program with
 * much to draw might.
 */
async function main(args: readonly string[]): Promise<void> {
  const [file = "", ...ports] = args.filter((arg) => !arg.startsWith("--"));
  const show = createLog((record) => process.stderr.write(`${formatRecord(record)}\n`), Date.now);
  const runtime = { ...realRuntime(), log: { ...show, debug: () => {}, info: () => {} } };
  const engine = args.includes("--here")
    ? hereBundle().engineHere(runtime)
    : createWorkerEngine(runtime, () => startThread(join(import.meta.dirname, "sound-worker.cjs")));
  const session = await engine.open();
  const over = new Promise<void>((resolve, reject) => {
    session.trackOver.on(({ error }) => (error === null ? resolve() : reject(error)));
  });
  const speakers = await Promise.all(
    ports.map((port) => SpeakerChannel.open(runtime, { port: Number(port) })),
  );
  const parts = await Promise.all(speakers.map((speaker) => speaker.join(session)));
  if (args.includes("--busy")) setInterval(stall, STALL_EVERY_MS).unref();
  await session.play({ id: "noise", source: { kind: "file", path: file }, startS: 0 });
  await over;
  await Promise.all(parts.map((part) => part.leave()));
  await session.close();
  await engine.close();
  process.exit();
}

function stall(): void {
  const endMs = performance.now() + STALL_MS;
  while (performance.now() < endMs);
}

main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exit(1);
});
