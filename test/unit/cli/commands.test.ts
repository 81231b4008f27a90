import { describe, expect, it } from "vitest";
import { RemoteError } from "../../../src/shared/errors.ts";
import type { SessionSnapshot } from "../../../src/shared/model/session.ts";
import { CliRun, ScriptedService, session, summary } from "../../support/cli-world.ts";
import { settle } from "../../support/manual-clock.ts";

const apps = [
  { id: "com.netflix.Netflix", name: "Netflix" },
  { id: "com.apple.TVMusic", name: "Music" },
  { id: "com.example.music", name: "Music Box" },
];
const done = async () => {};

function runWith(answers: ConstructorParameters<typeof ScriptedService>[1]) {
  return new CliRun(new ScriptedService([summary()], answers));
}

describe("press", () => {
  it.each([
    [
      ["press", "menu"],
      ["remote.press", "tv-1", "menu", "tap"],
    ],
    [
      ["press", "home", "--hold"],
      ["remote.press", "tv-1", "home", "hold"],
    ],
    [
      ["press", "home", "--double"],
      ["remote.press", "tv-1", "home", "double"],
    ],
    [
      ["press", "next"],
      ["remote.media", "tv-1", "next"],
    ],
    [
      ["skip", "15"],
      ["remote.skip", "tv-1", 15],
    ],
    [
      ["skip", "--", "-15"],
      ["remote.skip", "tv-1", -15],
    ],
  ])("%j calls %j and says nothing", async (args, call) => {
    const run = runWith({ "remote.press": done, "remote.media": done, "remote.skip": done });
    expect(await run.run(...args)).toBe(0);
    expect(run.service.called("remote")).toEqual([call]);
    expect([run.out, run.err]).toEqual([[], []]);
  });

  it.each([
    [["press", "sideways"], "There is no key"],
    [["press", "up", "--hold", "--double"], "Choose one of"],
    [["press", "next", "--hold"], "cannot be held"],
    [["press"], "missing required argument"],
    [["skip", "soon"], "not a number"],
    [["volume", "120"], "Volume is"],
    [["power", "maybe"], "Power is"],
    [["press", "up", "--timeout", "x"], "number of seconds"],
    [["dance"], "unknown command"],
  ])("exits 2 for %j", async (args, words) => {
    const run = runWith({});
    expect(await run.run(...args)).toBe(2);
    expect(run.err.join(" ")).toContain(words);
    expect(run.service.called("session")).toEqual([]);
  });
});

describe("errors", () => {
  it.each([
    ["timeout", 5],
    ["refused", 5],
    ["lost", 5],
    ["unpaired", 4],
    ["rejected", 6],
    ["unsupported", 6],
    ["unavailable", 6],
    ["locked", 7],
    ["storage", 7],
    ["malformed", 1],
    ["bug", 1],
  ] as const)("%s exits %i with one sentence", async (code, status) => {
    const run = runWith({
      "remote.press": async () => {
        throw new RemoteError(code, "");
      },
    });
    expect(await run.run("press", "up")).toBe(status);
    expect(run.err).toHaveLength(1);
    expect(run.err[0]).toMatch(/^[A-Z].*\.$/);
  });

  it("are one JSON object on standard error with --json", async () => {
    const run = runWith({
      "apps.launch": async () => {
        throw new RemoteError("rejected", "", { deviceCode: 3, subject: "com.example.nothing" });
      },
    });
    expect(await run.run("launch", "com.example.nothing", "--json")).toBe(6);
    expect(run.out).toEqual([]);
    expect(run.err.map((line) => JSON.parse(line))).toEqual([
      {
        error: {
          code: "rejected",
          message: "The device refused com.example.nothing (its code 3).",
          details: { deviceCode: 3, subject: "com.example.nothing" },
        },
      },
    ]);
  });

  it("of usage are JSON too", async () => {
    const run = runWith({});
    expect(await run.run("press", "--json")).toBe(2);
    expect(JSON.parse(run.err[0] ?? "")).toMatchObject({ error: { code: "invalid" } });
  });
});

describe("help and version", () => {
  it.each([
    ["--help"],
    ["help"],
    ["scan", "--help"],
    ["press", "--help"],
    ["text", "set", "--help"],
    ["help", "pair"],
  ])("%s %s exits 0 and opens nothing", async (...args) => {
    const run = runWith({});
    expect(await run.run(...args)).toBe(0);
    expect(run.out.join("\n")).toContain("Usage: armchair");
    expect(run.opened).toEqual([]);
  });

  it("prints the version", async () => {
    const run = runWith({});
    expect(await run.run("--version")).toBe(0);
    expect(run.out).toEqual(["1.2.3"]);
  });

  it("hands on where the settings are and whether to leave the app alone", async () => {
    const run = runWith({ "remote.press": done });
    await run.run("press", "up", "--home", "/elsewhere", "--own", "--verbose");
    expect(run.opened).toEqual([{ home: "/elsewhere", own: true, verbose: true }]);
  });
});

describe("apps and accounts", () => {
  const answers = {
    "apps.list": async () => apps,
    "apps.launch": done,
    "accounts.list": async () => [
      { id: "1", name: "Ada" },
      { id: "2", name: "Adam" },
    ],
    "accounts.switch": done,
  };

  it("lists apps by name", async () => {
    const run = runWith(answers);
    await run.run("apps");
    expect(run.out).toEqual([
      "Music      com.apple.TVMusic",
      "Music Box  com.example.music",
      "Netflix    com.netflix.Netflix",
    ]);
  });

  it.each([
    ["com.example.unlisted", "com.example.unlisted"],
    ["https://tv.apple.com/show/x", "https://tv.apple.com/show/x"],
    ["Music", "com.apple.TVMusic"],
    ["music", "com.apple.TVMusic"],
    ["net", "com.netflix.Netflix"],
  ])("launch %s opens %s", async (target, launched) => {
    const run = runWith(answers);
    expect(await run.run("launch", target)).toBe(0);
    expect(run.service.called("apps.launch")).toEqual([["apps.launch", "tv-1", launched]]);
  });

  it("exits 3 for an app that is not there and 2 for a name that several have", async () => {
    expect(await runWith(answers).run("launch", "Nothing")).toBe(3);
    const run = runWith(answers);
    expect(await run.run("launch", "mu")).toBe(2);
    expect(run.err[0]).toContain("Music (com.apple.TVMusic), Music Box");
  });

  it("lists accounts, and switches by name", async () => {
    const run = runWith(answers);
    await run.run("accounts", "--json");
    expect(JSON.parse(run.out[0] ?? "")).toHaveLength(2);
    await run.run("accounts", "ada");
    expect(run.service.called("accounts.switch")).toEqual([["accounts.switch", "tv-1", "1"]]);
  });
});

describe("text", () => {
  it("prints what the field holds, and exits 6 when there is none", async () => {
    const run = runWith({ "text.get": async () => "hello" });
    expect(await run.run("text")).toBe(0);
    expect(run.out).toEqual(["hello"]);
    expect(await runWith({ "text.get": async () => null }).run("text", "get")).toBe(6);
  });

  it("sets, appends and clears", async () => {
    const run = runWith({
      "text.set": async (_, text) => text,
      "text.append": async (_, text) => text,
      "text.clear": done,
    });
    await run.run("text", "set", "two words");
    await run.run("text", "append", "!");
    await run.run("text", "clear");
    expect(run.service.called("text")).toEqual([
      ["text.set", "tv-1", "two words"],
      ["text.append", "tv-1", "!"],
      ["text.clear", "tv-1"],
    ]);
  });

  it("takes a password from standard input", async () => {
    const run = runWith({ "text.set": async (_, text) => text });
    run.typed.push("secret word");
    expect(await run.run("text", "set", "-")).toBe(0);
    expect(run.service.called("text")).toEqual([["text.set", "tv-1", "secret word"]]);
    expect(run.out).toEqual([]);
    expect(await run.run("text", "set", "-")).toBe(2);
  });
});

describe("power, volume and features", () => {
  it("says and switches power", async () => {
    const run = runWith({ "power.set": done });
    await run.run("power");
    await run.run("power", "off");
    await run.run("power", "--json");
    expect(run.out).toEqual(["on", "on", '{"device":"tv-1","power":"on"}']);
    expect(run.service.called("power")).toEqual([["power.set", "tv-1", "off"]]);
  });

  it("says, steps and sets volume", async () => {
    const run = runWith({ "volume.step": done, "volume.set": done });
    await run.run("volume");
    await run.run("volume", "up");
    await run.run("volume", "35%");
    expect(run.out).toEqual(["40 %", "40 %", "40 %"]);
    expect(run.service.called("volume")).toEqual([
      ["volume.step", "tv-1", "up"],
      ["volume.set", "tv-1", 35],
    ]);
    run.service.session = session({ volume: { control: "none", percent: null } });
    await run.run("volume");
    expect(run.out.at(-1)).toBe("no volume control");
  });

  it("lists what works, and with --all what never does", async () => {
    const run = runWith({});
    await run.run("features");
    expect(run.out).toEqual(["up          available    companion", "set-volume  unavailable"]);
    await run.run("features", "--all", "--json");
    expect(JSON.parse(run.out.at(-1) ?? "").length).toBeGreaterThan(60);
  });

  /** A device that plays what is sent to it, to which there is no connection yet. */
  function playsOurs(protocols: SessionSnapshot["protocols"] = ["companion"]) {
    const service = new ScriptedService([summary({ playsMedia: true, playsSound: true })], {
      "session.snapshot": async () => null,
    });
    service.session = session({ protocols, features: { up: "available" } });
    return new CliRun(service);
  }
  const standby = { up: "available", "play-url": "available", "stream-file": "available" } as const;

  it("waits for the channels on standby, which a new connection opens later", async () => {
    const run = playsOurs();
    const status = run.start("features");
    await settle();
    await run.clock.advance(500);
    expect(run.out).toEqual([]);
    run.service.emit("session", session({ revision: 2, features: standby }));
    expect(await status).toBe(0);
    expect(run.out.map((line) => line.split(" ")[0])).toEqual(["up", "play-url", "stream-file"]);
    expect([run.clock.armedTimers, run.service.listenerCount]).toEqual([0, 0]);
  });

  it("does not wait long for one that does not come, nor at all for one that failed", async () => {
    const run = playsOurs();
    const status = run.start("features");
    await settle();
    await run.clock.advance(1000);
    expect(await status).toBe(0);
    expect(run.out.map((line) => line.split(" ")[0])).toEqual(["up"]);
    const failed = playsOurs();
    const lost = [
      { protocol: "airplay", cause: "refused" },
      { protocol: "raop", cause: "refused" },
    ] as const;
    failed.service.session = session({ connection: { phase: "ready", lost } });
    expect(await failed.start("features")).toBe(0);
  });
});
