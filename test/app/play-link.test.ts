import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { Secret } from "../../src/main/runtime/secret.ts";
import { type FilmServer, serveFilms } from "../support/film-server.ts";
import { KeyringSession } from "../support/keyring-session.ts";
import { pair, TV_NAME } from "../support/living-room.ts";
import { filmOf, playRoom } from "../support/play-room.ts";
import { dropFiles, pasteText } from "./given.ts";

const FILM = filmOf(600);
const PASSWORD = "correct horse";

async function films(context: {
  onTestFinished(end: () => Promise<void>): void;
}): Promise<FilmServer> {
  const server = await serveFilms("127.0.0.1", { "film.mp4": FILM });
  context.onTestFinished(() => server.close());
  return server;
}

const card = (remote: Page) =>
  remote.getByRole("region", { name: `From this computer to ${TV_NAME}` });

describe("a link", () => {
  it("that is pasted is shown first, and plays by Enter", async (context) => {
    const server = await films(context);
    const room = await playRoom(context);
    const { remote } = await room.open();
    await pair(remote, room.tv);
    await pasteText(remote, server.url("film.mp4"));
    const sheet = remote.getByRole("dialog", { name: "Play a video or music" });
    await sheet.waitFor();
    expect(await sheet.getByLabel("Address").inputValue()).toBe(server.url("film.mp4"));
    expect(room.fetched).toEqual([]);
    await remote.keyboard.press("Enter");
    await room.tv.received("video ready");
    await card(remote).getByText("A link from this computer").waitFor();
    expect(room.fetched[0]?.url).toBe(server.url("film.mp4"));
  });

  it("is typed and sent by the keyboard alone, from the menu to the stop", async (context) => {
    const server = await films(context);
    const room = await playRoom(context);
    const { remote } = await room.open();
    await pair(remote, room.tv);
    const focused = () =>
      remote.evaluate(() => {
        const element = document.activeElement;
        return element?.getAttribute("aria-label") ?? element?.textContent?.trim() ?? "";
      });
    const tabTo = async (name: string) => {
      for (let stop = 0; stop < 30 && (await focused()) !== name; stop++) {
        await remote.keyboard.press("Tab");
      }
      expect(await focused()).toBe(name);
    };
    await tabTo("More");
    await remote.keyboard.press("Enter");
    await remote.getByRole("dialog").waitFor();
    await tabTo("Play on…");
    await remote.keyboard.press("Enter");
    await remote.getByLabel("Address").waitFor();
    await remote.keyboard.type("no link");
    await remote.keyboard.press("Enter");
    await remote.getByText("That is no link.").waitFor();
    await remote.keyboard.press("Control+a");
    await remote.keyboard.type(server.url("film.mp4"));
    await remote.keyboard.press("Tab");
    await remote.keyboard.press("Tab");
    expect(await remote.getByRole("radio", { name: new RegExp(TV_NAME) }).isChecked()).toBe(true);
    await tabTo("Play");
    await remote.keyboard.press("Enter");
    await room.tv.received("video ready");
    await card(remote).waitFor();
    await tabTo("Stop");
    await remote.keyboard.press("Enter");
    await room.tv.received("video ended");
    await card(remote).waitFor({ state: "detached" });
  });

  it("that is none is told in words, and nothing is sent", async (context) => {
    const room = await playRoom(context);
    const { remote } = await room.open();
    await pair(remote, room.tv);
    await pasteText(remote, "file:///etc/passwd");
    await remote
      .getByText(/neither a file nor a link/)
      .first()
      .waitFor();
    expect(room.fetched).toEqual([]);
  });
});

describe("an Apple TV that plays nothing that a computer sends", () => {
  it("is told of in a sentence, and nothing is left open", async (context) => {
    const room = await playRoom(context);
    room.tv.faults.airplay.video.refusesAll = true;
    const { remote } = await room.open();
    await pair(remote, room.tv);
    await dropFiles(remote, room.file("film.mp4", FILM));
    await remote.getByRole("heading", { name: `It does not play on ${TV_NAME}` }).waitFor();
    await remote.getByText(`${TV_NAME} does not play this.`).waitFor();
    expect(await remote.getByRole("button", { name: "Try again" }).count()).toBe(0);
    expect(room.fetched).toEqual([]);
    await remote.keyboard.press("Escape");
    await remote.keyboard.press("ArrowUp");
    await room.tv.received("up");
  });
});

describe("an Apple TV whose owner set a password for AirPlay", () => {
  it("asks for it, tells of a wrong one, plays with the right one, and keeps that", async (context) => {
    const keyring = await KeyringSession.unlocked();
    context.onTestFinished(() => keyring.stop());
    const room = await playRoom(context, {
      access: "password",
      airplayPassword: new Secret(PASSWORD),
    });
    const launch = { userData: room.stage.folder(), environment: keyring.environment };
    const first = await room.open(launch);
    await pair(first.remote, room.tv);
    await dropFiles(first.remote, room.file("film.mp4", FILM));
    const field = first.remote.getByLabel(`AirPlay password of ${TV_NAME}`);
    await field.waitFor();
    await field.fill("wrong");
    await first.remote.keyboard.press("Enter");
    await expect.poll(() => field.inputValue()).toBe("");
    await field.fill(PASSWORD);
    await first.remote.getByText("It is kept in your system's keychain.").waitFor();
    await first.remote.keyboard.press("Enter");
    await room.tv.received("video ready");
    await card(first.remote).waitFor();
    await first.app.close();

    const second = await room.open(launch);
    await second.remote.locator(".middle[data-ready]").waitFor();
    await dropFiles(second.remote, room.file("again.mp4", FILM));
    await room.tv.received("video ready");
    await card(second.remote).waitFor();
    expect(await second.remote.getByLabel(/password/).count()).toBe(0);
  });
});
