import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { episode } from "../../src/main/virtual-tv/tv-library.ts";
import { VirtualTv } from "../../src/main/virtual-tv/virtual-tv.ts";
import { cli, Lines, startCli } from "../support/cli-process.ts";
import { KeyringSession } from "../support/keyring-session.ts";
import { realRuntime } from "../support/runtime.ts";

const PIN = "4711";
let home = "";
let keyring: KeyringSession;
let tv: VirtualTv;
let pod: VirtualTv;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "armchair-cli-"));
  keyring = await KeyringSession.unlocked();
  const runtime = realRuntime();
  tv = await VirtualTv.start({ runtime, name: "Test TV", pin: PIN });
  pod = await VirtualTv.start({ runtime, name: "Shelf", model: "homepod-mini" });
  const [id = ""] = pod.identifiers;
  tv.scenarios.haveSpeakers([{ id, name: "Shelf", percent: 35, joined: false }]);
  expect((await run("pair", "--device", "Test TV", "--pin", PIN)).status).toBe(0);
});
afterAll(async () => {
  await tv?.close();
  await pod?.close();
  await keyring?.stop();
  rmSync(home, { recursive: true, force: true });
});

const environment = () => ({ ...keyring.environment, ARMCHAIR_HOME: home });
const run = (...args: string[]) => cli(environment(), args);
const onTv = (...args: string[]) => run(...args, "--device", "Test TV");

describe("the command line, by itself, about what plays", () => {
  it("says that nothing does, and has no picture of it", async () => {
    expect(await onTv("playing")).toMatchObject({ status: 0, out: "Nothing plays.\n" });
    expect((await onTv("artwork", join(home, "none.png"))).status).not.toBe(0);
  });

  it("says what it is, for people and as JSON", async () => {
    tv.scenarios.playEpisode(episode);
    const { status, out } = await onTv("playing");
    expect(status).toBe(0);
    expect(out).toMatch(
      /^The Long Way Round\nHarbour Lights.*\nin TV\nplaying, 0:\d\d of 47:00\n$/,
    );
    const json = JSON.parse((await onTv("playing", "--json")).out);
    expect(json.playing).toMatchObject({
      title: "The Long Way Round",
      seriesName: "Harbour Lights",
      seasonNumber: 2,
      episodeNumber: 5,
      durationS: 2820,
      state: "playing",
      app: { id: "com.apple.TVWatchList", name: "TV" },
    });
    expect(json.playing.positionS).toBeLessThan(60);
  });

  it("writes the picture in the size asked for", async () => {
    const file = join(home, "picture.png");
    const { status, out } = await onTv("artwork", file, "--width", "320");
    expect([status, out]).toEqual([0, expect.stringMatching(/image\/png, 320 x 180, \d+ bytes\n/)]);
    const bytes = readFileSync(file);
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([320, 180]);
  });

  it("seeks to a time and by a time", async () => {
    expect(await onTv("seek", "10:00")).toMatchObject({ status: 0, out: "10:00\n" });
    await tv.received("seek 600");
    tv.scenarios.changePlayer({ playing: false });
    expect((await onTv("seek", "-100")).status).toBe(0);
    expect(tv.state.value.player?.positionS).toBeGreaterThanOrEqual(500);
    expect(tv.state.value.player?.positionS).toBeLessThan(560);
  });

  it("shuffles and repeats songs, and says how it is", async () => {
    tv.scenarios.playSongs();
    expect(await onTv("shuffle", "songs")).toMatchObject({ status: 0, out: "songs\n" });
    expect(tv.state.value.player?.shuffle).toBe("songs");
    expect((await onTv("shuffle")).out).toBe("songs\n");
    expect(await onTv("repeat", "track")).toMatchObject({ status: 0, out: "track\n" });
    expect(tv.state.value.player?.repeat).toBe("track");
    expect((await onTv("repeat", "--json")).out).toContain('"repeat":"track"');
  });

  it("lists speakers, adds one by its name, sets it and removes it", async () => {
    const [id = ""] = pod.identifiers;
    expect((await onTv("outputs")).out).toMatch(/^\* {2}Test TV.*leads/);
    expect((await onTv("outputs", "add", "Shelf")).status).toBe(0);
    await tv.received(`add speakers ${id}`);
    expect((await onTv("outputs")).out).toMatch(/^\* {2}Shelf\s+35 %/m);
    expect((await onTv("outputs", "volume", "Shelf", "60")).status).toBe(0);
    expect(Math.round(tv.state.value.speakers[0]?.percent ?? 0)).toBe(60);
    expect((await onTv("outputs", "remove", "Shelf")).status).toBe(0);
    expect(tv.state.value.speakers[0]?.joined).toBe(false);
  });

  it("watches what plays, one JSON object a line", async () => {
    tv.scenarios.stopPlaying();
    const child = startCli(environment(), ["watch", "--device", "Test TV"]);
    const lines = new Lines(child);
    await lines.next((line) => line.includes('"event":"features"'));
    tv.scenarios.playEpisode(episode);
    const line = await lines.next((text) => text.includes('"title":"The Long Way Round"'));
    expect(JSON.parse(line)).toMatchObject({ event: "playing", playing: { episodeNumber: 5 } });
    tv.scenarios.stopPlaying();
    await lines.next((text) => text.includes('"playing":null'));
    child.kill("SIGINT");
    const [status] = await once(child, "close");
    expect(status).toBe(0);
  });

  it("drives a HomePod, whose code nobody asks for", async () => {
    pod.scenarios.playSongs();
    const { out } = await run("playing", "--device", "Shelf");
    expect(out).toMatch(/^Slack Water\n/);
    expect((await run("volume", "20", "--device", "Shelf")).status).toBe(0);
    expect(Math.round(pod.state.value.volume.percent)).toBe(20);
  });
});
