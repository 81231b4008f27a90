import { describe, expect, it } from "vitest";
import { KeyringSession } from "../support/keyring-session.ts";
import {
  askForCode,
  clickDisc,
  connected,
  livingRoom,
  PIN,
  pair,
  TV_NAME,
  typeCode,
} from "../support/living-room.ts";
import { openStage } from "../support/stage.ts";

describe("the first start", () => {
  it("offers the built-in Apple TV while nothing answers, shows its screen and asks for its code", async (context) => {
    const stage = await openStage(context);
    const app = await stage.launch();
    const remote = await app.window("remote");
    await remote.getByRole("button", { name: "Try the built-in Apple TV" }).click();
    await remote.getByRole("heading", { name: "Enter the code on Built-in Apple TV" }).waitFor();
    const screen = await app.window("tv");
    await screen.getByText(/^\d{4}$/).waitFor();
  });

  it("starts with the built-in Apple TV when asked to, and that can be paired by what it shows", async (context) => {
    const stage = await openStage(context);
    const app = await stage.launch({ args: ["--demo"] });
    const [remote, screen] = [await app.window("remote"), await app.window("tv")];
    await remote.getByRole("button", { name: /Built-in Apple TV/ }).click();
    const pin = await screen.getByText(/^\d{4}$/).textContent();
    await typeCode(remote, pin ?? "");
    await remote.getByRole("button", { name: "Done" }).click();
    await remote.locator(".middle[data-ready]").waitFor();
    await remote.keyboard.press("ArrowRight");
    await screen.getByText("Last input: right").waitFor();
  });

  it("lists a TV on the network by name and model within the window's first second", async (context) => {
    const room = await livingRoom(context);
    const { remote } = await room.open();
    const row = remote.getByRole("button", { name: new RegExp(TV_NAME) });
    await row.waitFor();
    expect(await row.textContent()).toContain("Apple TV 4K");
  });
});

describe("pairing", () => {
  it("takes the code that the TV shows and ends with a remote that works", async (context) => {
    const room = await livingRoom(context);
    const { remote } = await room.open();
    await pair(remote, room.tv);
    await remote.keyboard.press("ArrowDown");
    await room.tv.received("down");
  });

  it("says that a code was wrong and takes the right one afterwards", async (context) => {
    const room = await livingRoom(context);
    const { remote } = await room.open();
    await askForCode(remote);
    await typeCode(remote, "0000");
    await remote
      .getByText(/That code was not right|wants a pause/)
      .first()
      .waitFor();
    const again = remote.getByRole("button", { name: "Try again" });
    if (await again.isVisible()) await again.click({ timeout: 20_000 });
    await remote.getByLabel("Digit 1 of 4").waitFor();
    await typeCode(remote, PIN);
    await remote.getByRole("heading", { name: `${TV_NAME} is paired` }).waitFor();
  });

  it("counts a back-off down instead of trying again by itself", async (context) => {
    const room = await livingRoom(context);
    room.tv.faults.backoff(3600);
    const { remote } = await room.open();
    await remote.getByRole("button", { name: new RegExp(TV_NAME) }).click();
    await remote.getByRole("heading", { name: `${TV_NAME} wants a pause` }).waitFor();
    await remote.getByText(/Another try in (59:5\d|1:00:00)/).waitFor();
    expect(await remote.getByRole("button", { name: "Try again" }).isDisabled()).toBe(true);
  });
});

describe("the remote", () => {
  it("presses by mouse and by keyboard, and tells a hold from a tap", async (context) => {
    const room = await livingRoom(context);
    const { remote } = await room.open();
    await pair(remote, room.tv);
    await clickDisc(remote, "right");
    await room.tv.received("right");
    await clickDisc(remote, "select");
    await room.tv.received("select");
    await remote.keyboard.press("Escape");
    await room.tv.received("menu");
    await remote.keyboard.down("h");
    await room.tv.received("hold home");
    await remote.keyboard.up("h");
    await remote.keyboard.press("h");
    await room.tv.received("home");
  });

  it("launches an app by search", async (context) => {
    const room = await livingRoom(context);
    const { remote } = await room.open();
    await pair(remote, room.tv);
    await remote.getByRole("button", { name: "Apps", exact: true }).click();
    await remote.getByRole("searchbox", { name: "Search apps" }).fill("netf");
    await remote.getByRole("button", { name: "Open Netflix" }).waitFor();
    await remote.keyboard.press("Enter");
    await room.tv.received("launch com.netflix.Netflix");
    expect(room.tv.state.value.openApp?.name).toBe("Netflix");
  });

  it("opens a field when the TV asks for text, and what is typed arrives", async (context) => {
    const room = await livingRoom(context);
    const { remote } = await room.open();
    await pair(remote, room.tv);
    room.tv.scenarios.askForText({ prompt: "Search" });
    const field = remote.getByRole("textbox");
    await field.waitFor();
    await field.pressSequentially("dune");
    await expect.poll(() => room.tv.state.value.keyboard?.text).toBe("dune");
    room.tv.scenarios.closeTextField();
    room.tv.scenarios.askForText({ prompt: "Password", secure: true });
    await remote.locator("input[type=password]").waitFor();
  });

  it("puts the TV to sleep and wakes it", async (context) => {
    const room = await livingRoom(context);
    const { remote } = await room.open();
    await pair(remote, room.tv);
    await remote.getByRole("button", { name: /^Power/ }).click();
    await expect.poll(() => room.tv.state.value.power).toBe("asleep");
    await remote.getByText(`${TV_NAME} is asleep. Wake it?`).waitFor();
    await remote.getByRole("button", { name: "Wake", exact: true }).click();
    await expect.poll(() => room.tv.state.value.power).toBe("on");
  });

  it("says when the TV lost its power, and works again by itself when it is back", async (context) => {
    const room = await livingRoom(context);
    const { remote } = await room.open();
    await pair(remote, room.tv);
    room.tv.faults.halfOpen();
    await remote.keyboard.press("ArrowLeft");
    await remote.locator(".banner").getByText(`${TV_NAME} does not answer.`).waitFor();
    room.tv.faults.halfOpen(false);
    await connected(remote, room.tv);
    await remote.locator(".banner").waitFor({ state: "detached" });
    await remote.keyboard.press("ArrowRight");
    await room.tv.received("right");
  });

  it("follows a TV that comes back on another port", async (context) => {
    const room = await livingRoom(context);
    const { remote } = await room.open();
    await pair(remote, room.tv);
    const port = await room.tv.faults.changePort();
    expect(port).toBeGreaterThan(0);
    room.tv.faults.reset();
    await connected(remote, room.tv);
    await remote.keyboard.press("ArrowLeft");
    await room.tv.received("left");
  });
});

describe("the key", () => {
  it("is in the keychain: after a restart the TV is still paired", async (context) => {
    const keyring = await KeyringSession.unlocked();
    context.onTestFinished(() => keyring.stop());
    const room = await livingRoom(context);
    const userData = room.stage.folder();
    const launch = { userData, environment: keyring.environment };
    const first = await room.open(launch);
    await pair(first.remote, room.tv);
    await first.app.close();
    const second = await room.open(launch);
    await connected(second.remote, room.tv);
    await second.remote.keyboard.press("ArrowUp");
    await room.tv.received("up");
  });

  it("opens the built-in Apple TV too, which is the same one after a restart", async (context) => {
    const keyring = await KeyringSession.unlocked();
    context.onTestFinished(() => keyring.stop());
    const stage = await openStage(context);
    const launch = {
      userData: stage.folder(),
      environment: keyring.environment,
      args: ["--demo"],
    };
    const first = await stage.launch(launch);
    const [remote, screen] = [await first.window("remote"), await first.window("tv")];
    await remote.getByRole("button", { name: /Built-in Apple TV/ }).click();
    const pin = await screen.getByText(/^\d{4}$/).textContent();
    await typeCode(remote, pin ?? "");
    await remote.getByRole("button", { name: "Done" }).click();
    await remote.locator(".middle[data-ready]").waitFor();
    await first.close();
    const second = await stage.launch(launch);
    const [again, sameScreen] = [await second.window("remote"), await second.window("tv")];
    await again.locator(".middle[data-ready]").waitFor();
    await again.keyboard.press("ArrowRight");
    await sameScreen.getByText("Last input: right").waitFor();
  });

  it("stays in memory without a keychain, and the wizard says so", async (context) => {
    const room = await livingRoom(context);
    const { remote } = await room.open();
    await askForCode(remote);
    await typeCode(remote, PIN);
    await remote.getByText(/The key could not be stored, so it is kept until you quit/).waitFor();
  });
});

describe("a second start", () => {
  it("brings the first one to the front and ends", async (context) => {
    const stage = await openStage(context);
    const app = await stage.launch();
    const remote = await app.window("remote");
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
    await stage.runToEnd({ userData: app.userData });
    await expect
      .poll(() =>
        app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()),
      )
      .toBe(true);
    expect(remote.isClosed()).toBe(false);
  });

  it("opens where the remote was left", async (context) => {
    const stage = await openStage(context);
    const userData = stage.folder();
    const place = { x: 200, y: 80, width: 400, height: 600 };
    const first = await stage.launch({ userData });
    const page = await first.window("remote");
    // Before it is shown, the screen may still put it elsewhere.
    await expect
      .poll(() =>
        first.electron.evaluate(({ BrowserWindow }) =>
          BrowserWindow.getAllWindows()[0]?.isVisible(),
        ),
      )
      .toBe(true);
    await first.electron.evaluate(({ BrowserWindow }, bounds) => {
      BrowserWindow.getAllWindows()[0]?.setBounds(bounds);
    }, place);
    await expect
      .poll(() =>
        first.electron.evaluate(({ BrowserWindow }) =>
          BrowserWindow.getAllWindows()[0]?.getBounds(),
        ),
      )
      .toEqual(place);
    // Electron tells what was asked for before the screen has done it.
    await page.waitForFunction((width) => innerWidth === width, place.width);
    await first.close();
    const second = await stage.launch({ userData });
    await second.window("remote");
    await expect
      .poll(() =>
        second.electron.evaluate(({ BrowserWindow }) =>
          BrowserWindow.getAllWindows()[0]?.getBounds(),
        ),
      )
      .toEqual(place);
  });

  it("closes to the tray and comes back", async (context) => {
    const stage = await openStage(context);
    const app = await stage.launch();
    await app.window("remote");
    const visible = () =>
      app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
    // Nobody closes what is not shown yet.
    await expect.poll(visible).toBe(true);
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    expect(await visible()).toBe(false);
    await stage.runToEnd({ userData: app.userData });
    await expect.poll(visible).toBe(true);
  });
});
