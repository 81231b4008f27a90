import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import type { ErrorBody } from "../../src/shared/errors.ts";
import { requestLooks, theatreLook } from "../support/renderer/states.ts";
import { openStage, type RunningApp } from "../support/stage.ts";
import { answerWith, fitsAcross, hangPictures, resize, shoot, show } from "./gallery-stage.ts";

const LINK = "https://media.example/films/holiday-in-the-hills.mp4";

/** Holds a link over the window, as a browser beside it would. */
async function hover(page: Page, name: "dragenter" | "dragleave"): Promise<void> {
  await page.evaluate(
    ({ event, link }) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.setData("text/uri-list", link);
      const options = { dataTransfer, bubbles: true, cancelable: true };
      document.body.dispatchEvent(new DragEvent(event, options));
    },
    { event: name, link: LINK },
  );
}

async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    const options = { clipboardData, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new ClipboardEvent("paste", options));
  }, text);
  await page.getByRole("dialog").waitFor();
}

async function leave(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

async function look(page: Page, name: string): Promise<void> {
  await page.mouse.move(1, 1);
  await fitsAcross(page, name);
  await shoot(page, name);
}

const failures: Readonly<Record<string, ErrorBody>> = {
  unpaired: { code: "unpaired", message: "" },
  password: { code: "unpaired", message: "", details: { subject: "password" } },
  unsupported: { code: "unsupported", message: "" },
  system: { code: "unsupported", message: "", details: { subject: "tvOS 27" } },
  silent: { code: "timeout", message: "" },
};

/** Every page on the way of a link to a device. */
async function walk(app: RunningApp, page: Page, tag: string): Promise<void> {
  await show(app, "remote", theatreLook());
  await hover(page, "dragenter");
  await page.locator(".drop-target").waitFor();
  await look(page, `play-target-${tag}`);
  await hover(page, "dragleave");
  await page.locator(".drop-target").waitFor({ state: "detached" });
  await page.keyboard.press("o");
  await page.getByLabel("Address").waitFor();
  await look(page, `play-empty-${tag}`);
  await leave(page);
  await paste(page, LINK);
  await look(page, `play-link-${tag}`);
  await leave(page);
  for (const [name, error] of Object.entries(failures)) {
    await answerWith(app, { "media.play": { ok: false, error } });
    await paste(page, LINK);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: /does not play on/ }).waitFor();
    await look(page, `play-${name}-${tag}`);
    await leave(page);
  }
  for (const asked of requestLooks()) {
    await show(app, "remote", asked);
    await page.getByRole("heading", { name: /^Play this/ }).waitFor();
    // Armed, so that what is seen is what is there to stay.
    await page.locator("dialog .button.primary:enabled, dialog:not(:has(.primary))").waitFor();
    await look(page, `${asked.name}-${tag}`);
    await show(app, "remote", theatreLook());
    await page.getByRole("dialog").waitFor({ state: "detached" });
  }
}

it("shows every page between a link and the television, usual and small", async (context) => {
  const app = await (await openStage(context)).launch();
  await hangPictures(app);
  const page = await app.window("remote");
  for (const [tag, width, height] of [
    ["usual", 340, 720],
    ["small", 280, 420],
  ] as const) {
    await resize(app, "remote", width, height);
    await page.waitForFunction((wanted) => innerWidth === wanted, width);
    await walk(app, page, tag);
  }
});

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

it.for(Object.entries(faces))("shows them %s", async ([, face], context) => {
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
