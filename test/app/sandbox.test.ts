import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { Bridge } from "../../src/shared/ipc/bridge.ts";
import { processTree } from "../bench/process-tree.ts";
import { openStage } from "../support/stage.ts";

it("runs with Chromium's sandbox on for an ordinary user, and says so", async (context) => {
  const stage = await openStage(context);
  const { page, pid } = await stage.openByPage({ ordinaryUser: true });
  const reply = await page.evaluate(() => {
    const { armchair } = globalThis as unknown as { armchair: Bridge };
    return armchair.call("app.snapshot", []);
  });
  expect(reply).toMatchObject({ ok: true, value: { sandboxed: true } });

  const processes = processTree(pid).flatMap((each) => {
    try {
      const command = readFileSync(`/proc/${each}/cmdline`, "utf8").replaceAll("\0", " ");
      return [{ command, status: readFileSync(`/proc/${each}/status`, "utf8") }];
    } catch {
      return []; // It ended meanwhile.
    }
  });
  expect(processes.filter(({ command }) => command.includes("no-sandbox"))).toEqual([]);
  const pages = processes.filter(({ command }) => command.includes("--type=renderer"));
  expect(pages.length).toBeGreaterThan(0);
  for (const { status } of pages) {
    // Not what we asked for but what the kernel does: every system call of the page is filtered.
    expect(status).toMatch(/^Seccomp:\t2$/m);
    expect(status).toMatch(/^NoNewPrivs:\t1$/m);
  }
});
