import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";

export interface Display {
  /** Such as `:3`, for the environment variable DISPLAY. */
  readonly name: string;
  stop(): Promise<void>;
}

/** A screen of its own, on a display number that was free. */
export async function startXvfb(size = "2560x2048x24"): Promise<Display> {
  const server: ChildProcess = spawn(
    "Xvfb",
    ["-displayfd", "3", "-screen", "0", size, "-nolisten", "tcp", "-noreset"],
    { stdio: ["ignore", "ignore", "ignore", "pipe"] },
  );
  const ready = server.stdio[3] as Readable;
  const [number] = await Promise.race([
    once(ready, "data"),
    once(server, "exit").then(() => {
      throw new Error("Xvfb did not start");
    }),
  ]);
  return {
    name: `:${String(number).trim()}`,
    async stop() {
      const gone = once(server, "exit");
      server.kill();
      await gone;
    },
  };
}
