import { expect, it } from "vitest";
import { askForCode, livingRoom, PIN, pair, TV_NAME, typeCode } from "../support/living-room.ts";

it("gives a screen reader every control of the remote by role and name", async (context) => {
  const room = await livingRoom(context);
  const { remote } = await room.open();
  await pair(remote, room.tv);
  // They are told beside the connection.
  await remote.getByRole("button", { name: "Power: On" }).waitFor();
  await remote.getByRole("slider", { name: `Volume of ${TV_NAME}` }).waitFor();
  const tree = await remote.locator("body").ariaSnapshot();
  for (const line of [
    `main "Remote for ${TV_NAME}"`,
    `button "${TV_NAME}, Connected. Change device"`,
    'button "Power: On"',
    'group "Direction pad"',
    'button "Up"',
    'button "Select"',
    'button "Back"',
    'button "Home"',
    'button "Play or pause"',
    'group "Volume"',
    `slider "Volume of ${TV_NAME}"`,
    'navigation "More controls"',
    'button "Apps"',
    "status",
  ]) {
    expect(tree).toContain(line);
  }
  const nameless = await remote.evaluate(() =>
    [...document.querySelectorAll("button, input, a, select")]
      .filter((element) => element.closest("[hidden]") === null)
      .filter((element) => {
        const labels = element instanceof HTMLInputElement ? element.labels?.length : 0;
        const name = element.getAttribute("aria-label") ?? element.textContent ?? "";
        return name.trim() === "" && !labels;
      })
      .map((element) => element.outerHTML),
  );
  expect(nameless).toEqual([]);
});

it("says once and politely what becomes of the TV", async (context) => {
  const room = await livingRoom(context);
  const { remote } = await room.open();
  await pair(remote, room.tv);
  const spoken = remote.locator("[role=status][aria-live=polite]").last();
  await expect.poll(() => spoken.textContent()).toBe(`${TV_NAME} is on`);
  room.tv.scenarios.askForText();
  await expect.poll(() => spoken.textContent()).toBe(`${TV_NAME} asks for text`);
  room.tv.scenarios.closeTextField();
  await remote.getByRole("dialog").waitFor({ state: "detached" });
  await remote.keyboard.press("p");
  await expect.poll(() => spoken.textContent()).toBe(`${TV_NAME} is asleep`);
});

it("names the wizard's page and its four boxes", async (context) => {
  const room = await livingRoom(context);
  const { remote } = await room.open();
  await askForCode(remote);
  const tree = await remote.locator("body").ariaSnapshot();
  for (const line of [
    `main "Enter the code on ${TV_NAME}"`,
    'group "Code"',
    'textbox "Digit 1 of 4"',
    'textbox "Digit 4 of 4"',
    'button "There is no code on the TV"',
  ]) {
    expect(tree).toContain(line);
  }
  await typeCode(remote, PIN);
  await remote.getByRole("heading", { name: `${TV_NAME} is paired` }).waitFor();
});

it("keeps the focus inside a panel, and gives it back", async (context) => {
  const room = await livingRoom(context);
  const { remote } = await room.open();
  await pair(remote, room.tv);
  const apps = remote.getByRole("button", { name: "Apps", exact: true });
  await apps.focus();
  await remote.keyboard.press("Enter");
  await remote.getByRole("dialog", { name: "Apps" }).waitFor();
  for (let stop = 0; stop < 8; stop++) {
    await remote.keyboard.press("Tab");
    const outside = await remote.evaluate(
      () =>
        document.activeElement?.closest("main") !== null &&
        document.activeElement !== document.body,
    );
    expect(outside).toBe(false);
  }
  await remote.keyboard.press("Escape");
  await remote.getByRole("dialog").waitFor({ state: "detached" });
  await expect
    .poll(() => apps.evaluate((element) => element === document.activeElement))
    .toBe(true);
});

it("moves nothing for a person who asked for less motion", async (context) => {
  const room = await livingRoom(context);
  const { remote } = await room.open();
  await remote.emulateMedia({ reducedMotion: "reduce" });
  await pair(remote, room.tv);
  await remote.keyboard.press("?");
  await remote.getByRole("dialog", { name: "Keys" }).waitFor();
  const moving = await remote.evaluate(
    () => document.getAnimations().filter(({ playState }) => playState === "running").length,
  );
  expect(moving).toBe(0);
});
