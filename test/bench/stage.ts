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

/** Where both clients are told that the TV is. */
export interface Services {
  readonly companion: number;
  readonly airplay?: number;
  /** Of AirPlay's advertisement. */
  readonly txt?: Readonly<Record<string, string>>;
}

export const PIN = "1234";

/**
 * Runs the work with everybody ready, and sends them home afterwards. `whole`: the TV has AirPlay with
 * its tunnel too, as every real one; otherwise the clients know of Companion alone.
 */
export async function onStage<T>(
  work: (stage: Stage) => Promise<T>,
  { whole = true }: { readonly whole?: boolean } = {},
): Promise<T> {
  const program = (name: string) => resolve(`out/bench/${name}.cjs`);
  const { executable, env } = appRuntime();
  const stage: Stage = {
    tv: new Program(process.execPath, [program("tv")]),
    ours: new Program(executable, [program("client")], env),
    pyatv: new Program(python(), [resolve("test/bench/pyatv_client.py")]),
  };
  try {
    const all = await stage.tv.ask<Services>("services");
    const told: Services = whole ? all : { companion: all.companion };
    await stage.ours.ask("target", told);
    await stage.pyatv.ask("target", told);
    return await work(stage);
  } finally {
    await Promise.all([stage.ours.stop(), stage.pyatv.stop()]);
    await stage.tv.stop();
  }
}
