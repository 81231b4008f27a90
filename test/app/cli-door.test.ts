import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, type TestContext } from "vitest";
import { cli, Lines, startCli } from "../support/cli-process.ts";
import { livingRoom, pair, TV_NAME } from "../support/living-room.ts";
import { realFilm } from "../support/real-film.ts";

/** A paired app, and the command line beside it without a keychain of its own. */
async function besideApp(context: TestContext) {
  const room = await livingRoom(context);
  const { app, remote } = await room.open();
  await pair(remote, room.tv);
  const environment = {
    ARMCHAIR_HOME: app.userData,
    HOME: app.userData,
    DBUS_SESSION_BUS_ADDRESS: "unix:path=/nonexistent/bus",
  };
  const connections: string[] = [];
  room.tv.inputs.on(({ what }) => {
    if (what === "connected") connections.push(what);
  });
  return {
    ...room,
    app,
    remote,
    /** New ones since then. */
    connections,
    run: (...args: string[]) => cli(environment, args),
    start: (...args: string[]) => startCli(environment, args),
  };
}

it("lets the command line use the app's own connection, whose key it could not have", async (context) => {
  // Without a keychain the key is in this app's memory and nowhere else.
  const { app, remote, tv, connections, run } = await besideApp(context);

  const listed = await run("devices", "--json");
  expect(listed.status).toBe(0);
  expect(JSON.parse(listed.out)).toMatchObject({
    devices: [{ name: TV_NAME, paired: true }],
  });

  expect(await run("press", "right")).toMatchObject({ status: 0 });
  await tv.received("right");
  expect(await run("press", "home", "--hold")).toMatchObject({ status: 0 });
  await tv.received("hold home");
  expect(connections).toEqual([]);

  tv.scenarios.playEpisode();
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
  await tv.received("seek 600");
  expect(connections).toEqual([]);

  const alone = await run("press", "right", "--own", "--timeout", "5");
  expect(alone.status).not.toBe(0);

  await app.close();
  const closed = await run("devices", "--json");
  expect(JSON.parse(closed.out)).toMatchObject({ devices: [{ name: TV_NAME }] });
});

it("shuffles, repeats and chooses speakers over the app's connection, and watches beside it", async (context) => {
  const { tv, connections, run, start } = await besideApp(context);
  tv.scenarios.haveSpeakers([
    { id: "11:22:33:44:55:66", name: "Shelf", percent: 35, joined: false },
  ]);
  const watching = start("watch");
  const ended = once(watching, "close");
  const lines = new Lines(watching);
  expect(JSON.parse(await lines.next(() => true))).toMatchObject({
    event: "connection",
    phase: "ready",
  });
  tv.scenarios.playSongs();
  await lines.next((line) => line.includes('"title":"Slack Water"'));

  expect(await run("shuffle", "songs")).toMatchObject({ status: 0, out: "songs\n" });
  await lines.next((line) => line.includes('"shuffle":"songs"'));
  expect(tv.state.value.player?.shuffle).toBe("songs");
  expect((await run("shuffle")).out).toBe("songs\n");
  expect(await run("repeat", "track")).toMatchObject({ status: 0, out: "track\n" });
  await lines.next((line) => line.includes('"repeat":"track"'));
  expect(tv.state.value.player?.repeat).toBe("track");

  expect((await run("outputs")).out).toContain(TV_NAME);
  const missing = await run("outputs", "add", "Nobody");
  expect(missing).toMatchObject({ status: 3 });
  expect(await run("outputs", "add", "11:22:33:44:55:66")).toMatchObject({ status: 0 });
  await tv.received("add speakers 11:22:33:44:55:66");
  await lines.next((line) => line.includes('"event":"outputs"') && line.includes("Shelf"));

  tv.scenarios.stopPlaying();
  await lines.next((line) => line.includes('"playing":null'));
  expect(connections).toEqual([]);
  watching.kill("SIGINT");
  expect((await ended)[0]).toBe(0);
});

it("has the app play a file, and another command stop it, which the first one is told", async (context) => {
  const { app, remote, tv, connections, run, start } = await besideApp(context);
  const film = await realFilm(app.userData, "long.mp4", 95);
  const playing = start("play-url", film);
  const ended = once(playing, "close");
  const lines = new Lines(playing);
  expect(await lines.next(() => true)).toBe(`Playing long.mp4 on ${TV_NAME}.`);
  await tv.received("video ready");
  await remote.getByText("long.mp4", { exact: true }).first().waitFor();
  const now = await run("playing", "--json");
  expect(JSON.parse(now.out)).toMatchObject({ playing: { title: "long.mp4", durationS: 95 } });

  expect(await run("stop")).toMatchObject({ status: 0, out: "Stopped long.mp4.\n" });
  await tv.received("video ended");
  expect(await lines.next(() => true)).toMatch(/^Ended/);
  expect((await ended)[0]).toBe(0);
  expect(tv.screen.value.openApp).toBeNull();

  const interrupted = start("play-url", film, "--at", "1:00");
  const over = once(interrupted, "close");
  await new Lines(interrupted).next((line) => line.startsWith("Playing long.mp4"));
  await tv.received("video ready");
  interrupted.kill("SIGINT");
  expect((await over)[0]).toBe(130);
  await tv.received("video ended");
  expect((await run("stop")).out).toMatch(/^Nothing that was sent from here plays/);
  expect(connections).toEqual([]);
});
