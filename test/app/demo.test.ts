import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import type { WindowName } from "../../src/shared/ipc/contract.ts";
import { openStage, type RunningApp } from "../support/stage.ts";
import { shoot } from "./gallery-stage.ts";

const OLD_TV = "Demo Apple TV 3";

/** As a person does who goes from one window to the other. */
async function bringToFront(app: RunningApp, window: WindowName): Promise<void> {
  await app.electron.evaluate(({ BrowserWindow }, name) => {
    const all = BrowserWindow.getAllWindows();
    all.find(({ webContents }) => webContents.getURL().includes(`window=${name}`))?.focus();
  }, window);
}

/** Presses Tab until that has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute("aria-label") ?? element?.textContent?.trim() ?? "";
    });
  for (let stop = 0; stop < 30 && !name.test(await focused()); stop++) {
    await page.keyboard.press("Tab");
  }
  expect(await focused()).toMatch(name);
}

it.for([1, 2])(
  "pairs the demo's Apple TV 3 by keyboard, with the screen of its own, at %sx",
  async (scale, context) => {
    const stage = await openStage(context);
    const app = await stage.launch({ args: ["--demo", `--force-device-scale-factor=${scale}`] });
    const [remote, screen] = [await app.window("remote"), await app.window("tv")];
    // All of them are there, and with all that they tell of themselves.
    for (const told of ["Apple TV (3rd generation) · Apple TV software", "HomePod mini"]) {
      await remote.getByRole("button").filter({ hasText: told }).waitFor();
    }
    await bringToFront(app, "remote");
    await tabTo(remote, new RegExp(`^${OLD_TV}`));
    await remote.keyboard.press("Enter");
    const title = await remote
      .getByRole("heading", { name: new RegExp(`^Type \\d{4} on ${OLD_TV}$`) })
      .textContent();
    const [, code = ""] = /Type (\d{4})/.exec(title ?? "") ?? [];
    const field = screen.getByLabel(/^Code/);
    await field.waitFor();
    await shoot(remote, `demo-old-tv-code-${scale}x`);
    await shoot(screen, `demo-old-tv-screen-${scale}x`);
    const wrong = `${code.slice(0, 3)}${(Number(code[3]) + 1) % 10}`;
    await bringToFront(app, "tv");
    await tabTo(screen, /^Code/);
    await screen.keyboard.type(wrong);
    await screen.keyboard.press("Enter");
    await remote.getByText(`Another code was typed on ${OLD_TV}. Type ${code}.`).waitFor();
    // The remote tells of the call before the TV has its answer, and until then it takes no other code.
    await screen.getByText("That was not the code it shows.").waitFor();
    await shoot(remote, `demo-old-tv-wrong-${scale}x`);
    await shoot(screen, `demo-old-tv-refused-${scale}x`);
    await bringToFront(app, "tv");
    await tabTo(screen, /^Code/);
    await screen.keyboard.type(code);
    await screen.keyboard.press("Enter");
    await remote.getByRole("heading", { name: `${OLD_TV} is paired` }).waitFor();
    await shoot(remote, `demo-old-tv-paired-${scale}x`);
    await bringToFront(app, "remote");
    await tabTo(remote, /^Done$/);
    await remote.keyboard.press("Enter");
    await remote.locator(".middle[data-ready]").waitFor();
    await remote.locator(".playing-strip").getByText("Slack Water").waitFor();
    await field.waitFor({ state: "detached" });
    await shoot(remote, `demo-old-tv-remote-${scale}x`);
  },
);
