import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { askForCode, livingRoom, PIN, TV_NAME, typeCode } from "../support/living-room.ts";
import type { RunningApp } from "../support/stage.ts";

const folder = resolve("test-results/screenshots");

/** As a person with that theme sees it, once the page has turned to it. */
async function shoot(app: RunningApp, page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const theme of ["light", "dark"] as const) {
    await app.electron.evaluate(({ nativeTheme }, wanted) => {
      nativeTheme.themeSource = wanted;
    }, theme);
    await page.locator(`html[data-theme=${theme}]`).waitFor();
    await page.screenshot({ path: `${folder}/${name}-${theme}.png`, animations: "disabled" });
  }
}

/** No window shows a bar to scroll by at its own size, and none is empty. */
async function fits(page: Page): Promise<void> {
  const sizes = await page.evaluate(() => ({
    wanted: document.documentElement.scrollHeight,
    given: innerHeight,
    text: document.body.innerText.trim().length,
  }));
  expect(sizes.text).toBeGreaterThan(0);
  expect(sizes.wanted).toBeLessThanOrEqual(sizes.given);
}

it("shows every window in light and dark", async (context) => {
  const room = await livingRoom(context);
  const { app, remote } = await room.open({ args: ["--demo"] });
  const tv = await app.window("tv");
  await remote.getByRole("button", { name: new RegExp(TV_NAME) }).waitFor();
  await fits(remote);
  await shoot(app, remote, "remote-first-start");
  await shoot(app, tv, "tv");
  await askForCode(remote);
  await shoot(app, remote, "pairing-code");
  await typeCode(remote, PIN);
  await remote.getByRole("heading", { name: `${TV_NAME} is paired` }).waitFor();
  await shoot(app, remote, "pairing-done");
  await remote.getByRole("button", { name: "Done" }).click();
  await remote.locator(".middle[data-ready]").waitFor();
  await remote.mouse.move(1, 1);
  await fits(remote);
  await shoot(app, remote, "remote");
  await remote.keyboard.press("?");
  await remote.getByRole("dialog", { name: "Keys" }).waitFor();
  await shoot(app, remote, "remote-keys");
  await remote.keyboard.press("Escape");
  await remote.getByRole("button", { name: "Apps", exact: true }).click();
  await remote.getByRole("button", { name: "Open Netflix" }).waitFor();
  await shoot(app, remote, "remote-apps");
  await remote.keyboard.press("Escape");
  await app.electron.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items[0]?.submenu?.items ?? [];
    items.find(({ label }) => label.startsWith("Settings"))?.click();
  });
  const settings = await app.window("settings");
  await settings.getByRole("heading", { name: "Devices" }).first().waitFor();
  await shoot(app, settings, "settings");
});
