import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import type { Bridge } from "../../src/shared/ipc/bridge.ts";
import { FarHost } from "../support/far-host.ts";
import { startManyDevices } from "../support/many-devices.ts";
import { openStage } from "../support/stage.ts";

const COUNT = 250;
/** A window that hangs, in ms. How fast it is stands in the benchmarks; a busy machine is no failure. */
const HANGS_MS = 2000;

/**
 * In the page, until the whole list is there: every 10 ms something is due, as an input event would be,
 * and waits for whatever the page is at. Resolves with the longest wait in ms.
 */
function longestWait(page: Page): Promise<number> {
  return page.evaluate(
    (count) =>
      new Promise<number>((resolve) => {
        let longestMs = 0;
        let dueMs = performance.now() + 10;
        const look = () => {
          const nowMs = performance.now();
          longestMs = Math.max(longestMs, nowMs - dueMs);
          if (document.querySelectorAll("button.row").length === count) return resolve(longestMs);
          dueMs = nowMs + 10;
          setTimeout(look, 10);
        };
        setTimeout(look, 10);
      }),
    COUNT,
  );
}

it(`lists ${COUNT} devices that answer at once, whole, and the window stays responsive`, async (context) => {
  const host = FarHost.create();
  context.onTestFinished(() => host.close());
  const stage = await openStage(context);
  const app = await stage.launch();
  const page = await app.window("remote");
  await page.getByText("Looking for devices").waitFor();
  const longest = longestWait(page);
  const { answered } = await startManyDevices(host, COUNT);
  await page.evaluate(() => {
    const { armchair } = globalThis as unknown as { armchair: Bridge };
    return armchair.call("devices.rescan", []);
  });
  await answered;
  expect(await longest).toBeLessThan(HANGS_MS);
  const rows = page.getByRole("button", { name: /^TV [0-9A-F]{4}/ });
  expect(await rows.count()).toBe(COUNT);

  const clicked = Date.now();
  await page.keyboard.press("F1");
  await page.getByRole("dialog", { name: "Keys" }).waitFor();
  expect(Date.now() - clicked).toBeLessThan(HANGS_MS);
});
