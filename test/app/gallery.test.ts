import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import {
  type LookOf,
  playingLooks,
  remoteLooks,
  sheetLooks,
  speakersLook,
  wizardLooks,
} from "../support/renderer/states.ts";
import { openStage } from "../support/stage.ts";
import { fitsAcross, hangPictures, pictureOf, resize, shoot, show } from "./gallery-stage.ts";

async function open(page: Page, what: NonNullable<LookOf["open"]>): Promise<void> {
  const button = what === "device" ? /Change device/ : what;
  await page.getByRole("button", { name: button, exact: what !== "device" }).click();
  await page.getByRole("dialog").waitFor();
  await page.mouse.move(1, 1);
}

const playingSizes = {
  usual: [480, 640],
  small: [300, 320],
  wide: [960, 540],
} as const;

const sizes = {
  usual: [340, 720],
  small: [280, 420],
  strip: [340, 300],
  wide: [700, 720],
} as const;

it.for(Object.entries(sizes))(
  "shows every state of the remote with no word cut: %s",
  async ([size, [width, height]], context) => {
    const app = await (await openStage(context)).launch();
    await hangPictures(app);
    const page = await app.window("remote");
    await resize(app, "remote", width, height);
    await page.waitForFunction((wanted) => innerWidth === wanted, width);
    for (const look of remoteLooks()) {
      await show(app, "remote", look);
      if (look.name === "failed") await page.locator(".note").waitFor();
      else await page.waitForFunction(() => document.querySelector(".note") === null);
      if (look.name === "empty-vpn" && size === "usual")
        await page.getByText("A VPN may").waitFor();
      await pictureOf(page, look);
      await page.waitForFunction(() => document.querySelector(".playing:empty") === null);
      await fitsAcross(page, `${look.name} ${size}`);
      await shoot(page, `${look.name}-${size}`);
    }
  },
);

it("shows every state of the now-playing window, fine and coarse", async (context) => {
  for (const scale of [1, 2]) {
    const app = await (await openStage(context)).launch({
      args: [`--force-device-scale-factor=${scale}`],
    });
    await hangPictures(app);
    const remote = await app.window("remote");
    await remote.evaluate("armchair.call('app.openWindow', ['now-playing'])");
    const page = await app.window("now-playing");
    const shapes = scale === 1 ? playingSizes : { usual: playingSizes.usual };
    for (const [size, [width, height]] of Object.entries(shapes)) {
      await resize(app, "now-playing", width, height);
      await page.waitForFunction((wanted) => innerWidth === wanted, width);
      for (const look of playingLooks()) {
        await show(app, "now-playing", look);
        await page.getByRole("heading", { level: 1 }).waitFor();
        await pictureOf(page, look);
        await fitsAcross(page, `${look.name} ${size}`);
        await shoot(page, `${look.name}-${size}-${scale}x`);
      }
    }
    await app.close();
  }
});

it("shows the menus and speakers over the now-playing window, and its other faces", async (context) => {
  const app = await (await openStage(context)).launch();
  await hangPictures(app);
  const remote = await app.window("remote");
  await remote.evaluate("armchair.call('app.openWindow', ['now-playing'])");
  const page = await app.window("now-playing");
  await show(app, "now-playing", speakersLook());
  await pictureOf(page, speakersLook());
  await page.getByRole("button", { name: "Sound and subtitles" }).click();
  await page.getByRole("menu").waitFor();
  await shoot(page, "playing-menu");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Speakers/ }).click();
  await page.getByRole("dialog").waitFor();
  await shoot(page, "playing-speakers");
  await page.keyboard.press("Escape");
  await page.emulateMedia({ contrast: "more" });
  await shoot(page, "playing-contrast");
  await page.emulateMedia({ contrast: null, forcedColors: "active" });
  await shoot(page, "playing-forced");
  await page.emulateMedia({ forcedColors: null });
  await page.evaluate(() => {
    document.documentElement.style.fontSize = "200%";
  });
  await fitsAcross(page, "now playing in large letters");
  await shoot(page, "playing-large");
  await page.evaluate(() => {
    document.documentElement.style.fontSize = "";
    document.documentElement.dir = "rtl";
  });
  await shoot(page, "playing-rtl");
  await page.evaluate(() => {
    document.documentElement.dir = "ltr";
  });
  await page.keyboard.press("f");
  await page.locator("main[data-full]").waitFor();
  await page.locator(".playing-time").waitFor();
  await shoot(page, "playing-full");
  await page.locator("main[data-alone]").waitFor();
  await shoot(page, "playing-ambient");
  await page.keyboard.press("Escape");
  await page.locator("main:not([data-full])").waitFor();
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
