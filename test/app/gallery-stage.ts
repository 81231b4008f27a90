import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { Reply, WindowName } from "../../src/shared/ipc/contract.ts";
import { CALL_CHANNEL, EVENT_CHANNEL } from "../../src/shared/ipc/names.ts";
import { anApp, noSound } from "../support/renderer/fixtures.ts";
import { somePictures } from "../support/renderer/picture-bytes.ts";
import type { LookOf } from "../support/renderer/states.ts";
import type { RunningApp } from "../support/stage.ts";

const folder = resolve("test-results/gallery");
const themes = ["light", "dark"] as const;

/** Says to a window what the main process would; newer than whatever that said itself. */
export async function say(
  app: RunningApp,
  window: WindowName,
  events: Readonly<Record<string, unknown>>,
) {
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

export async function resize(app: RunningApp, window: WindowName, width: number, height: number) {
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

/** Answers for the device that is not there when a window asks for its picture, or as `answerWith` says. */
export async function hangPictures(app: RunningApp): Promise<void> {
  const pictures = somePictures().map(({ bytes, ...rest }) => ({
    ...rest,
    base64: Buffer.from(bytes).toString("base64"),
  }));
  // The app answers by itself from the time on when it has a window.
  await app.window("remote");
  await app.electron.evaluate(
    ({ ipcMain }, { channel, all }) => {
      const handlers = Reflect.get(ipcMain, "_invokeHandlers");
      const answer = handlers.get(channel);
      ipcMain.removeHandler(channel);
      ipcMain.handle(channel, (call, name, args) => {
        const given = Reflect.get(globalThis, "shownAnswers")?.[name];
        if (given !== undefined) return given;
        if (name !== "playback.artwork") return answer(call, name, args);
        const shown = Reflect.get(globalThis, "shownArtwork") ?? "";
        const found = all.find(({ id }) => id === shown);
        if (found === undefined) return { ok: true, value: null };
        const { base64, ...rest } = found;
        return { ok: true, value: { ...rest, bytes: Buffer.from(base64, "base64") } };
      });
    },
    { channel: CALL_CHANNEL, all: pictures },
  );
}

/** What calls are answered with from now on, by name, after `hangPictures`. */
export async function answerWith(
  app: RunningApp,
  replies: Readonly<Record<string, Reply<unknown>>>,
): Promise<void> {
  await app.electron.evaluate((_electron, all) => {
    Reflect.set(globalThis, "shownAnswers", all);
  }, replies);
}

async function hang(app: RunningApp, artworkId: string | null): Promise<void> {
  await app.electron.evaluate((_electron, id) => {
    Reflect.set(globalThis, "shownArtwork", id);
  }, artworkId);
}

let revision = 1_000_000;

export async function show(app: RunningApp, window: WindowName, look: LookOf): Promise<void> {
  await hang(app, look.session?.nowPlaying?.artworkId ?? null);
  const next = <T extends object>(snapshot: T): T => ({ ...snapshot, revision: ++revision });
  const { devices, session, pairing, asks, sound } = look;
  // A failure, or a field that asks for text, is news only when the session was there before it.
  if (session !== undefined) {
    const keyboard = { ...session.keyboard, focused: false };
    await say(app, window, { session: next({ ...session, keyboard, lastError: null }) });
  }
  await say(app, window, {
    devices: next(devices),
    ...(pairing === undefined ? {} : { pairing: next(pairing) }),
    app: next(anApp({ request: asks ?? null })),
    sound: next(sound ?? noSound()),
  });
  if (session !== undefined) await say(app, window, { session: next(session) });
}

/** Nothing sticks out sideways, no word is cut. */
export async function fitsAcross(page: Page, name: string): Promise<void> {
  const cut = await page.evaluate(() => {
    const scrolls = [document.documentElement, ...document.querySelectorAll(".sheet-body")];
    const wide = scrolls
      .filter((element) => element.scrollWidth > element.clientWidth)
      .map((element) => `all of ${element.className || "the page"}`);
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

let shot = 0;

/**
 * Takes a window's picture for people to look at, in light and dark. In CI, where nobody looks, each
 * in one of the two by turns: what can fail there is the window, not its picture.
 */
export async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const taken = process.env["CI"] ? [themes[shot++ % themes.length] ?? "light"] : themes;
  for (const theme of taken) {
    await page.emulateMedia({ colorScheme: theme });
    await page.locator(`html[data-theme=${theme}]`).waitFor();
    await page.screenshot({ path: `${folder}/${name}-${theme}.png`, animations: "disabled" });
  }
}

/** Waits for the picture that a look has, or for it to have none. */
export async function pictureOf(page: Page, { session }: LookOf): Promise<void> {
  const wanted = (session?.nowPlaying?.artworkId ?? null) !== null;
  await page.waitForFunction((has) => {
    const pictures = [...document.images];
    return pictures.length > 0 === has && pictures.every(({ complete }) => complete);
  }, wanted);
}
