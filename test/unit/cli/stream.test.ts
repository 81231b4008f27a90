import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { progressLine } from "../../../src/main/cli/commands/stream.ts";
import { type ErrorBody, RemoteError } from "../../../src/shared/errors.ts";
import type { Handlers } from "../../../src/shared/ipc/contract.ts";
import type { SoundItem, SoundSnapshot, Speaker } from "../../../src/shared/model/sound.ts";
import { CliRun, ScriptedService, summary } from "../../support/cli-world.ts";
import { settle } from "../../support/manual-clock.ts";

const kitchen = summary({ id: "k", name: "Kitchen", playsSound: true });
const bath = summary({ id: "b", name: "Bath", address: "10.0.0.3", playsSound: true });
const tv = summary({ id: "tv", name: "Old TV", address: "10.0.0.4" });

const song: SoundItem = {
  id: "item-1",
  kind: "file",
  title: "Blue Train",
  artist: "John Coltrane",
  album: "Blue Train",
  durationS: 90,
  hasPicture: false,
  error: null,
};
const next: SoundItem = { ...song, id: "item-2", title: "Moment's Notice" };
const offerOf = ({ error: _error, ...offer }: SoundItem) => offer;
const hears = (deviceId: string, name: string, change: Partial<Speaker> = {}): Speaker => ({
  deviceId,
  name,
  phase: "joined",
  volume: 40,
  delayMs: 0,
  error: null,
  ...change,
});
const lost: ErrorBody = { code: "lost", message: "", details: {} };

/** Speakers that play what they are told to. */
function house(answers: Partial<Handlers> = {}, devices = [kitchen, bath, tv]) {
  let now: SoundSnapshot = {
    revision: 1,
    state: "idle",
    items: [],
    currentId: null,
    position: null,
    onAir: null,
    canSeek: true,
    speakers: [],
    volume: null,
    lastError: null,
  };
  const show = (change: Partial<SoundSnapshot>) => {
    now = { ...now, ...change, revision: now.revision + 1 };
    service.emit("sound", now);
  };
  const service = new ScriptedService(devices, {
    "sound.snapshot": async () => now,
    "sound.offer": async () => [offerOf(song)],
    "sound.play": async () => show({ state: "playing", items: [song], currentId: song.id }),
    "sound.join": async () => {},
    "sound.setVolume": async () => {},
    "sound.setDelay": async () => {},
    "sound.seek": async () => {},
    "sound.command": async () => {},
    ...answers,
  });
  const run = new CliRun(service);
  const at = (seconds: number) => ({ seconds, wallMs: run.clock.wallMs(), rate: 1 });
  const end = async (change: Partial<SoundSnapshot> = {}) => {
    show({ state: "idle", currentId: null, position: null, ...change });
    await settle();
  };
  const json = () => run.out.map((line) => ({ ...JSON.parse(line), at: undefined }));
  return { run, service, show, at, end, json };
}

describe("stream", () => {
  it("sends a file to speakers, says what plays and how far it is, and ends with it", async () => {
    const { run, service, show, at, end } = house();
    const status = run.start("stream", "some/song.flac", "--to", "Kitchen,Bath");
    await settle();
    show({ position: at(3), speakers: [hears("k", "Kitchen"), hears("b", "Bath")] });
    await run.clock.advance(2000);
    expect(service.called("sound.").slice(0, 2)).toEqual([
      ["sound.offer", resolve("some/song.flac")],
      ["sound.play", [{ offer: "item-1" }], ["k", "b"]],
    ]);
    const line = "playing, 0:05 of 1:30, Blue Train - John Coltrane, on Kitchen 40 %, Bath 40 %";
    expect(run.progress).toContain(line);
    await end();
    expect(await status).toBe(0);
    expect(run.out).toEqual(["Playing Blue Train - John Coltrane.", "Ended: 1 track."]);
    expect(run.progress.at(-1)).toBe("");
    expect([service.listenerCount, run.clock.armedTimers]).toEqual([0, 0]);
  });

  it("says once what plays, also when more of it becomes known", async () => {
    const { run, show, end } = house();
    const status = run.start("stream", "song.flac", "--to", "Kitchen");
    await settle();
    show({ items: [{ ...song, durationS: 91, album: "Live" }] });
    show({ items: [{ ...song, title: "", artist: null }] });
    await end();
    expect(await status).toBe(0);
    const said = ["Playing Blue Train - John Coltrane.", "Playing the standard input."];
    expect(run.out.slice(0, -1)).toEqual(said);
  });

  it("always makes the sound in its own process", async () => {
    const { run, end } = house();
    const status = run.start("stream", "song.flac", "--to", "Kitchen");
    await settle();
    await end();
    await status;
    expect(run.opened).toEqual([{ own: true, verbose: false }]);
  });

  it("takes several sources in their order: files, folders, addresses and the input", async () => {
    const { run, service, end } = house({
      "sound.offer": async (path) =>
        path.endsWith("album") ? [offerOf(song), offerOf(next)] : [offerOf(next)],
    });
    run.inputOffer = () => ({ ...offerOf(song), id: "input", kind: "input" });
    const typed = ["album", "http://radio.example/live", "-", "file:///tmp/a%20b.wav"];
    const status = run.start("stream", ...typed, "--to", "Kitchen");
    await settle();
    expect(service.called("sound.offer").map(([, path]) => path)).toEqual([
      resolve("album"),
      "/tmp/a b.wav",
    ]);
    expect(service.called("sound.play")[0]?.[1]).toEqual([
      { offer: "item-1" },
      { offer: "item-2" },
      { url: "http://radio.example/live" },
      { offer: "input" },
      { offer: "item-2" },
    ]);
    await end();
    expect(await status).toBe(0);
  });

  it("sets volume and delay before it sounds, for all or for one", async () => {
    const { run, service, end } = house();
    const options = ["--volume", "20", "--volume", "bath=35%", "--delay", "b=-120"];
    const status = run.start("stream", "a.wav", "--to", "Kitchen", "--to", "Bath", ...options);
    await settle();
    expect(service.called("sound.").slice(1, 7)).toEqual([
      ["sound.join", "k"],
      ["sound.setVolume", "k", 20],
      ["sound.join", "b"],
      ["sound.setVolume", "b", 35],
      ["sound.setDelay", "b", -120],
      ["sound.play", [{ offer: "item-1" }], ["k", "b"]],
    ]);
    await end();
    expect(await status).toBe(0);
  });

  it("goes to the chosen device when none is named, and to one device once", async () => {
    const first = house();
    first.service.selectedId = "b";
    void first.run.start("stream", "a.wav");
    const second = house();
    void second.run.start("stream", "a.wav", "--to", "Kitchen", "--to", "k,10.0.0.3");
    await settle();
    expect(first.service.called("sound.play")[0]?.[2]).toEqual(["b"]);
    expect(second.service.called("sound.play")[0]?.[2]).toEqual(["k", "b"]);
  });
});

describe("what stream refuses before anything plays", () => {
  it.each([
    [["a.wav", "--to", "Kitchen,Garage"], 3, 'There is no device "Garage".'],
    [["a.wav", "--to", "Old TV"], 6, "It plays no sound that is sent to it."],
    [["a.wav", "--to", "k", "--volume", "101"], 2, "--volume takes a number from 0 to 100."],
    [["a.wav", "--to", "k", "--volume", "loud"], 2, "--volume takes a number from 0 to 100."],
    [["a.wav", "--to", "k", "--delay", "3000"], 2, "--delay takes a number from -2000 to 2000."],
    [
      ["a.wav", "--to", "k", "--volume", "Bath=3"],
      2,
      '--volume names "Bath", which is not among --to.',
    ],
    [["-", "-", "--to", "k"], 2, "There is only one standard input."],
    [["ftp://a/b", "--to", "k"], 2, "Only http and https addresses, and files, can be played."],
  ])("%j", async (args, status, sentence) => {
    const { run, service } = house();
    run.inputOffer = () => offerOf(song);
    expect(await run.run("stream", ...args)).toBe(status);
    expect(run.err).toEqual([sentence]);
    expect(service.called("sound.play")).toEqual([]);
  });

  it("a file that is not there", async () => {
    const { run, service } = house({
      "sound.offer": async () => {
        throw new RemoteError("not-found", "", { subject: "file" });
      },
    });
    expect(await run.run("stream", "gone.wav", "--to", "k")).toBe(3);
    expect(run.err).toEqual([`${resolve("gone.wav")}: There is no such file.`]);
    expect(service.called("sound.play")).toEqual([]);
  });

  it("waits for a speaker that is only remembered, then tries it where it was", async () => {
    const { run, service } = house({}, [{ ...kitchen, present: false }]);
    void run.start("stream", "a.wav", "--to", "Kitchen");
    await run.clock.advance(4900);
    expect(service.called("sound.play")).toEqual([]);
    await run.clock.advance(200);
    expect(service.called("sound.play")).toHaveLength(1);
    const other = house({}, [{ ...kitchen, present: false }]);
    void other.run.start("stream", "a.wav", "--to", "Kitchen");
    await settle();
    other.service.find([kitchen]);
    await settle();
    expect(other.service.called("sound.play")).toHaveLength(1);
  });
});

describe("how stream ends", () => {
  it("interrupted, in order: everywhere first, then with 130", async () => {
    const { run, service } = house();
    const status = run.start("stream", "a.wav", "--to", "Kitchen");
    await settle();
    run.interrupt();
    expect(await status).toBe(130);
    expect(service.called("sound.command")).toEqual([["sound.command", "stop"]]);
    expect([run.err, run.closed]).toEqual([["Interrupted."], 1]);
  });

  it("goes on when one speaker fails, says which and why, and has its status", async () => {
    const { run, show, end } = house();
    const status = run.start("stream", "a.wav", "--to", "Kitchen,Bath");
    await settle();
    show({ speakers: [hears("k", "Kitchen"), hears("b", "Bath")] });
    const gone = [hears("k", "Kitchen"), hears("b", "Bath", { phase: "failed", error: lost })];
    show({ speakers: gone });
    await settle();
    expect(run.err).toEqual(["Bath: The connection to the device was lost."]);
    await end({ speakers: gone });
    expect(await status).toBe(5);
    expect(run.out.at(-1)).toBe("Ended: 1 track.");
    expect(run.err).toHaveLength(1);
  });

  it("says that a speaker was lost and is tried once more, which is no failure when it comes back", async () => {
    const { run, show, end } = house();
    const status = run.start("stream", "a.wav", "--to", "Kitchen,Bath");
    await settle();
    const both = [hears("k", "Kitchen"), hears("b", "Bath")];
    show({ speakers: both });
    show({
      speakers: [hears("k", "Kitchen"), hears("b", "Bath", { phase: "joining", error: lost })],
    });
    show({ speakers: both });
    await end({ speakers: both });
    expect(await status).toBe(0);
    expect(run.err).toEqual([
      "Bath: The connection to the device was lost. It is tried once more.",
    ]);
  });

  it("when nobody is left to hear it", async () => {
    const { run, service, show } = house();
    const status = run.start("stream", "a.wav", "--to", "Kitchen,Bath");
    await settle();
    const inUse: ErrorBody = { code: "unavailable", message: "", details: { subject: "in-use" } };
    show({
      speakers: [
        hears("k", "Kitchen", { phase: "failed", error: inUse }),
        hears("b", "Bath", { phase: "interrupted" }),
      ],
    });
    expect(await status).toBe(6);
    expect(run.err).toEqual([
      "Kitchen: Somebody else plays there.",
      "Bath: Somebody else plays there now.",
    ]);
    expect(service.called("sound.command")).toEqual([["sound.command", "stop"]]);
  });

  it("when somebody else took every speaker: that is no success", async () => {
    const { run, service, show } = house();
    const status = run.start("stream", "a.wav", "--to", "Kitchen");
    await settle();
    show({ state: "paused", speakers: [hears("k", "Kitchen", { phase: "interrupted" })] });
    expect(await status).toBe(6);
    expect(run.err).toEqual([
      "Kitchen: Somebody else plays there now.",
      "Nobody hears it any more, so it was ended.",
    ]);
    expect(service.called("sound.command")).toEqual([["sound.command", "stop"]]);
  });

  it.each([
    [{ code: "malformed", details: {} }, 1, "It cannot be read, or ends too early."],
    [{ code: "unsupported", details: { subject: "AC-3" } }, 6, "Nothing here plays AC-3."],
    [
      { code: "unsupported", details: { subject: "AAC", missing: "ffmpeg" } },
      6,
      "Nothing here plays AAC; ffmpeg would, and is not installed.",
    ],
    [{ code: "rejected", details: { deviceCode: 404 } }, 6, "The server refused (404)."],
  ] as const)(
    "says why a track could not be played, and plays the next",
    async (fault, code, why) => {
      const { run, show, end } = house();
      const status = run.start("stream", "a.wav", "b.wav", "--to", "Kitchen");
      await settle();
      const failed = { ...song, error: { message: "", ...fault } };
      show({ items: [failed, next], currentId: next.id });
      await end({ items: [failed, next] });
      expect(await status).toBe(code);
      expect(run.err).toEqual([`Blue Train: ${why}`]);
      expect(run.out.at(-1)).toBe("Ended: 1 track, and 1 that could not be played.");
    },
  );

  it("does not say twice what the start is refused for", async () => {
    const { run } = house({
      "sound.play": async () => {
        const failed = { ...song, error: { code: "malformed", message: "", details: {} } } as const;
        run.service.emit("sound", { ...empty, revision: 9, items: [failed] });
        throw new RemoteError("malformed", "");
      },
    });
    expect(await run.run("stream", "a.wav", "--to", "Kitchen")).toBe(1);
    expect(run.err).toEqual(["Blue Train: It cannot be read, or ends too early."]);
  });

  it("asks for the password with the words of everywhere", async () => {
    const { run, show } = house();
    const status = run.start("stream", "a.wav", "--to", "Kitchen");
    await settle();
    const error: ErrorBody = { code: "unpaired", message: "", details: { subject: "password" } };
    show({ speakers: [hears("k", "Kitchen", { phase: "failed", error })] });
    expect(await status).toBe(4);
    expect(run.err[0]).toContain('run "password set"');
  });

  it("tells the silence of tvOS 27 in words", async () => {
    const { run, show } = house();
    const status = run.start("stream", "a.wav", "--to", "Kitchen");
    await settle();
    const error: ErrorBody = { code: "timeout", message: "", details: { subject: "audio-setup" } };
    show({ speakers: [hears("k", "Kitchen", { phase: "failed", error })] });
    expect(await status).toBe(5);
    expect(run.err[0]).toContain("tvOS 27");
  });
});

const empty: SoundSnapshot = {
  revision: 0,
  state: "idle",
  items: [],
  currentId: null,
  position: null,
  onAir: null,
  canSeek: false,
  speakers: [],
  volume: null,
  lastError: null,
};

describe("stream --json", () => {
  it("prints what changes, one object a line, and nothing for the time that passes", async () => {
    const { run, show, at, end, json } = house();
    const status = run.start("stream", "a.wav", "--to", "Kitchen", "--json");
    await settle();
    const speakers = [hears("k", "Kitchen")];
    show({ speakers, position: at(0) });
    await run.clock.advance(2000);
    show({ position: at(2.1) });
    show({ position: at(40) });
    show({ state: "paused", position: { ...at(40), rate: 0 } });
    show({ onAir: "The News" });
    show({ speakers: [] });
    // At rest whoever is on the list is there again, and what is current is where it would go on.
    await end({ speakers, onAir: null, currentId: song.id });
    expect(await status).toBe(0);
    expect(json()).toEqual([
      {
        event: "track",
        id: "item-1",
        title: "Blue Train",
        artist: "John Coltrane",
        album: "Blue Train",
        durationS: 90,
      },
      { event: "position", state: "playing", positionS: null },
      { event: "started", items: 1, speakers: [{ id: "k", name: "Kitchen" }] },
      { event: "speaker", id: "k", name: "Kitchen", phase: "joined", volume: 40, error: null },
      { event: "position", state: "playing", positionS: 0 },
      { event: "position", state: "playing", positionS: 40 },
      { event: "position", state: "paused", positionS: 40 },
      { event: "on-air", title: "The News" },
      { event: "speaker", id: "k", name: "Kitchen", phase: "left", volume: 40, error: null },
      { event: "position", state: "idle", positionS: null },
      { event: "ended", played: 1, failed: 0, speakersFailed: 0 },
    ]);
    expect(run.progress).toEqual([""]);
  });

  it("tells failures as objects on both streams", async () => {
    const { run, show, end, json } = house();
    const status = run.start("stream", "a.wav", "--to", "Kitchen,Bath", "--json");
    await settle();
    const speakers = [hears("k", "Kitchen"), hears("b", "Bath", { phase: "failed", error: lost })];
    show({ speakers });
    await end({ speakers });
    expect(await status).toBe(5);
    expect(json()).toContainEqual({
      event: "speaker",
      id: "b",
      name: "Bath",
      phase: "failed",
      volume: 40,
      error: lost,
    });
    expect(json().at(-1)).toEqual({ event: "ended", played: 1, failed: 0, speakersFailed: 1 });
    expect(run.err.map((line) => JSON.parse(line).error.code)).toEqual(["lost"]);
  });
});

describe("the keys of stream", () => {
  it("pause, skip, wind and change the volume, and q ends it", async () => {
    const { run, service, show, at } = house();
    const status = run.start("stream", "a.wav", "--to", "Kitchen");
    await settle();
    show({ position: at(30), volume: 98 });
    for (const key of ["space", "n", "p", "right", "left", "up", "down"] as const) run.type?.(key);
    await settle();
    expect(service.called("sound.").slice(3)).toEqual([
      ["sound.command", "play-pause"],
      ["sound.command", "next"],
      ["sound.command", "previous"],
      ["sound.seek", 40],
      // Keys that are quicker than the answers go on from where the one before is going.
      ["sound.seek", 30],
      ["sound.setVolume", null, 100],
      ["sound.setVolume", null, 95],
    ]);
    run.type?.("q");
    expect(await status).toBe(0);
    expect(service.called("sound.command").at(-1)).toEqual(["sound.command", "stop"]);
    expect(run.type).toBeUndefined();
  });

  it("are nobody's while the standard input is what plays", async () => {
    const { run } = house();
    run.inputOffer = () => ({ ...offerOf(song), kind: "input" });
    void run.start("stream", "-", "--to", "Kitchen");
    await settle();
    expect(run.type).toBeUndefined();
  });
});

describe("the line of progress", () => {
  it("says only what is known, and takes no commands for the terminal from a name", () => {
    const items = [{ ...song, title: "a\u001b[2Jb", artist: null, durationS: null }];
    const position = { seconds: 3725, wallMs: 0, rate: 1 };
    const line = progressLine(
      { ...empty, state: "playing", items, currentId: "item-1", position },
      0,
    );
    expect(line).toBe("playing, 1:02:05, a\ufffd[2Jb");
    expect(progressLine({ ...empty, state: "loading" }, 0)).toBe("loading");
  });
});
