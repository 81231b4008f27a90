import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { livingRoom, pair, TV_NAME } from "../support/living-room.ts";

const focusedName = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute("aria-label") ?? element?.textContent?.trim() ?? "";
  });

/** Whether the focused element has an outline, itself or on the mark in it. */
const outlined = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const element = document.activeElement;
    const shown = [element, element?.querySelector(".disc-mark")];
    return shown.some((one) => one && getComputedStyle(one).outlineStyle === "solid");
  });

describe("by keyboard alone", () => {
  it("reaches every control in the order in which they are seen, with the focus visible", async (context) => {
    const room = await livingRoom(context);
    const { remote } = await room.open();
    await pair(remote, room.tv);
    // It is told beside the connection.
    await remote.getByRole("button", { name: "Power: On" }).waitFor();
    await remote.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    const order: string[] = [];
    for (let stop = 0; stop < 30; stop++) {
      await remote.keyboard.press("Tab");
      const name = await focusedName(remote);
      if (order.includes(name)) break;
      order.push(name);
      expect(await outlined(remote), name).toBe(true);
    }
    expect(order.join(", ")).toMatch(
      /Change device, Power: On, Up, Left, Select, Right, Down, Back, Home, .*Play or pause, .*Volume up, Volume down, .*Apps, Text, More/,
    );
  });

  it("holds as long as Enter is down, and moves on while an arrow is, with nothing after it", async (context) => {
    const room = await livingRoom(context);
    const { remote } = await room.open();
    await pair(remote, room.tv);
    const inputs: string[] = [];
    room.tv.state.on(({ lastInput }) => inputs.push(lastInput));
    await remote.keyboard.down("Enter");
    await room.tv.received("hold select");
    await remote.keyboard.up("Enter");
    await remote.keyboard.press("h");
    await room.tv.received("home");
    await remote.keyboard.down("ArrowRight");
    for (let repeat = 0; repeat < 40; repeat++) await remote.keyboard.down("ArrowRight");
    await room.tv.received("right");
    await room.tv.received("right");
    await remote.keyboard.up("ArrowRight");
    await remote.keyboard.press("m");
    await room.tv.received("mute");
    await remote.keyboard.press("Escape");
    await room.tv.received("menu");
    await remote.keyboard.press("Escape");
    await room.tv.received("menu");
    const afterwards = inputs.slice(inputs.indexOf("menu"));
    expect(afterwards.length).toBeGreaterThan(0);
    expect(afterwards).not.toContain("right");
  });

  it("closes a panel with Escape and tells the TV nothing", async (context) => {
    const room = await livingRoom(context);
    const { remote } = await room.open();
    await pair(remote, room.tv);
    for (const [key, name] of [
      ["a", "Apps"],
      ["?", "Keys"],
      ["k", "Text"],
    ] as const) {
      await remote.keyboard.press(key);
      await remote.getByRole("dialog", { name }).waitFor();
      await remote.keyboard.press("Escape");
      await remote.getByRole("dialog").waitFor({ state: "detached" });
    }
    await remote.keyboard.press("ArrowLeft");
    await room.tv.received("left");
    expect(room.tv.state.value.lastInput).toBe("left");
  });

  it("shows the keys on the controls while Alt is down", async (context) => {
    const room = await livingRoom(context);
    const { remote } = await room.open();
    await pair(remote, room.tv);
    const cap = () =>
      remote
        .getByRole("button", { name: "Apps", exact: true })
        .evaluate((button) => getComputedStyle(button, "::after").content);
    expect(await cap()).toBe("none");
    await remote.keyboard.down("Alt");
    expect(await cap()).toContain('"A"');
    await remote.keyboard.up("Alt");
    expect(await cap()).toBe("none");
  });
});

describe("the text field", () => {
  it("begins with the TV's text, keeps a composition to itself until it is committed, and leaves with the field", async (context) => {
    const room = await livingRoom(context);
    const { remote } = await room.open();
    await pair(remote, room.tv);
    room.tv.scenarios.askForText({ text: "dune" });
    const field = remote.getByRole("textbox", { name: `Text on ${TV_NAME}` });
    await field.waitFor();
    expect(await field.inputValue()).toBe("dune");
    const texts: string[] = [];
    room.tv.state.on(({ keyboard }) => texts.push(keyboard?.text ?? ""));
    const devtools = await remote.context().newCDPSession(remote);
    for (const text of ["に", "にh", "にほ", "にほん"]) {
      const end = text.length;
      await devtools.send("Input.imeSetComposition", {
        text,
        selectionStart: end,
        selectionEnd: end,
      });
    }
    expect(await field.inputValue()).toBe("duneにほん");
    await devtools.send("Input.insertText", { text: "日本" });
    await expect.poll(() => room.tv.state.value.keyboard?.text).toBe("dune日本");
    expect(texts.filter((text) => /[にほんh]/.test(text))).toEqual([]);
    room.tv.scenarios.closeTextField();
    await remote.getByRole("dialog").waitFor({ state: "detached" });
  });
});
