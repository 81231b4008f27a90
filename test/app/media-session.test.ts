import { expect, it } from "vitest";
import { KeyringSession } from "../support/keyring-session.ts";
import { livingRoom, pair, TV_NAME } from "../support/living-room.ts";
import { MediaClient } from "../support/media-client.ts";

const NAME = "org.mpris.MediaPlayer2.armchair";

it("is a player on the desktop while the TV is connected, says what plays, and its media keys drive the TV", async (context) => {
  const session = await KeyringSession.unlocked();
  context.onTestFinished(() => session.stop());
  const { environment } = session;
  const desktop = new MediaClient(environment["DBUS_SESSION_BUS_ADDRESS"] ?? "");
  context.onTestFinished(() => desktop.close());
  const room = await livingRoom(context);
  const { app, remote } = await room.open({ environment });
  await remote.getByRole("button", { name: new RegExp(TV_NAME) }).waitFor();
  expect(await desktop.players()).toEqual([]);

  await pair(remote, room.tv);
  await expect.poll(() => desktop.players()).toEqual([NAME]);
  await desktop.follow(NAME);
  expect(await desktop.all()).toMatchObject({ CanPlay: true, CanControl: true });

  room.tv.scenarios.playEpisode();
  await expect.poll(() => desktop.get("PlaybackStatus")).toBe("Playing");
  const metadata = () => desktop.get("Metadata");
  await expect.poll(metadata).toMatchObject({
    "xesam:title": "The Long Way Round",
    "mpris:length": 2_820_000_000n,
    "mpris:artUrl": expect.stringMatching(/^file:/),
  });
  await desktop.call("PlayPause");
  await expect.poll(() => room.tv.state.value.player?.playing).toBe(false);
  await expect.poll(() => desktop.get("PlaybackStatus")).toBe("Paused");
  await desktop.call("Play");
  await expect.poll(() => room.tv.state.value.player?.playing).toBe(true);
  await desktop.call("Seek", 60_000_000n);
  await expect.poll(() => room.tv.state.value.player?.positionS).toBeGreaterThanOrEqual(60);
  room.tv.scenarios.playSongs();
  await expect.poll(metadata).toMatchObject({
    "xesam:title": "Slack Water",
    "xesam:artist": ["The Paper Boats"],
  });
  await desktop.call("Next");
  await expect.poll(metadata).toMatchObject({ "xesam:title": "Rope & Tar" });
  room.tv.scenarios.stopPlaying();
  await expect.poll(() => desktop.get("PlaybackStatus")).toBe("Stopped");
  expect(await metadata()).not.toHaveProperty("xesam:title");

  await remote.evaluate(() => {
    const { armchair } = globalThis as unknown as {
      armchair: { call(name: string, args: unknown): Promise<unknown> };
    };
    return armchair.call("settings.update", [{ mediaSession: false }]);
  });
  await expect.poll(() => desktop.players()).toEqual([]);
  await remote.evaluate(() => {
    const { armchair } = globalThis as unknown as {
      armchair: { call(name: string, args: unknown): Promise<unknown> };
    };
    return armchair.call("settings.update", [{ mediaSession: true }]);
  });
  await expect.poll(() => desktop.players()).toEqual([NAME]);

  const ended = new Promise<void>((resolve) => app.electron.once("close", () => resolve()));
  await desktop.follow(NAME);
  await desktop.root("Quit").catch(() => {}); // it may be gone before it answers
  await ended;
  await expect.poll(() => desktop.players()).toEqual([]);
});
