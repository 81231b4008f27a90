import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { VirtualTv } from "../../src/main/virtual-tv/virtual-tv.ts";
import { TV_NAME } from "./living-room.ts";

/** The code that the wizard shows, once it does. */
export async function shownCode(page: Page): Promise<string> {
  const title = await page
    .getByRole("heading", { name: new RegExp(`^Type \\d{4} on ${TV_NAME}$`) })
    .textContent();
  const [, code] = /Type (\d{4}) on/.exec(title ?? "") ?? [];
  if (code === undefined) throw new Error(`no code in "${title}"`);
  return code;
}

/** Four digits that are not these. */
export const anotherCode = (code: string): string =>
  `${code.slice(0, 3)}${(Number(code[3]) + 1) % 10}`;

/** Chooses the Apple TV 3 on the empty remote and types our code on it; its AirPlay asks for none. */
export async function pairOldTv(page: Page, tv: VirtualTv): Promise<void> {
  await page.getByRole("button", { name: new RegExp(TV_NAME) }).click();
  expect(await tv.pairRemote({ pin: await shownCode(page) })).toBe("paired");
  await page.getByRole("heading", { name: `${TV_NAME} is paired` }).waitFor();
  await page.getByRole("button", { name: "Done" }).click();
  await page.locator(".middle[data-ready]").waitFor();
}
