import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { FarHost } from "../support/far-host.ts";
import { KeyringSession } from "../support/keyring-session.ts";
import { typeCode } from "../support/living-room.ts";
import { FAKE_PIN, PyatvFakeCompanion } from "../support/pyatv-fake-companion.ts";
import { openStage } from "../support/stage.ts";

const NAME = "Fake Apple TV";

/** The fake always has a text field open: it shows itself with the fake's text, and Esc leaves it. */
async function leaveText(remote: Page, fake: PyatvFakeCompanion): Promise<void> {
  const field = remote.getByRole("textbox", { name: `Text on ${NAME}` });
  await field.waitFor();
  const { text } = await fake.state();
  await expect.poll(() => field.inputValue()).toBe(text);
  await remote.keyboard.press("Escape");
  await field.waitFor({ state: "detached" });
}

it("finds, pairs with and drives an Apple TV that nobody here wrote, and knows it after a restart", async (context) => {
  const keyring = await KeyringSession.unlocked();
  context.onTestFinished(() => keyring.stop());
  const host = FarHost.create();
  context.onTestFinished(() => host.close());
  const fake = await PyatvFakeCompanion.startOn(host);
  context.onTestFinished(() => fake.stop());
  const stage = await openStage(context);
  const launch = { userData: stage.folder(), environment: keyring.environment };

  const first = await stage.launch(launch);
  const remote = await first.window("remote");
  await remote.getByRole("button", { name: new RegExp(NAME) }).click();
  await remote.getByLabel("Digit 1 of 4").waitFor();
  await typeCode(remote, FAKE_PIN);
  await remote.getByRole("heading", { name: `${NAME} is paired` }).waitFor();
  await remote.getByRole("button", { name: "Done" }).click();
  await remote.locator(".middle[data-ready]").waitFor();
  await leaveText(remote, fake);
  await remote.keyboard.press("ArrowUp");
  await fake.until(({ button }) => button === "up");
  await remote.getByRole("button", { name: "Back", exact: true }).click();
  await fake.until(({ button }) => button === "menu");
  await first.close();
  await fake.until(({ clients }) => clients === 0);

  const second = await stage.launch(launch);
  const again = await second.window("remote");
  await again.locator(".middle[data-ready]").waitFor();
  await leaveText(again, fake);
  expect(await again.getByLabel("Digit 1 of 4").count()).toBe(0);
  await again.keyboard.press("ArrowDown");
  await fake.until(({ button }) => button === "down");
});
