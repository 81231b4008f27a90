import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { expect, it } from "vitest";
import type { Bridge } from "../../src/shared/ipc/bridge.ts";
import { crowd, packetOf } from "../support/crowd.ts";
import { FarHost } from "../support/far-host.ts";
import { python } from "../support/peers.ts";
import { openStage } from "../support/stage.ts";

/** A window of ours, as its own scripts see it. */
interface Bridged {
  readonly armchair: Bridge;
}

const COUNT = 250;
/** A window that hangs, on a machine with four times as much to do as it has processors. */
const HANGS_MS = 2000;

it("lists 250 devices that answer at once, and answers the person all the while", async (context) => {
  const host = FarHost.create();
  context.onTestFinished(() => host.close());
  const stage = await openStage(context);
  const app = await stage.launch();
  const remote = await app.window("remote");
  await remote.getByRole("button", { name: "Try the built-in Apple TV" }).waitFor();
  // A frame, then a question to the main process: what hangs either shows as a long turn.
  await remote.evaluate(() => {
    const turns = { longestMs: 0, count: 0 };
    Object.assign(window, { turns });
    const turn = async () => {
      const startMs = performance.now();
      await new Promise((next) => requestAnimationFrame(next));
      await (window as unknown as Bridged).armchair.call("app.snapshot", []);
      turns.longestMs = Math.max(turns.longestMs, performance.now() - startMs);
      turns.count += 1;
      void turn();
    };
    void turn();
  });
  const responder = host.spawn(python(), [
    resolve("test/support/replay_responder.py"),
    host.address,
  ]);
  if (!responder.stdout) throw new Error("no output");
  const lines = createInterface({ input: responder.stdout });
  const packets = crowd(COUNT).map((services) => Buffer.from(packetOf(services)).toString("hex"));
  responder.stdin?.write(`${packets.join("\n")}\n\n`);
  await once(lines, "line");
  await remote.evaluate(() => (window as unknown as Bridged).armchair.call("devices.rescan", []));
  // By tag: working out the roles of a thousand elements would itself hang the page.
  await expect.poll(() => remote.locator("ul.list > li").count(), { timeout: 30_000 }).toBe(COUNT);
  const turns = await remote.evaluate(
    () => (window as unknown as { turns: { longestMs: number; count: number } }).turns,
  );
  expect(turns.count).toBeGreaterThan(10);
  expect(turns.longestMs).toBeLessThan(HANGS_MS);
});
