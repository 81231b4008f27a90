import { resolve } from "node:path";
import { python } from "../support/peers.ts";
import { appRuntime } from "./app-runtime.ts";
import { Program } from "./lines.ts";

/**
 * The TV, our client and pyatv's, each in a process of its own, introduced to one another. Ours runs in
 * the app's runtime, the TV in the Node that runs the benchmark: the same for both clients.
 */
export interface Stage {
  readonly tv: Program;
  readonly ours: Program;
  readonly pyatv: Program;
}

export const PIN = "1234";

/** Runs the work with everybody ready, and sends them home afterwards. */
export async function onStage<T>(work: (stage: Stage) => Promise<T>): Promise<T> {
  const program = (name: string) => resolve(`out/bench/${name}.cjs`);
  const { executable, env } = appRuntime();
  const stage: Stage = {
    tv: new Program(process.execPath, [program("tv")]),
    ours: new Program(executable, [program("client")], env),
    pyatv: new Program(python(), [resolve("test/bench/pyatv_client.py")]),
  };
  try {
    const port = await stage.tv.ask<number>("port");
    await stage.ours.ask("target", port);
    await stage.pyatv.ask("target", port);
    return await work(stage);
  } finally {
    await Promise.all([stage.ours.stop(), stage.pyatv.stop()]);
    await stage.tv.stop();
  }
}
