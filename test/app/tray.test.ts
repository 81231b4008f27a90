import { expect, it } from "vitest";
import { KeyringSession } from "../support/keyring-session.ts";
import { livingRoom, pair, TV_NAME } from "../support/living-room.ts";
import type { RunningApp } from "../support/stage.ts";
import { TrayHost } from "../support/tray-host.ts";

const visible = (app: RunningApp) => () =>
  app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
const focused = (app: RunningApp) => () =>
  app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isFocused());

it("has a tray icon whose click toggles the remote and whose menu drives the TV", async (context) => {
  const session = await KeyringSession.unlocked();
  context.onTestFinished(() => session.stop());
  const { environment } = session;
  const tray = await TrayHost.on(environment["DBUS_SESSION_BUS_ADDRESS"] ?? "");
  context.onTestFinished(() => tray.close());
  const room = await livingRoom(context);
  const { app, remote } = await room.open({ environment });
  await tray.appeared();
  await pair(remote, room.tv);
  await expect.poll(() => tray.toolTip()).toBe(`Armchair: ${TV_NAME}, connected`);

  const menu = async () => (await tray.menu()).map(({ label }) => label);
  await expect
    .poll(menu)
    .toEqual([
      "Hide remote",
      "",
      `${TV_NAME}: connected`,
      "",
      "Play / pause",
      "Volume up",
      "Volume down",
      "Mute",
      "Sleep",
      "",
      "Now playing …",
      "Pair a device …",
      "Settings …",
      "",
      "Quit Armchair",
    ]);
  expect((await tray.menu()).find(({ label }) => label.startsWith(TV_NAME))?.checked).toBe(true);

  await tray.choose("Volume up");
  await expect.poll(() => room.tv.state.value.volume.percent).toBeGreaterThan(50);
  await tray.choose("Mute");
  await expect.poll(() => room.tv.state.value.volume.muted).toBe(true);
  await tray.choose("Sleep");
  await expect.poll(() => room.tv.state.value.power).toBe("asleep");
  await expect.poll(menu).toContain("Wake");
  await tray.choose("Wake");
  await expect.poll(() => room.tv.state.value.power).toBe("on");
  // The menu is made anew for it, and what was read of the one before would be chosen in vain.
  await expect.poll(menu).toContain("Sleep");

  await tray.choose("Hide remote");
  await expect.poll(visible(app)).toBe(false);
  await expect.poll(async () => (await menu())[0]).toBe("Show remote");
  await tray.activate();
  await expect.poll(visible(app)).toBe(true);
  // A click hides only what is in front.
  await expect.poll(focused(app)).toBe(true);
  await tray.activate();
  await expect.poll(visible(app)).toBe(false);

  await tray.choose("Settings …");
  const settings = await app.window("settings");
  await settings.getByRole("heading", { name: "Devices" }).first().waitFor();
  const ended = new Promise<void>((resolve) => app.electron.once("close", () => resolve()));
  await tray.choose("Quit Armchair");
  await ended;
});
