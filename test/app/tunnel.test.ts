import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { askForCode, PIN, TV_NAME, typeCode } from "../support/living-room.ts";
import { PlayingRoom } from "../support/playing-room.ts";

let room: PlayingRoom;
let remote: Page;

beforeAll(async () => {
  room = await PlayingRoom.open({}, { paired: false });
  remote = room.remote;
});
afterEach(async ({ task }) => {
  if (task.result?.state === "fail") await room.stage.keepEvidence(task.name);
});
afterAll(() => room?.close());

const strip = () => remote.locator(".playing-strip");
const limited = () => remote.locator(".banner").getByText(/Limited\. Missing: what is playing/);

const secondCode = () =>
  remote.getByRole("heading", { name: `Enter the second code on ${TV_NAME}` });

describe("a TV that takes no key of Companion's for the tunnel", () => {
  it("asks for a second code with the reason, and is a remote without it", async () => {
    await room.tv.do({ do: "airplay-own-keys" });
    await askForCode(remote);
    await typeCode(remote, PIN);
    await secondCode().waitFor();
    const page = await remote.locator("main").textContent();
    expect(page).toMatch(/For what is playing.* it did not take the same key/);
    await remote.getByRole("button", { name: "Skip" }).click();
    await remote.getByRole("heading", { name: `${TV_NAME} is paired` }).waitFor();
    await remote
      .getByText(/what is playing/)
      .first()
      .waitFor();
    await remote.getByRole("button", { name: "Done" }).click();
    await remote.locator(".middle[data-ready]").waitFor();
    await limited().waitFor();
    await remote.keyboard.press("ArrowUp");
    await room.tv.received("up");
    await room.tv.do({ do: "play-episode" });
    expect(await strip().count()).toBe(0);
  });

  it("shows what plays once the second code is given", async () => {
    await remote.getByRole("button", { name: /Pair again/ }).click();
    // Companion's key is good still: only the other code is asked for.
    await secondCode().waitFor();
    await typeCode(remote, PIN);
    await remote.getByRole("heading", { name: `${TV_NAME} is paired` }).waitFor();
    await remote.getByRole("button", { name: "Done" }).click();
    await strip().getByText("The Long Way Round").waitFor();
    await remote.locator(".banner").waitFor({ state: "detached" });
  });
});

describe("the tunnel", () => {
  it("dies and comes back by itself, while the d-pad goes on working and the window says what is missing", async () => {
    await strip().waitFor();
    const connections: string[] = [];
    const off = room.tv.onInput((what) => connections.push(what));
    // As long as it takes to look: after so many tries it would be back while nobody looks.
    await room.tv.do({ do: "airplay-refuse-tunnel", times: 1000 });
    await room.tv.do({ do: "airplay-reset", connection: "control" });
    await limited().waitFor();
    await strip().waitFor({ state: "detached" });
    for (const key of ["ArrowLeft", "ArrowRight"]) await remote.keyboard.press(key);
    await room.tv.received("left");
    await room.tv.received("right");
    await room.tv.do({ do: "airplay-refuse-tunnel", times: 0 });
    await strip().getByText("The Long Way Round").waitFor();
    await remote.locator(".banner").waitFor({ state: "detached" });
    await remote.keyboard.press("ArrowDown");
    await room.tv.received("down");
    off();
    expect(connections).not.toContain("connected");
  });

  for (const connection of ["events", "data"] as const) {
    it(`comes back when only its ${connection} connection dies`, async () => {
      await strip().waitFor();
      const now = `After ${connection}`;
      await room.tv.do({ do: "airplay-reset", connection });
      await remote.keyboard.press("ArrowUp");
      await room.tv.received("up");
      await room.tv.do({ do: "play-episode", title: now });
      await strip().getByText(now).waitFor();
      await remote.locator(".banner").waitFor({ state: "detached" });
    });
  }
});
