import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { cli } from "../support/cli-process.ts";
import { livingRoom, pair, TV_NAME } from "../support/living-room.ts";

it("lets the command line use the app's own connection, whose key it could not have", async (context) => {
  const room = await livingRoom(context);
  // Without a keychain the key is in this app's memory and nowhere else.
  const { app, remote } = await room.open();
  await pair(remote, room.tv);
  const environment = {
    ARMCHAIR_HOME: app.userData,
    HOME: app.userData,
    DBUS_SESSION_BUS_ADDRESS: "unix:path=/nonexistent/bus",
  };
  const run = (...args: string[]) => cli(environment, args);
  const connections: string[] = [];
  room.tv.inputs.on(({ what }) => {
    if (what === "connected") connections.push(what);
  });

  const listed = await run("devices", "--json");
  expect(listed.status).toBe(0);
  expect(JSON.parse(listed.out)).toMatchObject({
    devices: [{ name: TV_NAME, paired: true }],
  });

  expect(await run("press", "right")).toMatchObject({ status: 0 });
  await room.tv.received("right");
  expect(await run("press", "home", "--hold")).toMatchObject({ status: 0 });
  await room.tv.received("hold home");
  expect(connections).toEqual([]);

  room.tv.scenarios.playEpisode();
  await remote.locator(".playing-strip").waitFor();
  const playing = await run("playing", "--json");
  expect(JSON.parse(playing.out)).toMatchObject({
    playing: { title: "The Long Way Round", seriesName: "Harbour Lights", state: "playing" },
  });
  const picture = join(app.userData, "picture.png");
  expect(await run("artwork", picture, "--width", "320")).toMatchObject({
    status: 0,
    out: expect.stringMatching(/image\/png, 320 x 180/),
  });
  expect(readFileSync(picture).subarray(1, 4).toString()).toBe("PNG");
  expect(await run("seek", "10:00")).toMatchObject({ status: 0, out: "10:00\n" });
  await room.tv.received("seek 600");
  expect(connections).toEqual([]);

  const alone = await run("press", "right", "--own", "--timeout", "5");
  expect(alone.status).not.toBe(0);

  await app.close();
  const closed = await run("devices", "--json");
  expect(JSON.parse(closed.out)).toMatchObject({ devices: [{ name: TV_NAME }] });
});
