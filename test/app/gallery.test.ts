import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import type { WindowName } from "../../src/shared/ipc/contract.ts";
import { EVENT_CHANNEL } from "../../src/shared/ipc/names.ts";
import { type LookOf, remoteLooks, sheetLooks, wizardLooks } from "../support/renderer/states.ts";
import { openStage, type RunningApp } from "../support/stage.ts";

const folder = resolve("test-results/gallery");
const themes = ["light", "dark"] as const;

/** Says to a window what the main process would; newer than whatever that said itself. */
async function say(app: RunningApp, window: WindowName, events: Readonly<Record<string, unknown>>) {
  await app.electron.evaluate(
    ({ BrowserWindow }, { channel, all, name }) => {
      const target = BrowserWindow.getAllWindows().find(({ webContents }) =>
        webContents.getURL().includes(`window=${name}`),
      );
      for (const [event, snapshot] of all) target?.webContents.send(channel, event, snapshot);
    },
    { channel: EVENT_CHANNEL, all: Object.entries(events), name: window },
  );
}

async function resize(app: RunningApp, window: WindowName, width: number, height: number) {
  await app.electron.evaluate(
    ({ BrowserWindow }, { name, size }) => {
      const target = BrowserWindow.getAllWindows().find(({ webContents }) =>
        webContents.getURL().includes(`window=${name}`),
      );
      target?.setMinimumSize(1, 1);
      target?.setContentSize(size.width, size.height);
    },
    { name: window, size: { width, height } },
  );
}

let revision = 1_000_000;

async function show(app: RunningApp, window: WindowName, look: LookOf): Promise<void> {
  const next = <T extends object>(snapshot: T): T => ({ ...snapshot, revision: ++revision });
  const { devices, session, pairing } = look;
  // A failure, or a field that asks for text, is news only when the session was there before it.
  if (session !== undefined) {
    const keyboard = { ...session.keyboard, focused: false };
    await say(app, window, { session: next({ ...session, keyboard, lastError: null }) });
  }
  await say(app, window, {
    devices: next(devices),
    ...(pairing === undefined ? {} : { pairing: next(pairing) }),
  });
  if (session !== undefined) await say(app, window, { session: next(session) });
}

/** Nothing sticks out sideways, no word is cut. */
async function fitsAcross(page: Page, name: string): Promise<void> {
  const cut = await page.evaluate(() => {
    const wide = document.documentElement.scrollWidth > innerWidth ? ["the page"] : [];
    const words = [...document.querySelectorAll<HTMLElement>("button, p, h1, h2, b, span, label")]
      .filter((element) => element.offsetParent !== null && element.closest(".for-ears") === null)
      .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
      .filter((element) => getComputedStyle(element).display !== "inline")
      .map((element) => element.innerText.trim())
      .filter((text) => text !== "");
    return [...wide, ...words];
  });
  expect(cut, name).toEqual([]);
}

async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme });
    await page.locator(`html[data-theme=${theme}]`).waitFor();
    await page.screenshot({ path: `${folder}/${name}-${theme}.png`, animations: "disabled" });
  }
}

async function open(page: Page, what: NonNullable<LookOf["open"]>): Promise<void> {
  const button = what === "device" ? /Change device/ : what;
  await page.getByRole("button", { name: button, exact: what !== "device" }).click();
  await page.getByRole("dialog").waitFor();
  await page.mouse.move(1, 1);
}

const sizes = {
  usual: [340, 720],
  small: [280, 420],
  strip: [340, 300],
  wide: [700, 720],
} as const;

it("shows every state of the remote, at every size, with no word cut", async (context) => {
  const app = await (await openStage(context)).launch();
  const page = await app.window("remote");
  for (const [size, [width, height]] of Object.entries(sizes)) {
    await resize(app, "remote", width, height);
    await page.waitForFunction((wanted) => innerWidth === wanted, width);
    for (const look of remoteLooks()) {
      await show(app, "remote", look);
      if (look.name === "failed") await page.locator(".note").waitFor();
      else await page.waitForFunction(() => document.querySelector(".note") === null);
      if (look.name === "empty-vpn" && size === "usual")
        await page.getByText("A VPN may").waitFor();
      await fitsAcross(page, `${look.name} ${size}`);
      await shoot(page, `${look.name}-${size}`);
    }
  }
});

it("shows every panel over the remote, and what Alt shows", async (context) => {
  const app = await (await openStage(context)).launch();
  const page = await app.window("remote");
  await resize(app, "remote", 340, 720);
  for (const look of sheetLooks()) {
    await show(app, "remote", look);
    if (look.open !== undefined) await open(page, look.open);
    await page.getByRole("dialog").waitFor();
    await shoot(page, look.name);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  }
  const [plain] = remoteLooks();
  if (plain !== undefined) await show(app, "remote", plain);
  await page.keyboard.down("Alt");
  await shoot(page, "hints");
  await page.keyboard.up("Alt");
});

it("shows every page of the wizard", async (context) => {
  const app = await (await openStage(context)).launch();
  const remote = await app.window("remote");
  await remote.evaluate("armchair.call('app.openWindow', ['pairing'])");
  const page = await app.window("pairing");
  for (const [size, width, height] of [
    ["usual", 480, 600],
    ["small", 340, 420],
  ] as const) {
    await resize(app, "pairing", width, height);
    for (const look of wizardLooks()) {
      await show(app, "pairing", look);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await fitsAcross(page, `${look.name} ${size}`);
      await shoot(page, `${look.name}-${size}`);
    }
  }
});

it("shows the remote twice as fine, in high contrast, and in large letters", async (context) => {
  const app = await (await openStage(context)).launch({ args: ["--force-device-scale-factor=2"] });
  const page = await app.window("remote");
  expect(await page.evaluate(() => devicePixelRatio)).toBe(2);
  const looks = remoteLooks().filter(({ name }) => ["on", "waiting", "choose"].includes(name));
  for (const look of looks) {
    await show(app, "remote", look);
    await shoot(page, `${look.name}-2x`);
    await page.emulateMedia({ contrast: "more" });
    await shoot(page, `${look.name}-contrast`);
    await page.emulateMedia({ contrast: null, forcedColors: "active" });
    await shoot(page, `${look.name}-forced`);
    await page.emulateMedia({ forcedColors: null });
    await page.evaluate(() => {
      document.documentElement.style.fontSize = "200%";
    });
    await fitsAcross(page, `${look.name} in large letters`);
    await shoot(page, `${look.name}-large`);
    await page.evaluate(() => {
      document.documentElement.style.fontSize = "";
    });
  }
});
