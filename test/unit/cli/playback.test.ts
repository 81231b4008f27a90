import { describe, expect, it } from "vitest";
import type { NowPlaying } from "../../../src/shared/model/now-playing.ts";
import { CliRun, ScriptedService, session, summary } from "../../support/cli-world.ts";
import { episode } from "../../support/playing.ts";

const START_MS = Date.UTC(2026, 0, 1);
const done = async () => {};
const answers = {
  "remote.press": done,
  "playback.seek": done,
  "playback.shuffle": done,
  "playback.repeat": done,
  "playback.audio": done,
  "playback.subtitles": done,
  "outputs.add": done,
  "outputs.remove": done,
  "outputs.set": done,
  "outputs.setVolume": done,
};

function runWith(nowPlaying: NowPlaying | null = episode()): CliRun {
  const devices = [
    summary({ outputDeviceId: "AA:AA:AA:AA:AA:AA" }),
    summary({ id: "pod", name: "Kitchen", outputDeviceId: "BB:BB:BB:BB:BB:BB" }),
    summary({ id: "gone", name: "Attic", outputDeviceId: "CC:CC:CC:CC:CC:CC", present: false }),
  ];
  const run = new CliRun(new ScriptedService(devices, answers));
  run.service.selectedId = "tv-1";
  run.service.session = session({
    nowPlaying,
    outputs: [
      { id: "AA:AA:AA:AA:AA:AA", name: "Living Room", volume: 40.4, isLeader: true },
      { id: "DD:DD:DD:DD:DD:DD", name: "Bath", volume: null, isLeader: false },
    ],
  });
  return run;
}

describe("seek", () => {
  it.each([
    ["90", 90],
    ["1:30", 90],
    ["0:31:03", 1863],
    ["12.5", 12.5],
    ["+10", 85],
    ["-10", 65],
    ["+1:00", 135],
    ["-9:00", 0],
    ["9:00:00", 2045],
  ])("%s goes to %s s", async (where, seconds) => {
    const position = { seconds: 75, wallMs: START_MS, rate: 0 };
    const run = runWith(episode({ position }));
    expect(await run.run("seek", where)).toBe(0);
    expect(run.service.called("playback")).toEqual([["playback.seek", "tv-1", seconds]]);
  });

  it.each(["", "soon", "1:99", "1:2:3:4", "--10", "+"])("exits 2 for %j", async (where) => {
    expect(await runWith().run("seek", "--", where)).toBe(2);
  });

  it("exits 6 for a step from a place that nobody knows", async () => {
    const run = runWith(episode({ position: null }));
    expect(await run.run("seek", "+10")).toBe(6);
    expect(run.service.called("playback")).toEqual([]);
  });
});

describe("shuffle, repeat and mute", () => {
  it.each([
    [["shuffle", "albums"], ["playback.shuffle", "tv-1", "albums"], "albums"],
    [["repeat", "track"], ["playback.repeat", "tv-1", "track"], "track"],
  ])("%j changes it and says so", async (args, call, said) => {
    const run = runWith();
    expect(await run.run(...args)).toBe(0);
    expect([run.service.called("playback"), run.out]).toEqual([[call], [said]]);
  });

  it("say how it is without an argument", async () => {
    const run = runWith();
    await run.run("shuffle");
    await run.run("repeat");
    expect([run.service.called("playback"), run.out]).toEqual([[], ["songs", "off"]]);
    const idle = runWith(null);
    await idle.run("shuffle", "--json");
    expect(JSON.parse(idle.out[0] ?? "")).toEqual({ device: "tv-1", shuffle: null });
  });

  it("exit 2 for a mode that there is not", async () => {
    expect(await runWith().run("shuffle", "all")).toBe(2);
    expect(await runWith().run("repeat", "songs")).toBe(2);
  });

  it("mute presses the key", async () => {
    const run = runWith();
    expect(await run.run("mute")).toBe(0);
    expect(run.service.called("remote")).toEqual([["remote.press", "tv-1", "mute", "tap"]]);
  });
});

describe("audio and subtitles", () => {
  it("are listed with a mark at the one that is on", async () => {
    const run = runWith();
    expect(await run.run("subtitles")).toBe(0);
    expect(run.out).toEqual(["*  off", "   English CC  en  accessible", "   Deutsch     de"]);
  });

  it.each([
    ["Deutsch", "s2"],
    ["de", "s2"],
    ["engl", "s1"],
    ["s1", "s1"],
    ["off", null],
  ])("subtitles %s", async (wanted, id) => {
    const run = runWith();
    expect(await run.run("subtitles", wanted)).toBe(0);
    expect(run.service.called("playback")).toEqual([["playback.subtitles", "tv-1", id]]);
  });

  it("chooses a sound track; off is none", async () => {
    const run = runWith();
    expect(await run.run("audio", "en")).toBe(0);
    expect(run.service.called("playback")).toEqual([["playback.audio", "tv-1", "a1"]]);
    expect(await runWith().run("audio", "off")).toBe(3);
  });

  it("exits 6 when what plays offers none, and 3 for one that is not there", async () => {
    expect(await runWith(episode({ subtitles: null })).run("subtitles")).toBe(6);
    expect(await runWith().run("subtitles", "Suomi")).toBe(3);
  });
});

describe("outputs", () => {
  it("lists who plays with its volume, and who else could", async () => {
    const run = runWith();
    expect(await run.run("outputs")).toBe(0);
    expect(run.out).toEqual([
      "*  Living Room  40 %  leads  AA:AA:AA:AA:AA:AA",
      "*  Bath                      DD:DD:DD:DD:DD:DD",
      "   Kitchen                   BB:BB:BB:BB:BB:BB",
    ]);
  });

  it.each([
    [
      ["add", "kitchen"],
      ["outputs.add", "tv-1", ["BB:BB:BB:BB:BB:BB"]],
    ],
    [
      ["add", "EE:EE:EE:EE:EE:EE"],
      ["outputs.add", "tv-1", ["EE:EE:EE:EE:EE:EE"]],
    ],
    [
      ["remove", "Bath", "dd:dd:dd:dd:dd:dd"],
      ["outputs.remove", "tv-1", ["DD:DD:DD:DD:DD:DD"]],
    ],
    [
      ["set", "Living Room", "Kitchen"],
      ["outputs.set", "tv-1", ["AA:AA:AA:AA:AA:AA", "BB:BB:BB:BB:BB:BB"]],
    ],
    [
      ["volume", "bath", "55"],
      ["outputs.setVolume", "tv-1", "DD:DD:DD:DD:DD:DD", 55],
    ],
  ])("%j", async (args, call) => {
    const run = runWith();
    expect(await run.run("outputs", ...args)).toBe(0);
    expect(run.service.called("outputs")).toEqual([call]);
  });

  it.each([
    [["add", "Nobody"], 3],
    [["remove", "Kitchen"], 3],
    [["volume", "Bath", "loud"], 2],
    [["volume", "Bath", "101"], 2],
    [["add"], 2],
  ])("%j exits %i and changes nothing", async (args, status) => {
    const run = runWith();
    expect(await run.run("outputs", ...args)).toBe(status);
    expect(run.service.called("outputs")).toEqual([]);
  });
});

describe("features", () => {
  it("names the protocol that answers for each, and with --all everything there is", async () => {
    const run = runWith();
    run.service.session = session({
      features: { up: "available", title: "available", mute: "unsupported" },
      owners: { up: "companion", title: "mrp" },
    });
    await run.run("features");
    expect(run.out).toEqual(["up     available  companion", "title  available  mrp"]);
    run.out.length = 0;
    await run.run("features", "--all", "--json");
    expect(JSON.parse(run.out[0] ?? "")).toContainEqual({
      feature: "select-subtitles",
      state: "unsupported",
      protocol: null,
    });
  });
});
