import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { TvModel } from "../../src/main/virtual-tv/model.ts";
import type { VirtualTv } from "../../src/main/virtual-tv/virtual-tv.ts";
import { pair, TV_NAME } from "../support/living-room.ts";
import { pairOldTv } from "../support/old-tv-room.ts";
import { answers, filmOf, type PlayRoom, playRoom } from "../support/play-room.ts";
import { dropFiles } from "./given.ts";

const FILM_S = 600;
const FILM = filmOf(FILM_S);

/** How an Apple TV of each generation is told to play, and paired with. */
const generations: readonly {
  readonly model: TvModel;
  readonly way: string;
  readonly pairWith: (page: Page, tv: VirtualTv) => Promise<void>;
}[] = [
  { model: "apple-tv-4k-tvos26", way: "by the play queue (AP-42)", pairWith: pair },
  { model: "apple-tv-hd-tvos14", way: "by /play of AirPlay 2 (AP-42)", pairWith: pair },
  { model: "apple-tv-3", way: "by /play of AirPlay 1 (AP-41)", pairWith: pairOldTv },
];

/** The card of what this computer plays, and its parts. */
function cardOf(remote: Page) {
  const card = remote.getByRole("region", { name: `From this computer to ${TV_NAME}` });
  return {
    card,
    position: card.getByRole("slider", { name: "Position" }),
    pause: card.getByRole("button", { name: "Pause" }),
    play: card.getByRole("button", { name: "Play", exact: true }),
    stop: card.getByRole("button", { name: "Stop" }),
  };
}

const urlOf = ({ fetched }: PlayRoom): string => fetched[0]?.url ?? "";

describe("a film that is dropped on the remote", () => {
  it.for(generations)(
    "plays on $model $way, and its server goes with it",
    async (generation, context) => {
      const room = await playRoom(context, { model: generation.model });
      const { tv } = room;
      const { remote } = await room.open();
      await generation.pairWith(remote, tv);
      const { card, position, pause, play, stop } = cardOf(remote);

      await dropFiles(remote, room.file("Holiday in the Hills.mp4", FILM));
      await tv.received("video ready");
      await card.waitFor();
      await expect
        .poll(async () => Number(await position.getAttribute("aria-valuemax")))
        .toBe(FILM_S);
      const seconds = async () => Number(await position.getAttribute("aria-valuenow"));
      await expect.poll(seconds).toBeGreaterThan(0);
      const early = await seconds();
      await expect.poll(seconds).toBeGreaterThan(early);

      // Only in pieces, of the one address, which nobody can guess.
      expect(new Set(room.fetched.map(({ url }) => url)).size).toBe(1);
      expect(room.fetched.every(({ range, status }) => range !== null && status === 206)).toBe(
        true,
      );
      expect(new URL(urlOf(room)).pathname).toMatch(/^\/[\w-]{22}\//);

      const before = room.fetched.length;
      const { x, y, width, height } = (await position.boundingBox()) ?? {
        x: 0,
        y: 0,
        width: 0,
        height: 0,
      };
      await remote.mouse.click(x + width / 2, y + height / 2);
      await expect.poll(() => tv.state.value.player?.positionS).toBeGreaterThan(FILM_S * 0.4);
      await expect.poll(() => room.fetched.length).toBeGreaterThan(before);
      await expect.poll(seconds).toBeGreaterThan(FILM_S * 0.4);

      await pause.click();
      await expect.poll(() => tv.state.value.player?.playing).toBe(false);
      await play.click();
      await expect.poll(() => tv.state.value.player?.playing).toBe(true);

      expect(await answers(urlOf(room))).toBe(true);
      await stop.click();
      await tv.received("video ended");
      await card.waitFor({ state: "detached" });
      await expect.poll(() => answers(urlOf(room))).toBe(false);
      await remote.keyboard.press("ArrowUp");
      await tv.received("up");
    },
  );

  it("says how far it is in the now-playing window too, which scrubs and stops it", async (context) => {
    const room = await playRoom(context);
    const { app, remote } = await room.open();
    await pair(remote, room.tv);
    await dropFiles(remote, room.file("film.mp4", FILM));
    await room.tv.received("video ready");
    await remote.keyboard.press("n");
    const window = await app.window("now-playing");
    await window.getByRole("heading", { level: 1, name: "film.mp4" }).waitFor();
    const scrubber = window.getByRole("slider", { name: "Position" });
    await scrubber.focus();
    await window.keyboard.press("PageUp");
    await expect.poll(() => room.tv.state.value.player?.positionS).toBeGreaterThan(50);
    await window.getByRole("button", { name: "Stop" }).first().click();
    await room.tv.received("video ended");
    await window.getByText("Nothing plays.").waitFor();
    await expect.poll(() => answers(urlOf(room))).toBe(false);
  });

  it("leaves no server behind when it plays to its end, nor when the program ends", async (context) => {
    const room = await playRoom(context);
    const { app, remote } = await room.open();
    await pair(remote, room.tv);
    await dropFiles(remote, room.file("short.mp4", FILM));
    await room.tv.received("video ready");
    await cardOf(remote).card.waitFor();
    room.tv.faults.airplay.videoActions.finish();
    await cardOf(remote).card.waitFor({ state: "detached" });
    await expect.poll(() => answers(urlOf(room))).toBe(false);

    await dropFiles(remote, room.file("another.mp4", FILM));
    await room.tv.received("video ready");
    const second = room.fetched.at(-1)?.url ?? "";
    expect(second).not.toBe(urlOf(room));
    expect(await answers(second)).toBe(true);
    await app.close();
    expect(await answers(second)).toBe(false);
    await room.tv.received("video ended");
  });

  it("is followed by the next one, which takes its place and its server's", async (context) => {
    const room = await playRoom(context);
    const { remote } = await room.open();
    await pair(remote, room.tv);
    await dropFiles(remote, room.file("one.mp4", FILM));
    await room.tv.received("video ready");
    const first = urlOf(room);
    await dropFiles(remote, room.file("two.mp4", FILM), room.file("three.mp4", FILM));
    await room.tv.received("video ready");
    await cardOf(remote).card.getByText("two.mp4", { exact: true }).waitFor();
    await expect.poll(() => answers(first)).toBe(false);
    expect(await answers(room.fetched.at(-1)?.url ?? "")).toBe(true);
  });
});

describe("a file that the TV cannot play", () => {
  it("is said so before anything is sent, and is sent only by who insists", async (context) => {
    const room = await playRoom(context);
    const { remote } = await room.open();
    await pair(remote, room.tv);
    await dropFiles(remote, "test/vectors/media/film.mkv");
    await remote.getByRole("heading", { name: `${TV_NAME} cannot play Matroska` }).waitFor();
    await remote.getByText("A copy as MP4 would play.").waitFor();
    expect(room.fetched).toEqual([]);
    await remote.getByRole("button", { name: "Play anyway" }).click();
    await room.tv.received("video asked for");
    await remote
      .locator(".problem, [role=status]")
      .getByText(`${TV_NAME} does not play this.`)
      .first()
      .waitFor();
    await expect.poll(() => answers(urlOf(room))).toBe(false);
  });

  it("is an empty one, which is not sent at all", async (context) => {
    const room = await playRoom(context);
    const { remote } = await room.open();
    await pair(remote, room.tv);
    await dropFiles(remote, room.file("empty.mp4", new Uint8Array(0)));
    await remote.getByRole("heading", { name: "The file is empty" }).waitFor();
    expect(await remote.getByRole("button", { name: "Play anyway" }).count()).toBe(0);
  });
});
