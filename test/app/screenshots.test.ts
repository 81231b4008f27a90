import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { beginDemo } from "../../src/main/virtual-tv/demo.ts";
import { makePicture } from "../../src/main/virtual-tv/tv-pictures.ts";
import { askForCode, livingRoom, PIN, TV_NAME, typeCode } from "../support/living-room.ts";
import { songOf } from "../support/songs.ts";
import { dropFiles } from "./given.ts";

const folder = resolve("test-results/screenshots");
/** The README's picture is taken twice as fine. */
const finer = process.env["ARMCHAIR_UPDATE_DOCS"] === "1" ? ["--force-device-scale-factor=2"] : [];

/** As a person with that theme sees it, once the page has turned to it. */
async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const theme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: theme });
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
  const { app, remote } = await room.open({ args: ["--demo", ...finer] });
  const tv = await app.window("tv");
  await remote.getByRole("button", { name: new RegExp(TV_NAME) }).waitFor();
  await fits(remote);
  await shoot(remote, "remote-first-start");
  await shoot(tv, "tv");
  await askForCode(remote);
  await shoot(remote, "pairing-code");
  await typeCode(remote, PIN);
  await remote.getByRole("heading", { name: `${TV_NAME} is paired` }).waitFor();
  await shoot(remote, "pairing-done");
  await remote.getByRole("button", { name: "Done" }).click();
  await remote.locator(".middle[data-ready]").waitFor();
  await remote.mouse.move(1, 1);
  await fits(remote);
  await shoot(remote, "remote");
  beginDemo(room.tv.scenarios);
  await remote.locator(".playing-strip img").waitFor();
  await fits(remote);
  await shoot(remote, "remote-playing");
  await remote.keyboard.press("n");
  const playing = await app.window("now-playing");
  await playing.locator(".backdrop img").waitFor();
  await fits(playing);
  await shoot(playing, "now-playing");
  await remote.bringToFront();
  await remote.keyboard.press("?");
  await remote.getByRole("dialog", { name: "Keys" }).waitFor();
  await shoot(remote, "remote-keys");
  await remote.keyboard.press("Escape");
  await remote.getByRole("button", { name: "Apps", exact: true }).click();
  await remote.getByRole("button", { name: "Open Netflix" }).waitFor();
  await shoot(remote, "remote-apps");
  await remote.keyboard.press("Escape");
  await sendSongs(remote, room.stage.folder());
  await shoot(remote, "remote-sound");
  await remote.keyboard.press("Escape");
  await app.electron.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items[0]?.submenu?.items ?? [];
    items.find(({ label }) => label.startsWith("Settings"))?.click();
  });
  const settings = await app.window("settings");
  await settings.getByRole("heading", { name: "Devices" }).first().waitFor();
  await shoot(settings, "settings");
  if (process.env["ARMCHAIR_UPDATE_DOCS"] === "1") composeOverview();
});

const SOUND = "Sound from this computer";

/** An album on two speakers, until both play it. */
async function sendSongs(remote: Page, folder: string): Promise<void> {
  const { bytes: cover } = makePicture(
    { kind: "gradient", seed: 7, width: 600, height: 600 },
    0,
    0,
  );
  const titles = ["Low Tide", "Rope & Tar", "Slack Water"];
  const paths = titles.map((title, at) => {
    const path = join(folder, `${at}.wav`);
    writeFileSync(path, songOf(60 + at, at + 1, title, "The Paper Boats", cover).bytes);
    return path;
  });
  await dropFiles(remote, ...paths);
  await remote.getByRole("region", { name: SOUND }).waitFor();
  await remote.keyboard.press("s");
  const sheet = remote.getByRole("dialog", { name: SOUND });
  for (const name of ["Demo HomePod", "Demo Speaker"]) {
    const row = sheet.getByRole("listitem", { name, exact: true });
    await row.getByRole("checkbox").click();
    await row.getByText("Plays", { exact: true }).waitFor();
  }
  await sheet.locator("img.sound-cover").scrollIntoViewIfNeeded();
  await remote.mouse.move(1, 1);
}

const overview = [
  "remote-playing-light",
  "now-playing-light",
  "remote-apps-light",
  "pairing-code-dark",
  "remote-sound-dark",
] as const;

/**
 * The README's picture of what was just taken, with ImageMagick. To refresh it:
 * `ARMCHAIR_UPDATE_DOCS=1 bash scripts/world.sh node node_modules/vitest/vitest.mjs run --project app test/app/screenshots.test.ts`
 */
function composeOverview(): void {
  const picture = `${folder}/overview.png`;
  execFileSync("convert", [
    ..."-gravity center -background #c9ced9 -bordercolor #c9ced9".split(" "),
    ...overview.map((name) => `${folder}/${name}.png`),
    ..."-resize 600x600> -border 12 +append -border 12 -strip".split(" "),
    ..."-define png:compression-level=9".split(" "),
    `png24:${picture}`,
  ]);
  mkdirSync("docs/screenshots", { recursive: true });
  copyFileSync(picture, "docs/screenshots/overview.png");
}
