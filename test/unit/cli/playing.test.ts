import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { mayOpenPlayer } from "../../../src/main/cli/connect-player.ts";
import { saveFile } from "../../../src/main/cli/save-file.ts";
import type { NowPlaying } from "../../../src/shared/model/now-playing.ts";
import type { SessionSnapshot } from "../../../src/shared/model/session.ts";
import { CliRun, ScriptedService, session, summary } from "../../support/cli-world.ts";
import { settle } from "../../support/manual-clock.ts";
import { episode } from "../../support/playing.ts";

/** The wall clock of a run; its first moment. */
const START_MS = Date.UTC(2026, 0, 1);

function runWith(
  playing: NowPlaying | null,
  answers: ConstructorParameters<typeof ScriptedService>[1] = {},
): CliRun {
  const run = new CliRun(new ScriptedService([summary()], answers));
  run.service.session = session({ nowPlaying: playing });
  return run;
}

describe("playing", () => {
  it("says what plays, from which series, in which app and how far it is", async () => {
    const run = runWith(episode({ position: { seconds: 75, wallMs: START_MS, rate: 0 } }));
    expect(await run.run("playing")).toBe(0);
    expect(run.out).toEqual([
      "Pop",
      "The Bear - S2 E5",
      "in TV",
      "paused, 1:15 of 34:05, shuffle songs",
    ]);
  });

  it("says where a moving clock stands now, not where it was told to be", async () => {
    const playing = episode({
      state: "playing",
      position: { seconds: 75, wallMs: START_MS - 10_000, rate: 1 },
    });
    const run = runWith(playing);
    expect(await run.run("playing", "--json")).toBe(0);
    expect(JSON.parse(run.out[0] ?? "")).toEqual({
      device: "tv-1",
      playing: { ...playing, positionS: 85 },
    });
  });

  it.each([
    [{ seriesName: null, artist: "Ada", album: "Songs" }, "Ada - Songs"],
    [{ seasonNumber: null }, "The Bear - E5"],
    [{ seasonNumber: null, episodeNumber: null }, "The Bear"],
  ])("tells %j in one line", async (change, line) => {
    const run = runWith(episode(change));
    await run.run("playing");
    expect(run.out[1]).toBe(line);
  });

  it("leaves out what is not told, and says live for what has no end", async () => {
    const run = runWith(
      episode({
        seriesName: null,
        seasonNumber: null,
        episodeNumber: null,
        app: null,
        durationS: null,
        position: null,
        isLive: true,
        shuffle: null,
        state: "playing",
      }),
    );
    await run.run("playing");
    expect(run.out).toEqual(["Pop", "playing, live"]);
  });

  it("keeps a title's control characters from the terminal", async () => {
    const run = runWith(episode({ title: "\u001b[2Jmine" }));
    await run.run("playing");
    expect(run.out[0]).toBe("\ufffd[2Jmine");
  });

  it("says that nothing plays, which is no error", async () => {
    const run = runWith(null);
    expect(await run.run("playing")).toBe(0);
    expect(run.out).toEqual(["Nothing plays."]);
  });
});

describe("a new connection", () => {
  const device = summary({
    services: [
      {
        protocol: "airplay",
        port: 7000,
        pairing: "mandatory",
        requiresPassword: false,
        enabled: true,
      },
    ],
  });
  const fresh = () => {
    const run: CliRun = new CliRun(
      new ScriptedService([device], {
        "session.snapshot": async () => (connected ? run.service.session : null),
        "session.connect": async () => {
          connected = true;
          return run.service.session;
        },
      }),
    );
    let connected = false;
    return run;
  };

  it("is waited for until the player's channel opens and tells what plays", async () => {
    const run = fresh();
    const status = run.start("playing");
    await settle();
    expect(run.out).toEqual([]);
    run.service.emit("session", session({ revision: 2, protocols: ["companion", "mrp"] }));
    run.service.emit(
      "session",
      session({ revision: 3, protocols: ["companion", "mrp"], nowPlaying: episode() }),
    );
    expect(await status).toBe(0);
    expect(run.out[0]).toBe("Pop");
    expect([run.service.listenerCount, run.clock.armedTimers]).toEqual([0, 0]);
  });

  it("is idle when that channel says nothing for a second", async () => {
    const run = fresh();
    const status = run.start("playing");
    await settle();
    run.service.emit("session", session({ revision: 2, protocols: ["companion", "mrp"] }));
    await run.clock.advance(1000);
    expect(await status).toBe(0);
    expect(run.out).toEqual(["Nothing plays."]);
  });

  it("is not waited for once that channel has failed", async () => {
    const run = fresh();
    const status = run.start("playing");
    await settle();
    const connection = { phase: "ready", lost: [{ protocol: "mrp", cause: "unpaired" }] } as const;
    run.service.emit("session", session({ revision: 2, connection }));
    expect(await status).toBe(0);
    expect(run.clock.armedTimers).toBe(0);
  });

  it.each<[string, Partial<SessionSnapshot>, boolean]>([
    ["nothing failed and nothing is there yet", {}, true],
    ["the channel is there", { protocols: ["companion", "mrp"] }, false],
    ["there is no connection", { connection: { phase: "offline" } }, false],
  ])("may still open when %s: %j %s", (_when, change, expected) => {
    expect(mayOpenPlayer(device, session(change))).toBe(expected);
    expect(mayOpenPlayer(summary(), session(change))).toBe(false);
  });
});

describe("artwork", () => {
  const bytes = Uint8Array.of(0xff, 0xd8, 0xff);
  const picture = { id: "a", mimeType: "image/jpeg", width: 600, height: 400, bytes } as const;
  const answers = { "playback.artwork": async () => picture };

  it("writes the picture at the size asked for and says what kind it is", async () => {
    const run = runWith(episode(), answers);
    expect(await run.run("artwork", "cover.jpg", "--width", "600", "--height", "400")).toBe(0);
    expect(run.service.called("playback")).toEqual([["playback.artwork", "tv-1", 600, 400]]);
    expect([...run.files]).toEqual([["cover.jpg", bytes]]);
    expect(run.out).toEqual(["cover.jpg: image/jpeg, 600 x 400, 3 bytes"]);
    expect(run.err).toEqual([]);
  });

  it("says so when the name promises another kind, and tells scripts the right one", async () => {
    const run = runWith(episode(), answers);
    await run.run("artwork", "cover.png");
    expect(run.err).toEqual(["The picture is of the kind .jpg, whatever the file's name says."]);
    run.out.length = 0;
    await run.run("artwork", "cover.png", "--json");
    expect(JSON.parse(run.out[0] ?? "")).toEqual({
      device: "tv-1",
      file: "cover.png",
      mimeType: "image/jpeg",
      extension: "jpg",
      width: 600,
      height: 400,
      bytes: 3,
    });
  });

  it("writes the bare picture to standard output for -", async () => {
    const run = runWith(episode(), answers);
    expect(await run.run("artwork", "-")).toBe(0);
    expect(run.outBytes).toEqual([bytes]);
    expect([run.out, run.err, run.files.size]).toEqual([[], [], 0]);
  });

  it("exits 3 and leaves no file when there is no picture", async () => {
    const run = runWith(episode(), { "playback.artwork": async () => null });
    expect(await run.run("artwork", "cover.jpg")).toBe(3);
    expect(run.err).toEqual(["There is no picture of what plays."]);
    expect(run.files.size).toBe(0);
  });

  it.each([
    [["artwork", "-", "--json"], "Choose one of"],
    [["artwork", "x.png", "--width", "0"], "number of pixels"],
    [["artwork", "x.png", "--height", "tall"], "number of pixels"],
    [["artwork", "x.png", "--width", "5000"], "number of pixels"],
    [["artwork"], "missing required argument"],
  ])("exits 2 for %j", async (args, words) => {
    const run = runWith(episode(), answers);
    expect(await run.run(...args)).toBe(2);
    expect(run.err.join()).toContain(words);
  });
});

describe("a file that is saved", () => {
  it("is whole, replaces the one before it, and leaves nothing beside it", async (context) => {
    const folder = mkdtempSync(join(tmpdir(), "armchair-save-"));
    context.onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, "cover.png");
    await saveFile(file, Uint8Array.of(1));
    await saveFile(file, Uint8Array.of(2, 3));
    expect([...readFileSync(file)]).toEqual([2, 3]);
    expect(readdirSync(folder)).toEqual(["cover.png"]);
  });

  it("says what the system says when there is no such folder", async () => {
    await expect(saveFile("/nonexistent/cover.png", Uint8Array.of(1))).rejects.toMatchObject({
      code: "storage",
      message: expect.stringContaining("ENOENT"),
    });
  });
});
