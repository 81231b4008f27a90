import type { Page } from "playwright-core";
import { describe, expect, it, type TestContext } from "vitest";
import { type FilmServer, serveFilms } from "../support/film-server.ts";
import { pair, TV_NAME } from "../support/living-room.ts";
import { filmOf, type PlayRoom, playRoom } from "../support/play-room.ts";

const FILM = filmOf(600);

const linkTo = (url: string, more = "") => `armchair://play?url=${encodeURIComponent(url)}${more}`;
const question = (page: Page, kind: "link" | "file") =>
  page.getByRole("dialog", { name: `Play this ${kind}?` });

async function films(context: TestContext): Promise<FilmServer> {
  const server = await serveFilms("127.0.0.1", { "film.mp4": FILM });
  context.onTestFinished(() => server.close());
  return server;
}

/** A remote that is paired, and the way to start the program once more. */
async function pairedRoom(context: TestContext) {
  const room = await playRoom(context);
  const { app, remote } = await room.open();
  await pair(remote, room.tv);
  const startAgain = (...args: readonly string[]) =>
    room.stage.runToEnd({ userData: app.userData, args });
  return { room, app, remote, startAgain };
}

/** Nobody has asked the TV for anything: it would have noted that before its answer to a press. */
async function nothingPlays(room: PlayRoom, remote: Page): Promise<void> {
  await remote.keyboard.press("ArrowUp");
  await room.tv.received("up");
  expect(room.fetched).toEqual([]);
  expect(room.tv.state.value.player).toBeNull();
}

describe("a link of ours that another program opens", () => {
  it("is a question; neither waiting nor Enter plays it, and yes does", async (context) => {
    const server = await films(context);
    const { room, remote, startAgain } = await pairedRoom(context);
    await startAgain(linkTo(server.url("film.mp4"), `&device=${encodeURIComponent(TV_NAME)}`));
    const sheet = question(remote, "link");
    await sheet.waitFor();
    await sheet.getByText(server.url("film.mp4")).waitFor();
    await remote.keyboard.press("Enter");
    await sheet.getByRole("button", { name: "Play", exact: true, disabled: false }).waitFor();
    await remote.keyboard.press("Enter");
    expect(await sheet.isVisible()).toBe(true);
    expect(room.fetched).toEqual([]);
    expect(room.tv.state.value.player).toBeNull();
    await sheet.getByRole("button", { name: "Play", exact: true }).click();
    await room.tv.received("video ready");
    expect(room.fetched[0]?.url).toBe(server.url("film.mp4"));
    await sheet.waitFor({ state: "detached" });
  });

  it("plays nothing after a no, by the button and by Escape", async (context) => {
    const server = await films(context);
    const { room, remote, startAgain } = await pairedRoom(context);
    await startAgain(linkTo(server.url("film.mp4")));
    await question(remote, "link").getByRole("button", { name: "Not now" }).click();
    await question(remote, "link").waitFor({ state: "detached" });
    await startAgain(linkTo(server.url("film.mp4")));
    await question(remote, "link").waitFor();
    await remote.keyboard.press("Escape");
    await question(remote, "link").waitFor({ state: "detached" });
    await nothingPlays(room, remote);
  });

  it("is one question at a time: the newest", async (context) => {
    const server = await films(context);
    const { room, remote, startAgain } = await pairedRoom(context);
    await startAgain(linkTo("http://first.example/a.mp4"));
    await question(remote, "link").getByText("http://first.example/a.mp4").waitFor();
    await startAgain(linkTo(server.url("film.mp4")));
    await question(remote, "link").getByText(server.url("film.mp4")).waitFor();
    expect(await remote.getByText("http://first.example/a.mp4").count()).toBe(0);
    await question(remote, "link").getByRole("button", { name: "Not now" }).click();
    await remote.getByRole("dialog").waitFor({ state: "detached" });
    await nothingPlays(room, remote);
  });

  it.for([
    ["a file of this computer", linkTo("file:///etc/passwd")],
    ["a script", linkTo("javascript:alert(1)")],
    ["an address with a password in it", linkTo("http://user:secret@media.example/a.mp4")],
    ["another verb", "armchair://erase?url=http%3A%2F%2Fmedia.example%2Fa.mp4"],
  ])("cannot be played when it names %s, and says so", async ([, link], context) => {
    const { room, remote, startAgain } = await pairedRoom(context);
    await startAgain(link ?? "");
    const sheet = question(remote, "link");
    await sheet.getByRole("button", { name: "Close" }).last().waitFor();
    expect(await sheet.getByRole("button", { name: "Play", exact: true }).count()).toBe(0);
    await remote.keyboard.press("Escape");
    await sheet.waitFor({ state: "detached" });
    await nothingPlays(room, remote);
  });

  it("of another scheme asks nothing", async (context) => {
    const { room, remote, startAgain } = await pairedRoom(context);
    await startAgain("vlc://play?url=http%3A%2F%2Fmedia.example%2Fa.mp4");
    await startAgain("http://media.example/a.mp4");
    await nothingPlays(room, remote);
    expect(await remote.getByRole("dialog").count()).toBe(0);
  });
});

describe("a file that is opened with the program", () => {
  it("is a question as well, with its folder, and plays after a yes", async (context) => {
    const { room, remote, startAgain } = await pairedRoom(context);
    const path = room.file("Holiday.mp4", FILM);
    await startAgain(path);
    const sheet = question(remote, "file");
    await sheet.getByText("Holiday.mp4", { exact: true }).waitFor();
    expect(room.tv.state.value.player).toBeNull();
    await sheet.getByRole("button", { name: "Play", exact: true, disabled: false }).click();
    await room.tv.received("video ready");
    expect(room.fetched[0]?.url).toMatch(/Holiday\.mp4$/);
  });

  it("that is not there is told of, and nothing plays", async (context) => {
    const { room, remote, startAgain } = await pairedRoom(context);
    await startAgain("/nowhere/film.mp4");
    const sheet = question(remote, "file");
    await sheet.waitFor();
    expect(await sheet.getByRole("button", { name: "Play", exact: true }).count()).toBe(0);
    await remote.keyboard.press("Escape");
    await sheet.waitFor({ state: "detached" });
    await nothingPlays(room, remote);
  });
});

describe("the first start", () => {
  it("asks about a link among its arguments once the window is there", async (context) => {
    const room = await playRoom(context);
    const { remote } = await room.open({ args: [linkTo("http://media.example/film.mp4")] });
    await question(remote, "link").getByText("http://media.example/film.mp4").waitFor();
    await remote.keyboard.press("Escape");
    await question(remote, "link").waitFor({ state: "detached" });
    expect(room.tv.state.value.player).toBeNull();
  });

  it("asks about a file among its arguments", async (context) => {
    const room = await playRoom(context);
    const { remote } = await room.open({ args: [room.file("film.mp4", FILM)] });
    await question(remote, "file").getByText("film.mp4", { exact: true }).waitFor();
    expect(room.tv.state.value.player).toBeNull();
  });
});
