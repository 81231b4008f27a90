import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { PlayingRoom } from "../support/playing-room.ts";
import { seenPicture, watchPictures } from "./seen-picture.ts";

let room: PlayingRoom;
let remote: Page;
let window: Page;

beforeAll(async () => {
  room = await PlayingRoom.open();
  remote = room.remote;
  window = await room.nowPlaying();
});
afterEach(async ({ task }) => {
  if (task.result?.state === "fail") await room.stage.keepEvidence(task.name);
});
afterAll(() => room?.close());

/** What tv-pictures.ts paints in the middle of an episode's picture, and of another one. */
const EPISODE_MIDDLE = [98, 86, 90];
const OTHER_MIDDLE = [206, 178, 134];
const EPISODE_S = 2820;
const nowhere = { x: 0, y: 0, width: 0, height: 0 };
const near = (wanted: readonly number[]) =>
  wanted.map((value) => expect.toSatisfy((seen: number) => Math.abs(seen - value) <= 6));

const title = (name: string) => window.getByRole("heading", { level: 1, name });
const pictures = () => window.locator(".backdrop img");
const strip = () => remote.locator(".playing-strip");
const scrubber = () => window.getByRole("slider", { name: "Position" });

async function episode(name = "The Long Way Round"): Promise<void> {
  await room.tv.do({ do: "play-episode", title: name });
  await title(name).waitFor();
}

describe("an episode", () => {
  it("is shown with its title, series, app and picture in both windows as soon as it starts", async () => {
    await window.getByText("Nothing plays.").waitFor();
    await episode();
    await window.getByText("Harbour Lights · S2 E5", { exact: true }).waitFor();
    await window.getByText("TV on Living Room").waitFor();
    const large = await seenPicture(pictures().last());
    expect(large.width / large.height).toBeCloseTo(16 / 9, 1);
    expect(large.middle).toEqual(near(EPISODE_MIDDLE));
    await strip().getByText("The Long Way Round").waitFor();
    await strip().getByText("Harbour Lights · S2 E5 · TV").waitFor();
    const small = await seenPicture(strip().locator("img"));
    expect(small.middle).toEqual(near(EPISODE_MIDDLE));
    expect(small.width).toBeLessThan(large.width);
  });

  it("leaves no ghost in either window when it stops, nor for a listener", async () => {
    await room.tv.do({ do: "stop-playing" });
    await window.getByText("Nothing plays.").waitFor();
    await strip().waitFor({ state: "detached" });
    for (const page of [window, remote]) {
      // What is said aloud follows what is drawn, in a step of its own.
      await expect
        .poll(() => page.locator("body").textContent())
        .not.toContain("The Long Way Round");
      expect(await page.locator("img[src^='blob:']").count()).toBe(0);
    }
    expect(await scrubber().count()).toBe(0);
  });
});

describe("the position", () => {
  /** Where in the episode a pointer is that far along the bar; 2820 s from end to end. */
  const at = (part: number) => Math.round(part * EPISODE_S);

  async function pointAt(part: number): Promise<void> {
    const { x, y, width, height } = (await scrubber().boundingBox()) ?? nowhere;
    await window.mouse.move(x + part * width, y + height / 2);
  }
  const shownSeconds = async () => Number(await scrubber().getAttribute("aria-valuenow"));

  it("goes where the bar is clicked, and back with Ctrl+Z", async () => {
    await episode();
    await scrubber().waitFor();
    await pointAt(0.5);
    await window.mouse.down();
    await window.mouse.up();
    await room.tv.received(`seek ${at(0.5)}`);
    await window.getByRole("button", { name: "Back to 0:0" }).waitFor();
    await expect.poll(shownSeconds).toBeGreaterThanOrEqual(at(0.5));
    await window.keyboard.press("Control+z");
    await room.tv.received(/^seek [0-5]$/);
    await expect.poll(shownSeconds).toBeLessThan(10);
  });

  it("follows a drag and seeks once, where it ends; Escape ends one without a seek", async () => {
    const seeks: string[] = [];
    const off = room.tv.onInput((what) => {
      if (what.startsWith("seek")) seeks.push(what);
    });
    await pointAt(0.1);
    await window.mouse.down();
    await pointAt(0.2);
    await pointAt(0.25);
    await expect.poll(shownSeconds).toBe(at(0.25));
    await window.mouse.up();
    await room.tv.received(`seek ${at(0.25)}`);
    await pointAt(0.3);
    await window.mouse.down();
    await pointAt(0.9);
    await window.keyboard.press("Escape");
    await window.mouse.up();
    await expect.poll(shownSeconds).toBeLessThan(at(0.3));
    await window.keyboard.press("Control+z");
    await room.tv.received(/^seek \d$/);
    off();
    expect(seeks).toEqual([`seek ${at(0.25)}`, expect.stringMatching(/^seek \d$/)]);
  });

  it("moves by arrows, pages, Home and End, and Ctrl+Z brings it back to before them all", async () => {
    await scrubber().focus();
    await window.keyboard.press("End");
    await room.tv.received("seek 2820");
    await window.keyboard.press("Home");
    await room.tv.received("seek 0");
    await window.keyboard.press("PageUp");
    await room.tv.received(/^seek 28\d$/);
    await window.keyboard.press("ArrowRight");
    await room.tv.received(/^seek (29|30)\d$/);
    await window.keyboard.press("ArrowLeft");
    await room.tv.received(/^seek 2[89]\d$/);
    // Keys that follow each other closely are one step back.
    const back = window.getByRole("button", { name: /^Back to/ });
    while (await back.isVisible()) await window.keyboard.press("Control+z");
    await room.tv.received(/^seek \d\d?$/);
  });
});

describe("a picture", () => {
  it("that comes late never leaves the last film's under the new title", async () => {
    await episode("The film before");
    const before = await pictures().last().getAttribute("src");
    await room.tv.do({ do: "late-artwork", ms: 600 });
    const seen = await watchPictures(window);
    await room.tv.do({ do: "play-songs" });
    await title("Slack Water").waitFor();
    await window.getByText("The Paper Boats · Low Tide", { exact: true }).waitFor();
    const song = await seenPicture(pictures().last());
    expect(song.middle).not.toEqual(near(EPISODE_MIDDLE));
    expect(song.width).toBe(song.height);
    const moments = await seen();
    const newer = moments.filter(({ title }) => title === "Slack Water");
    expect(newer.some(({ pictures }) => pictures.length === 0)).toBe(true);
    expect(newer.filter(({ pictures }) => pictures.includes(before ?? ""))).toEqual([]);
    await room.tv.do({ do: "late-artwork", ms: 0 });
  });

  it("follows another one of the same item", async () => {
    await episode("Two pictures");
    await pictures().last().waitFor();
    await room.tv.do({ do: "artwork", kind: "picture" });
    await expect
      .poll(async () => (await seenPicture(pictures().last())).middle)
      .toEqual(near(OTHER_MIDDLE));
    await expect.poll(() => pictures().count()).toBe(1);
  });

  it("of 1 MB and of 8 MB comes through the tunnel whole", async () => {
    await episode("Large pictures");
    for (const [kind, side] of [
      ["big", 590],
      ["huge", 1700],
    ] as const) {
      await room.tv.do({ do: "artwork", kind });
      await expect
        .poll(async () => (await seenPicture(pictures().last())).width, { timeout: 15_000 })
        .toBe(side);
    }
  });

  for (const kind of ["none", "missing", "not-an-image"] as const) {
    it(`that is ${kind} is not there: the app's letters are, and everything works`, async () => {
      await episode(`A picture that is ${kind}`);
      await pictures().last().waitFor();
      await room.tv.do({ do: "artwork", kind });
      await window.locator(".backdrop .app-mark").waitFor();
      expect(await pictures().count()).toBe(0);
      await window.getByRole("button", { name: "Pause" }).click();
      await room.tv.received("pause");
      await window.getByRole("button", { name: "Play", exact: true }).waitFor();
    });
  }
});

describe("what is no film", () => {
  it("is live television without an end to count to, which can be paused", async () => {
    await room.tv.do({ do: "play-live" });
    await title("Evening News").waitFor();
    await window.getByText("Live", { exact: true }).waitFor();
    expect(await scrubber().count()).toBe(0);
    expect(await window.getByText("NaN").count()).toBe(0);
    await window.getByRole("button", { name: "Pause" }).click();
    await room.tv.received("pause");
  });

  it("is an app that says nothing: idle until it plays, then the window says so", async () => {
    await room.tv.do({ do: "play-silently" });
    await window.getByText("Nothing plays.").waitFor();
    await remote.keyboard.press("Space");
    await title("Plex does not report what plays.").waitFor();
    expect(await window.locator("body").textContent()).not.toContain("Evening News");
    expect(await pictures().count()).toBe(0);
    await strip().getByText("Plex", { exact: true }).waitFor();
    await window.getByRole("button", { name: "Pause" }).click();
    await room.tv.received("pause");
  });

  it("is the app in front of two; when that quits, nothing of it stays", async () => {
    await room.tv.do({ do: "play-two-apps" });
    await title("The Long Way Round").waitFor();
    await room.tv.do({ do: "quit-app", app: "com.apple.TVWatchList" });
    await expect
      .poll(() => window.locator("body").textContent())
      .not.toContain("The Long Way Round");
  });

  it("is music with an order and a repeat, which change there and back", async () => {
    await room.tv.do({ do: "play-songs" });
    await title("Slack Water").waitFor();
    await window.getByRole("button", { name: "Shuffle: off" }).click();
    await room.tv.received("shuffle songs");
    await window.getByRole("button", { name: "Shuffle: on" }).waitFor();
    await window.getByRole("button", { name: "Repeat: off" }).click();
    await room.tv.received("repeat all");
    await window.getByRole("button", { name: "Repeat: all" }).click();
    await room.tv.received("repeat track");
    await window.getByRole("button", { name: "Next" }).click();
    await title("Rope & Tar").waitFor();
    await strip().getByText("Rope & Tar").waitFor();
  });
});

describe("the sound", () => {
  const KITCHEN = "5B2C8C8E-2D0C-4A3F-9E57-30C7E2A4B101";
  const row = () => window.getByRole("listitem").filter({ hasText: "Kitchen" });

  it("has a slider for a speaker that joins, which sets that one; it leaves and is gone", async () => {
    await room.tv.do({ do: "speaker-joins", id: KITCHEN });
    await window.getByRole("button", { name: /^Speakers: .*Kitchen, 35/ }).click();
    const slider = window.getByRole("slider", { name: "Volume of Kitchen" });
    await slider.fill("60");
    await room.tv.received(`volume 60 of ${KITCHEN}`);
    await row().getByText(/60\s%/).waitFor();
    await room.tv.do({ do: "speaker-leaves", id: KITCHEN });
    await row().waitFor({ state: "detached" });
    await room.tv.do({ do: "speaker-joins", id: KITCHEN });
    await window.getByRole("button", { name: "Remove Kitchen" }).click();
    await room.tv.received(`remove speakers ${KITCHEN}`);
    await row().waitFor({ state: "detached" });
    await window.keyboard.press("Escape");
    await window.getByRole("dialog").waitFor({ state: "detached" });
  });

  it("and the subtitles are chosen from what the episode has", async () => {
    await episode();
    await window.getByRole("button", { name: "Sound and subtitles" }).click();
    await window.getByRole("menuitemradio", { name: "Deutsch" }).last().click();
    await room.tv.received("subtitles de-0");
  });
});

describe("without a mouse", () => {
  const focusedName = () =>
    window.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute("aria-label") ?? element?.textContent?.trim() ?? "";
    });

  it("reaches every control in the order in which they are seen, with the focus visible", async () => {
    await episode();
    await window.getByRole("button", { name: "Sound and subtitles" }).waitFor();
    await scrubber().focus();
    const order = [await focusedName()];
    for (let stop = 0; stop < 20; stop++) {
      await window.keyboard.press("Tab");
      const name = await focusedName();
      if (order.includes(name)) break;
      order.push(name);
      const outline = await window.evaluate(() =>
        [document.activeElement, ...(document.activeElement?.children ?? [])].some(
          (one) => one !== null && getComputedStyle(one).outlineStyle !== "none",
        ),
      );
      expect(outline, name).toBe(true);
    }
    // The focus goes round, and began wherever the mouse was last.
    const first = order.indexOf("Position");
    expect([...order.slice(first), ...order.slice(0, first)].join(", ")).toMatch(
      /Position, .*Previous, Back 10 seconds, Pause, Forward 10 seconds, Next, Speakers: .*Sound and subtitles, .*Stop, .*Volume/,
    );
  });

  it("pauses, skips and changes the volume by its keys, and leaves with Escape's own meaning", async () => {
    await window.keyboard.press("Space");
    await room.tv.received(/^(play-)?pause$/);
    await window.getByRole("button", { name: "Play", exact: true }).waitFor();
    await window.keyboard.press("]");
    await room.tv.received("skip 10");
    await window.keyboard.press("[");
    await room.tv.received("skip -10");
    await window.keyboard.press("-");
    await room.tv.received(/^volume/);
    await window.getByRole("button", { name: "Sound and subtitles" }).focus();
    await window.keyboard.press("Enter");
    await window.getByRole("menu").waitFor();
    await window.keyboard.press("Escape");
    await window.getByRole("menu").waitFor({ state: "detached" });
    expect(await focusedName()).toBe("Sound and subtitles");
  });

  it("gives a screen reader the item, the position and every control by role and name", async () => {
    await episode();
    // The item before had the same title, and was paused.
    await window.getByRole("button", { name: "Pause" }).waitFor();
    const tree = await window.locator("body").ariaSnapshot();
    for (const line of [
      'main "Now playing on Living Room"',
      'heading "The Long Way Round" [level=1]',
      'slider "Position"',
      'group "Playback"',
      'button "Pause"',
      'button "Back 10 seconds"',
      'button "Full screen"',
      'button "Speakers: Living Room',
      'group "Volume"',
      "status",
    ]) {
      expect(tree).toContain(line);
    }
    expect(await scrubber().getAttribute("aria-valuetext")).toMatch(/second.* of 47 minutes/);
    const spoken = window.locator("[role=status][aria-live=polite]").last();
    await expect
      .poll(() => spoken.textContent())
      .toBe("Now playing: The Long Way Round, Harbour Lights · S2 E5, TV");
  });
});
