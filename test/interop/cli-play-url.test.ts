import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { TvModel } from "../../src/main/virtual-tv/model.ts";
import { cli, Lines, startCliAtTerminal } from "../support/cli-process.ts";
import { type FilmServer, serveFilms } from "../support/film-server.ts";
import { KeyringSession } from "../support/keyring-session.ts";
import { realFilm } from "../support/real-film.ts";
import { TvProcess } from "../support/tv-process.ts";

const PIN = "4711";
const CTRL_C = "\u0003";
let home = "";
let keyring: KeyringSession;
let films: FilmServer;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "armchair-cli-"));
  keyring = await KeyringSession.unlocked();
  // We ask once a second where a film is: a shorter one could be over before we see it play.
  const lengths = { "short.mp4": 4, "long.mp4": 95, "film.mkv": 2 };
  const made: Record<string, Uint8Array> = {};
  for (const [name, seconds] of Object.entries(lengths)) {
    made[name] = readFileSync(await realFilm(home, name, seconds));
  }
  films = await serveFilms("127.0.0.1", made);
});
afterAll(async () => {
  await films?.close();
  await keyring?.stop();
  rmSync(home, { recursive: true, force: true });
});

const environment = () => ({ ...keyring.environment, ARMCHAIR_HOME: join(home, "settings") });
const run = (args: readonly string[], input?: string) => cli(environment(), args, input);

interface Way {
  readonly model: TvModel;
  /** How it is paired for videos. */
  readonly pair: readonly string[];
  readonly access: "everyone" | "pairing";
}

const ways: readonly (readonly [title: string, way: Way])[] = [
  [
    "AirPlay 1's /play",
    { model: "apple-tv-3", pair: ["--protocol", "airplay"], access: "pairing" },
  ],
  ["AirPlay 2's /play", { model: "apple-tv-hd-tvos14", pair: [], access: "everyone" }],
  ["the play queue", { model: "apple-tv-4k-tvos26", pair: [], access: "everyone" }],
];

describe.each(ways)("play-url by %s", (title, { model, pair, access }) => {
  const name = `TV for ${title}`;
  let tv: TvProcess;
  const onTv = (...args: string[]) => run([...args, "--device", name]);
  const play = (...args: string[]) => onTv("play-url", ...args);
  const shown = () => tv.shows(({ openApp }) => openApp?.id === "com.apple.TVAirPlay");
  const gone = () => tv.shows(({ openApp }) => openApp === null);

  beforeAll(async () => {
    tv = await TvProcess.start("--model", model, "--name", name, "--pin", PIN, "--access", access);
    const paired = await onTv("pair", "--pin", PIN, ...pair);
    expect(paired).toMatchObject({ status: 0, out: `Paired with ${name}.\n` });
  });
  afterAll(() => tv?.stop());
  beforeEach(() => tv.do({ do: "clear-faults" }));

  it("plays a file of this machine to its end, and exits 0", async () => {
    const { status, out, err } = await play(join(home, "short.mp4"));
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(out).toMatch(new RegExp(`^Playing short\\.mp4 on ${name}\\.\nEnded at 0:0[34]\\.\n$`));
    await tv.received("video ready");
    await tv.received("video ended");
    await gone();
  });

  it("plays an address from where it is told, and tells about it as JSON", async () => {
    const { status, out } = await play(films.url("long.mp4"), "--at", "1:30", "--json");
    const told = JSON.parse(out);
    expect(status).toBe(0);
    expect(told).toEqual({
      device: expect.any(String),
      title: "long.mp4",
      positionS: expect.any(Number),
      durationS: 95,
    });
    expect(told.positionS).toBeGreaterThanOrEqual(90);
    await tv.received("video ended");
  });

  it("shows how far it is at a terminal, where Ctrl+C ends it on the TV too", async () => {
    const args = ["play-url", join(home, "long.mp4"), "--device", name];
    const child = startCliAtTerminal(environment(), args);
    const ended = once(child, "close");
    const lines = new Lines(child);
    await lines.next((line) => line.includes(`Playing long.mp4 on ${name}.`));
    await lines.next((line) => /playing, 0:0\d of 1:35$/.test(line));
    await shown();
    child.stdin?.write(CTRL_C);
    await lines.next((line) => line.includes("Interrupted."));
    expect((await ended)[0]).toBe(130);
    await gone();
    await tv.received("video ended");
  });

  it("ends when somebody stops it at the TV, and exits 0", async () => {
    const args = ["play-url", films.url("long.mp4"), "--device", name];
    const child = startCliAtTerminal(environment(), args);
    const ended = once(child, "close");
    const lines = new Lines(child);
    // From when the TV tells of it: a film that goes before that may have been slow to come.
    await lines.next((line) => /playing, 0:0\d of 1:35$/.test(line));
    await tv.do({ do: "stop-playing" });
    await lines.next((line) => line.includes("Ended at 0:0"));
    expect((await ended)[0]).toBe(0);
  });

  it("sends no Matroska file, unless it is made to; what the TV says of it is told", async () => {
    const file = join(home, "film.mkv");
    const refused = await play(file);
    expect(refused).toMatchObject({ status: 2, out: "" });
    expect(refused.err).toMatch(
      /^An Apple TV does not play .+ \(film\.mkv\); --force tries all the same\.\n$/,
    );
    const forced = await play(file, "--force");
    expect(forced.status).toBe(6);
    expect(forced.err).toContain("The device refused media");
    await tv.received("video failed");
    await gone();
  });

  it("says that there is no such film, and no such file", async () => {
    const missing = await play(films.url("nothing.mp4"));
    expect(missing).toMatchObject({ status: 6 });
    expect(missing.err).toContain("The device refused media");
    expect((await play(join(home, "nothing.mp4"))).status).toBe(3);
    expect(await play("ftp://10.0.0.1/film.mp4")).toMatchObject({
      status: 2,
      err: "Only http and https addresses, and files, can be played.\n",
    });
    expect((await play(films.url("long.mp4"), "--at", "+5")).status).toBe(2);
  });

  it("says that the TV takes it in no way", async () => {
    await tv.do({ do: "airplay-video-none" });
    const { status, out, err } = await play(films.url("short.mp4"));
    expect({ status, out, err }).toEqual({
      status: 6,
      out: "",
      err: "The device does not do that.\n",
    });
    const json = await play(films.url("short.mp4"), "--json");
    expect(JSON.parse(json.err)).toMatchObject({ error: { code: "unsupported" } });
  });

  it("stop ends nothing that another program plays, and says so", async () => {
    expect(await onTv("stop")).toMatchObject({
      status: 0,
      out: `Nothing that was sent from here plays on ${name}.\n`,
    });
  });
});

describe("a TV with a password for AirPlay", () => {
  const name = "TV with a password";
  let tv: TvProcess;
  const onTv = (...args: string[]) => run([...args, "--device", name]);
  const type = (line: string) => run(["password", "set", "--device", name], `${line}\n`);
  const wanted = {
    status: 4,
    err: 'The device asks for a password, and the one that it was given was missing or wrong; run "password set".\n',
  };

  beforeAll(async () => {
    tv = await TvProcess.start(
      ...["--model", "apple-tv-3", "--name", name, "--access", "password"],
      ...["--password", "naïve café"],
    );
  });
  afterAll(() => tv?.stop());
  const play = () => onTv("play-url", join(home, "short.mp4"));

  it("plays nothing without it", async () => {
    expect(await play()).toMatchObject(wanted);
  });

  it("takes it from standard input, and only the right one opens", async () => {
    expect(await type("wrong")).toMatchObject({
      status: 0,
      out: `The password of ${name} is kept.\n`,
    });
    expect(await play()).toMatchObject(wanted);
    await tv.received("wrong password");
    expect((await type("naïve café")).status).toBe(0);
    expect(await play()).toMatchObject({ status: 0, err: "" });
    await tv.received("video ended");
  });

  it("keeps none that is empty, and forgets it", async () => {
    expect((await type("")).status).toBe(2);
    expect(await onTv("password", "clear")).toMatchObject({
      status: 0,
      out: `The password of ${name} is forgotten.\n`,
    });
    expect(await play()).toMatchObject(wanted);
  });
});
