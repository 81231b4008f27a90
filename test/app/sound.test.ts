import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Secret } from "../../src/main/runtime/secret.ts";
import type { SoundReport } from "../../src/main/virtual-tv/sink/sound-sink.ts";
import { VirtualTv } from "../../src/main/virtual-tv/virtual-tv.ts";
import { KeyringSession } from "../support/keyring-session.ts";
import { radioServer } from "../support/radio-server.ts";
import { realRuntime } from "../support/runtime.ts";
import { placeIn, RATE, songOf } from "../support/songs.ts";
import { type RunningApp, Stage } from "../support/stage.ts";
import { TrayHost } from "../support/tray-host.ts";
import { dragIn, dropFiles, pasteText } from "./given.ts";

const KITCHEN = "Kitchen";
const BATH = "Bath";
const DEN = "Den";
const PASSWORD = "correct horse";
const WAIT_MS = 15_000;
const SHEET = "Sound from this computer";

// One after the other in one app: each test goes on where the one before ended.
const tide = songOf(200, 11, "Low Tide", "The Paper Boats");
const rope = songOf(150, 12, "Rope & Tar", "The Paper Boats");
const slack = songOf(100, 13, "Slack Water", "The Paper Boats");

let stage: Stage;
let kitchen: VirtualTv;
let bath: VirtualTv;
let den: VirtualTv;
let keyring: KeyringSession;
let tray: TrayHost;
let app: RunningApp;
let remote: Page;
let folder: string;

beforeAll(async () => {
  const runtime = realRuntime();
  kitchen = await VirtualTv.start({ runtime, model: "airport-express", name: KITCHEN });
  bath = await VirtualTv.start({ runtime, model: "homepod-mini", name: BATH });
  const locked = { access: "password", airplayPassword: new Secret(PASSWORD) } as const;
  den = await VirtualTv.start({ runtime, model: "airport-express", name: DEN, ...locked });
  keyring = await KeyringSession.unlocked();
  const { environment } = keyring;
  tray = await TrayHost.on(environment["DBUS_SESSION_BUS_ADDRESS"] ?? "");
  stage = await Stage.open();
  folder = stage.folder();
  mkdirSync(join(folder, "Album/Side B"), { recursive: true });
  writeFileSync(join(folder, "tide.wav"), tide.bytes);
  writeFileSync(join(folder, "Album/1 rope.wav"), rope.bytes);
  writeFileSync(join(folder, "Album/notes.txt"), "no song");
  writeFileSync(join(folder, "Album/Side B/2 slack.wav"), slack.bytes);
  writeFileSync(join(folder, "list.m3u"), "#EXTM3U\nAlbum/Side B/2 slack.wav\ntide.wav\n");
  app = await stage.launch({ environment });
  app.electron.context().setDefaultTimeout(WAIT_MS);
  remote = await app.window("remote");
  await tray.appeared();
});
afterEach(async ({ task }) => {
  if (task.result?.state === "fail") await stage.keepEvidence(task.name);
});
afterAll(async () => {
  await stage?.close();
  tray?.close();
  await keyring?.stop();
  await den?.close();
  await bath?.close();
  await kitchen?.close();
});

const file = (name: string) => join(folder, name);
const report = (tv: VirtualTv): SoundReport => {
  const { report: found } = tv.sound;
  if (found === null) throw new Error("nothing was ever sent there");
  return found;
};
/** Waits for something to be true of what is sent there. */
const until = (tv: VirtualTv, test: (report: SoundReport) => boolean) =>
  expect
    .poll(() => tv.sound.report !== null && test(tv.sound.report), { timeout: WAIT_MS })
    .toBe(true);
const playsTitle = (tv: VirtualTv, title: string) =>
  until(tv, ({ tags, end }) => end === null && tags?.title === title);
const sheet = () => remote.getByRole("dialog", { name: SHEET });
const rows = () => sheet().getByRole("option").locator("b").allTextContents();
// Ticked by a click, and not by Playwright's `check`: the box follows what the program says, a moment later.
const row = (name: string) => sheet().getByRole("listitem", { name, exact: true });

async function openSheet(): Promise<void> {
  if (await sheet().isVisible()) return;
  await remote.keyboard.press("s");
  await sheet().waitFor();
}

const focused = () =>
  remote.evaluate(() => {
    const element = document.activeElement;
    const labelled = element?.getAttribute("aria-labelledby") ?? "";
    const name =
      element?.getAttribute("aria-label") ?? document.getElementById(labelled)?.innerText;
    return name ?? element?.textContent?.trim() ?? "";
  });

/** By Tab alone, wherever the focus is. */
async function tabTo(name: string): Promise<void> {
  for (let stop = 0; stop < 40 && (await focused()) !== name; stop++) {
    await remote.keyboard.press("Tab");
  }
  expect(await focused()).toBe(name);
}

const position = async () =>
  Number(await sheet().getByRole("slider", { name: "Position" }).getAttribute("aria-valuenow"));

describe("songs and a folder that are dropped on a speaker", () => {
  it("play there bit for bit, with title and cover here and there (IF-091, RA-03)", async () => {
    await remote.getByRole("button", { name: new RegExp(KITCHEN) }).click();
    await remote.getByRole("button", { name: "Play something here…" }).waitFor();
    await dragIn(remote, file("tide.wav"), file("Album"));
    await playsTitle(kitchen, "Low Tide");
    await until(kitchen, ({ packets }) => packets.frames > 3 * RATE);
    // The cover comes by another way than the sound, and a packet that got lost comes once more.
    await expect
      .poll(() => report(kitchen))
      .toMatchObject({
        sender: { airplay: 1 },
        packets: { missing: 0, timeJumps: 0, malformed: 0, sealedWrong: 0 },
        tags: { title: "Low Tide", artist: "The Paper Boats" },
        artwork: { mimeType: "image/png" },
      });
    const sent = kitchen.sound.received().subarray(0, 2 * 3 * RATE);
    expect(placeIn(tide, sent)).toBe(0);
    const card = remote.getByRole("region", { name: SHEET });
    await card.getByText("Low Tide").waitFor();
    await openSheet();
    await expect.poll(rows).toEqual(["Low Tide", "Rope & Tar", "Slack Water"]);
    await expect
      .poll(() =>
        sheet()
          .locator("img.sound-cover")
          .evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0)),
      )
      .toBe(11);
  });

  it("go on on a second speaker that is ticked, at the same time (RA-08)", async () => {
    await row(BATH).getByRole("checkbox").click();
    await until(bath, ({ packets }) => packets.frames > RATE);
    expect(report(bath).sender.airplay).toBe(2);
    const at = report(bath).first?.rtpTime ?? 0;
    const apart = () => Math.abs((bath.sound.dueMs(at) ?? 0) - (kitchen.sound.dueMs(at) ?? 1e9));
    // The better they know the sender's clock, the nearer.
    await expect.poll(apart).toBeLessThan(20);
    expect(placeIn(tide, bath.sound.received().subarray(0, RATE))).toBeGreaterThan(0);
    await row(BATH).getByText("Plays", { exact: true }).waitFor();
  });

  it("are as loud on each as its slider says, and on all by the one over them (RA-13)", async () => {
    await sheet()
      .getByRole("slider", { name: `Volume of ${KITCHEN}` })
      .fill("40");
    await until(kitchen, ({ volumeDb }) => volumeDb === -18);
    const before = report(bath).volumeDb ?? 0;
    await sheet()
      .getByRole("slider", { name: `Volume of ${BATH}` })
      .fill("20");
    await until(bath, ({ volumeDb }) => volumeDb !== before && volumeDb === -24);
    await sheet().getByRole("slider", { name: "Volume of all speakers" }).fill("80");
    await until(kitchen, ({ volumeDb }) => volumeDb === -6);
    await until(bath, ({ volumeDb }) => volumeDb === -18);
  });
});

describe("hands that have nothing but the keyboard", () => {
  it("pause, go on, wind, and skip (RA-11)", async () => {
    await openSheet();
    await tabTo("Pause");
    const before = report(kitchen).flushes.length;
    await remote.keyboard.press("Enter");
    await until(kitchen, ({ flushes }) => flushes.length > before);
    await row(KITCHEN).getByText("Paused").waitFor();
    await tabTo("Play");
    await remote.keyboard.press("Enter");
    await row(KITCHEN).getByText("Plays", { exact: true }).waitFor();
    await tabTo("Position");
    // From the beginning, however long it has played already.
    await remote.keyboard.press("Home");
    await expect.poll(position).toBeLessThan(5);
    await remote.keyboard.press("PageUp");
    await expect.poll(position).toBeGreaterThanOrEqual(60);
    await remote.keyboard.press("ArrowLeft");
    await expect.poll(position).toBeLessThan(60);
    await tabTo("Next");
    await remote.keyboard.press("Enter");
    await playsTitle(kitchen, "Rope & Tar");
    await playsTitle(bath, "Rope & Tar");
    await tabTo("Previous");
    await remote.keyboard.press("Enter");
    // After three seconds of a song that was its own beginning, and now it is the song before.
    await expect.poll(position).toBeLessThan(3);
    await remote.keyboard.press("Enter");
    await playsTitle(kitchen, "Low Tide");
  });

  it("move a song up in the queue, take one out, and play another (RA-12)", async () => {
    await tabTo("Queue");
    await remote.keyboard.press("End");
    await remote.keyboard.press("Alt+ArrowUp");
    await expect.poll(rows).toEqual(["Low Tide", "Slack Water", "Rope & Tar"]);
    await remote.keyboard.press("Enter");
    await playsTitle(kitchen, "Slack Water");
    await remote.keyboard.press("Home");
    await remote.keyboard.press("Delete");
    await expect.poll(rows).toEqual(["Slack Water", "Rope & Tar"]);
  });
});

describe("what happens on the speaker", () => {
  it("pauses here by its own button, and goes on by it (RA-16)", async () => {
    expect(await kitchen.sound.press("pause")).toBeLessThan(300);
    await row(KITCHEN).getByText("Paused").waitFor();
    expect(await kitchen.sound.press("playpause")).toBeLessThan(300);
    await row(KITCHEN).getByText("Plays", { exact: true }).waitFor();
    expect(await bath.sound.press({ volumeDb: -15 })).toBeLessThan(300);
    await row(BATH).getByText("50 %").or(row(BATH).getByText("50%")).waitFor();
  });

  it("is told in words when somebody else takes it over, and the others play on", async () => {
    bath.sound.interrupt();
    await row(BATH).getByText("Somebody else plays there now.").waitFor();
    const { frames } = report(kitchen).packets;
    await until(kitchen, ({ packets }) => packets.frames > frames + RATE / 2);
    await row(BATH)
      .getByRole("button", { name: `Play on ${BATH} again` })
      .click();
    await row(BATH).getByText("Plays", { exact: true }).waitFor();
    await row(BATH).getByRole("checkbox").click();
    await until(bath, ({ end }) => end === "sender");
  });

  it("is told in words when it is in use, when it says nothing, and when it asks for a password", async () => {
    const { sound } = bath.faults;
    sound.busy = true;
    await row(BATH).getByRole("checkbox").click();
    await row(BATH).getByText(`Somebody else plays on ${BATH}.`).waitFor();
    sound.busy = false;
    sound.silentSetup = "session";
    await row(BATH)
      .getByRole("button", { name: `Try ${BATH} again` })
      .click();
    await row(BATH)
      .getByText(/version 27 take no sound from computers/)
      .waitFor({ timeout: 2 * WAIT_MS });
    sound.silentSetup = "never";
    await row(BATH).getByRole("checkbox").click();

    await row(DEN).getByRole("checkbox").click();
    const again = row(DEN).getByRole("button", { name: `Type the password of ${DEN}` });
    await again.click();
    const field = remote.getByLabel(`AirPlay password of ${DEN}`);
    await field.fill("wrong");
    await remote.keyboard.press("Enter");
    await field.waitFor({ state: "detached" });
    await again.click();
    await field.fill(PASSWORD);
    await remote.keyboard.press("Enter");
    await until(den, ({ packets }) => packets.frames > RATE / 2);
    await row(DEN).getByText("Plays", { exact: true }).waitFor();
    await row(DEN).getByRole("checkbox").click();
    await until(den, ({ end }) => end === "sender");
  });
});

describe("sound from elsewhere", () => {
  it("is a radio station that is pasted, with what it plays now (RA-15)", async (context) => {
    const radio = await radioServer(stationHead, station);
    context.onTestFinished(() => radio.close());
    await remote.keyboard.press("Escape");
    await sheet().waitFor({ state: "detached" });
    await pasteText(remote, `http://127.0.0.1:${radio.port}/live`);
    await remote.getByRole("dialog", { name: "Play a video or music" }).waitFor();
    await remote.keyboard.press("Enter");
    await playsTitle(kitchen, "Gnossienne");
    await openSheet();
    await sheet().getByText("On air: Gnossienne").waitFor();
    await sheet().getByText("Harbour Radio").first().waitFor();
  });

  it("is a playlist among the program's arguments, which is asked about first (QK-18)", async () => {
    const former = kitchen.sound.former.length;
    await remote.keyboard.press("Escape");
    await stage.runToEnd({ userData: app.userData, args: [file("list.m3u")] });
    const question = remote.getByRole("dialog", { name: "Play this file?" });
    await question.getByText("list.m3u", { exact: true }).waitFor();
    expect(kitchen.sound.former.length).toBe(former);
    await question.getByRole("radio", { name: new RegExp(KITCHEN) }).check();
    await question.getByRole("button", { name: "Play", exact: true, disabled: false }).click();
    await playsTitle(kitchen, "Slack Water");
  });
});

describe("with every window closed", () => {
  it("it plays on, and the tray stops it", async () => {
    await tray.choose("Hide remote");
    const { frames } = report(kitchen).packets;
    await until(kitchen, ({ packets }) => packets.frames > frames + RATE / 2);
    const labels = async () => (await tray.menu()).map(({ label }) => label);
    await expect.poll(labels).toContain(`Sound to ${KITCHEN}`);
    await tray.choose("Stop sending sound");
    await until(kitchen, ({ end }) => end === "sender");
    await expect.poll(labels).not.toContain("Stop sending sound");
  });

  it("the speaker is free once the program has ended (TEARDOWN)", async () => {
    await tray.choose("Show remote");
    await dropFiles(remote, file("tide.wav"));
    await playsTitle(kitchen, "Low Tide");
    await app.close();
    await until(kitchen, ({ end }) => end !== null);
    expect(report(kitchen)).toMatchObject({ end: "sender" });
    expect(report(kitchen).requests.at(-1)).toBe("TEARDOWN");
  });
});

/** Of ICY: a note of the song after each so many bytes, as stations send it. */
const NOTE_EVERY = 8192;
const stationHead = `ICY 200 OK\r\nicy-name: Harbour Radio\r\nicy-metaint: ${NOTE_EVERY}\r\nContent-Type: audio/mpeg\r\n\r\n`;

async function* station(): AsyncGenerator<Uint8Array> {
  const song = readFileSync("test/vectors/sound/tone.mp3");
  let said = false;
  let rest = Buffer.alloc(0);
  for (;;) {
    while (rest.length < NOTE_EVERY) rest = Buffer.concat([rest, song]);
    yield rest.subarray(0, NOTE_EVERY);
    rest = rest.subarray(NOTE_EVERY);
    const note = Buffer.alloc(said ? 0 : 32);
    note.write("StreamTitle='Gnossienne';");
    yield Buffer.concat([Buffer.of(note.length / 16), said ? Buffer.alloc(0) : note]);
    said = true;
  }
}
