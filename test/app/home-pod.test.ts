import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { episode } from "../../src/main/virtual-tv/tv-library.ts";
import { VirtualTv } from "../../src/main/virtual-tv/virtual-tv.ts";
import { PIN, pair, TV_NAME } from "../support/living-room.ts";
import { realRuntime } from "../support/runtime.ts";
import { type RunningApp, Stage } from "../support/stage.ts";

const POD_NAME = "Kitchen";
const WAIT_MS = 15_000;

let stage: Stage;
let pod: VirtualTv;
let tv: VirtualTv;
let app: RunningApp;
let remote: Page;

beforeAll(async () => {
  const runtime = realRuntime();
  pod = await VirtualTv.start({ runtime, model: "homepod-mini", name: POD_NAME });
  tv = await VirtualTv.start({ runtime, name: TV_NAME, pin: PIN });
  tv.scenarios.haveSpeakers([
    { id: pod.identifiers[0] ?? "", name: POD_NAME, percent: 35, joined: false },
  ]);
  stage = await Stage.open();
  app = await stage.launch();
  app.electron.context().setDefaultTimeout(WAIT_MS);
  remote = await app.window("remote");
});
afterEach(async ({ task }) => {
  if (task.result?.state === "fail") await stage.keepEvidence(task.name);
});
afterAll(async () => {
  await stage?.close();
  await tv?.close();
  await pod?.close();
});

describe("a HomePod mini", () => {
  it("is chosen in the list and shows what it plays, and nobody is asked for a code", async () => {
    const codes: string[] = [];
    const off = pod.inputs.on(({ what }) => codes.push(what));
    await remote.getByRole("button", { name: new RegExp(POD_NAME) }).click();
    await remote.getByText("Nothing plays.").waitFor();
    pod.scenarios.playSongs();
    await remote.getByRole("heading", { name: "Slack Water" }).waitFor();
    await remote.getByText("The Paper Boats · Low Tide", { exact: true }).waitFor();
    expect(await remote.getByLabel("Digit 1 of 4").count()).toBe(0);
    expect(await remote.getByRole("group", { name: "Direction pad" }).count()).toBe(0);
    expect(codes).not.toContain("show pin");
    off();
  });

  it("is paused, skipped in and made louder, by mouse and by key", async () => {
    await remote.getByRole("button", { name: "Pause" }).click();
    await pod.received("pause");
    await expect.poll(() => pod.state.value.player?.playing).toBe(false);
    await remote.keyboard.press("Space");
    await expect.poll(() => pod.state.value.player?.playing).toBe(true);
    await remote.getByRole("button", { name: "Next" }).click();
    await remote.getByRole("heading", { name: "Rope & Tar" }).waitFor();
    await remote.getByRole("button", { name: /^Speakers: / }).click();
    const volume = remote.getByRole("slider", { name: /^Volume of/ }).last();
    await volume.fill("25");
    await expect.poll(() => pod.state.value.volume.percent).toBe(25);
    await remote.keyboard.press("Escape");
    await remote.getByRole("dialog").waitFor({ state: "detached" });
  });
});

describe("the speakers of a TV", () => {
  it("take the HomePod in and set its own volume, and let it go", async () => {
    await remote.getByRole("button", { name: /Change device/ }).click();
    await pair(remote, tv);
    tv.scenarios.playEpisode(episode);
    await remote.keyboard.press("n");
    const window = await app.window("now-playing");
    await window.getByRole("button", { name: /^Speakers: / }).click();
    await window.getByRole("button", { name: `Add ${POD_NAME}` }).click();
    await tv.received(`add speakers ${pod.identifiers[0]}`);
    const slider = window.getByRole("slider", { name: `Volume of ${POD_NAME}` });
    await slider.fill("60");
    await expect.poll(() => Math.round(tv.state.value.speakers[0]?.percent ?? 0)).toBe(60);
    tv.scenarios.speakerLeaves(pod.identifiers[0] ?? "");
    await slider.waitFor({ state: "detached" });
    await window.getByRole("button", { name: `Add ${POD_NAME}` }).waitFor();
  });
});
