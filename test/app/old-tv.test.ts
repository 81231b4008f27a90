import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { VirtualTv } from "../../src/main/virtual-tv/virtual-tv.ts";
import { KeyringSession } from "../support/keyring-session.ts";
import { clickDisc, PIN, TV_NAME, typeCode } from "../support/living-room.ts";
import { anotherCode, shownCode } from "../support/old-tv-room.ts";
import { realRuntime } from "../support/runtime.ts";
import { type RunningApp, Stage } from "../support/stage.ts";
import { seenPicture } from "./seen-picture.ts";

const WAIT_MS = 15_000;

let keyring: KeyringSession;
let stage: Stage;
let tv: VirtualTv;
let app: RunningApp;
let remote: Page;
let userData: string;

async function open(): Promise<void> {
  app = await stage.launch({ userData, environment: keyring.environment });
  app.electron.context().setDefaultTimeout(WAIT_MS);
  remote = await app.window("remote");
}

beforeAll(async () => {
  keyring = await KeyringSession.unlocked();
  tv = await VirtualTv.start({
    runtime: realRuntime(),
    model: "apple-tv-3",
    access: "pairing",
    name: TV_NAME,
    pin: PIN,
  });
  stage = await Stage.open();
  userData = stage.folder();
  await open();
});
afterEach(async ({ task }) => {
  if (task.result?.state === "fail") await stage.keepEvidence(task.name);
});
afterAll(async () => {
  await stage?.close();
  await tv?.close();
  await keyring?.stop();
});

const ready = () => remote.locator(".middle[data-ready]").waitFor();

/** The names on its page of remotes. */
const listed = () => (tv.state.value.remotes?.seen ?? []).map(({ name }) => name);

describe("pairing an Apple TV 3", () => {
  it("shows our code and the way to its list of remotes, where this computer is (PA-20)", async () => {
    await remote.getByRole("button", { name: new RegExp(TV_NAME) }).click();
    await shownCode(remote);
    await remote.getByText(`On ${TV_NAME}, open Settings, General, Remotes.`).waitFor();
    tv.openRemotes();
    await expect.poll(listed).toHaveLength(1);
    const [us] = listed();
    await remote.getByText(`Choose ${us} in the list.`).waitFor();
  });

  it("tells of a wrong code, and takes the right one afterwards (PA-21, PA-22)", async () => {
    const code = await shownCode(remote);
    expect(await tv.pairRemote({ pin: anotherCode(code) })).toBe("refused");
    await remote.getByText(`Another code was typed on ${TV_NAME}. Type ${code}.`).first().waitFor();
    expect(await tv.pairRemote({ pin: code })).toBe("paired");
    await remote.getByRole("heading", { name: `Enter the second code on ${TV_NAME}` }).waitFor();
  });

  it("asks for the code of AirPlay after it, tells of a wrong one, and keeps both keys (PA-70)", async () => {
    await tv.received("show pin");
    await typeCode(remote, anotherCode(PIN));
    await remote.getByText("That code was not right.").first().waitFor();
    await tv.received("show pin");
    const paired = remote.getByRole("heading", { name: `${TV_NAME} is paired` });
    const box = remote.getByLabel("Digit 1 of 4");
    // It takes no code within a second after a wrong one, which no hand is quick enough for.
    const typeUntilPaired = async () => {
      if ((await box.isVisible()) && (await box.isEnabled())) await typeCode(remote, PIN);
      return paired.isVisible();
    };
    await expect.poll(typeUntilPaired, { interval: 500, timeout: WAIT_MS }).toBe(true);
    await remote.getByText("The key is in your system's keychain.").waitFor();
    await remote.getByRole("button", { name: "Done" }).click();
    await ready();
    await expect.poll(listed).toEqual([]);
  });
});

describe("an Apple TV 3", () => {
  it("obeys the arrows, select and menu, by mouse and by key (DM-07, DM-12)", async () => {
    for (const part of ["up", "left", "select"] as const) {
      await clickDisc(remote, part);
      await tv.received(part);
    }
    await remote.keyboard.press("ArrowDown");
    await tv.received("down");
    await remote.keyboard.press("ArrowRight");
    await tv.received("right");
    await remote.keyboard.press("Enter");
    await tv.received("select");
    await remote.keyboard.press("Escape");
    await tv.received("menu");
  });

  it("shows a song with its picture, and the next one when it changes (DM-05, DM-09, DM-11)", async () => {
    tv.scenarios.playSongs();
    const strip = remote.locator(".playing-strip");
    await strip.getByText("Slack Water").waitFor();
    await remote.keyboard.press("n");
    const window = await app.window("now-playing");
    await window.getByRole("heading", { level: 1, name: "Slack Water" }).waitFor();
    await window.getByText("The Paper Boats · Low Tide", { exact: true }).waitFor();
    const first = await seenPicture(window.locator(".backdrop img").last());
    expect(first.width).toBeGreaterThan(100);
    await window.getByRole("button", { name: "Next" }).click();
    await tv.received("next");
    await window.getByRole("heading", { level: 1, name: "Rope & Tar" }).waitFor();
    await strip.getByText("Rope & Tar").waitFor();
    await window.getByRole("button", { name: "Pause" }).click();
    await expect.poll(() => tv.state.value.player?.playing).toBe(false);
    await window.getByRole("button", { name: "Play", exact: true }).waitFor();
    await remote.keyboard.press("Space");
    await expect.poll(() => tv.state.value.player?.playing).toBe(true);
  });

  it("is made louder and softer (DM-06)", async () => {
    const before = tv.state.value.volume.percent;
    await remote.getByRole("button", { name: "Volume up" }).click();
    await expect.poll(() => tv.state.value.volume.percent).toBeGreaterThan(before);
    await remote.getByRole("button", { name: "Volume down" }).click();
    await expect.poll(() => Math.round(tv.state.value.volume.percent)).toBe(Math.round(before));
  });
});

describe("the keys of an Apple TV 3", () => {
  it("are in the keychain: after a restart it is connected, and plays nothing by itself", async () => {
    await app.close();
    await open();
    await ready();
    await remote.keyboard.press("ArrowUp");
    await tv.received("up");
    await remote.locator(".playing-strip").getByText("Rope & Tar").waitFor();
  });

  it("open it again when it was away", async () => {
    await tv.restart();
    await remote.keyboard.press("ArrowLeft");
    await tv.received("left");
  });

  it("open it again after its sleep", async () => {
    await tv.faults.sleepProxy();
    await remote.locator(".banner").waitFor();
    await tv.faults.sleepProxy(false);
    await ready();
    await remote.locator(".banner").waitFor({ state: "detached" });
    await remote.keyboard.press("ArrowRight");
    await tv.received("right");
  });
});
