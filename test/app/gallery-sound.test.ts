import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { sendingLooks, soundLooks } from "../support/renderer/sound-states.ts";
import { openStage, type RunningApp } from "../support/stage.ts";
import { fitsAcross, hangPictures, resize, shoot, show } from "./gallery-stage.ts";

async function open(page: Page): Promise<void> {
  await page.keyboard.press("s");
  await page.getByRole("dialog", { name: "Sound from this computer" }).waitFor();
}

async function leave(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

/** The panel at its top and at its end, in every state. */
async function walk(app: RunningApp, page: Page, tag: string): Promise<void> {
  for (const look of soundLooks()) {
    await show(app, "remote", look);
    await open(page);
    await page.mouse.move(1, 1);
    await fitsAcross(page, `${look.name} ${tag}`);
    await shoot(page, `${look.name}-${tag}`);
    const scrolled = await page.evaluate(() => {
      const body = document.querySelector(".sheet-body");
      body?.scrollTo(0, body.scrollHeight);
      return (body?.scrollTop ?? 0) > 40;
    });
    if (scrolled) await shoot(page, `${look.name}-end-${tag}`);
    await leave(page);
  }
}

const sizes = { usual: [340, 720], small: [280, 420], wide: [900, 720] } as const;

it.for(Object.entries(sizes))(
  "shows the sound that is sent: %s",
  async ([tag, [width, height]], context) => {
    const app = await (await openStage(context)).launch();
    await hangPictures(app);
    const page = await app.window("remote");
    await resize(app, "remote", width, height);
    await page.waitForFunction((wanted) => innerWidth === wanted, width);
    await walk(app, page, tag);
    for (const look of sendingLooks()) {
      await show(app, "remote", look);
      await page.waitForFunction(() => document.querySelector(".playing:empty") === null);
      await fitsAcross(page, `${look.name} ${tag}`);
      await shoot(page, `${look.name}-${tag}`);
    }
  },
);

const plain = { contrast: null, forcedColors: "none" } as const;
const faces = {
  "twice as fine": { tag: "2x", media: plain, font: "", dir: "ltr" },
  "in high contrast": {
    tag: "contrast",
    media: { ...plain, contrast: "more" },
    font: "",
    dir: "ltr",
  },
  "in forced colours": {
    tag: "forced",
    media: { ...plain, forcedColors: "active" },
    font: "",
    dir: "ltr",
  },
  "in large letters": { tag: "large", media: plain, font: "200%", dir: "ltr" },
  "from right to left": { tag: "rtl", media: plain, font: "", dir: "rtl" },
} as const;

it.for(Object.entries(faces))("shows it %s", async ([, face], context) => {
  const { tag, media, font, dir } = face;
  const app = await (await openStage(context)).launch({ args: ["--force-device-scale-factor=2"] });
  await hangPictures(app);
  const page = await app.window("remote");
  expect(await page.evaluate(() => devicePixelRatio)).toBe(2);
  await page.emulateMedia(media);
  await page.evaluate(
    (look) => {
      document.documentElement.style.fontSize = look.font;
      document.documentElement.dir = look.dir;
    },
    { font, dir },
  );
  await walk(app, page, tag);
});
