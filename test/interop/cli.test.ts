import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openOwnHub } from "../../src/main/cli/own-hub.ts";
import type { OpenService } from "../../src/main/cli/world.ts";
import { type LocalServer, serveLocally } from "../../src/main/ipc/local-socket.ts";
import { VirtualTv } from "../../src/main/virtual-tv/virtual-tv.ts";
import { cli, Lines, startCli } from "../support/cli-process.ts";
import { KeyringSession } from "../support/keyring-session.ts";
import { realRuntime } from "../support/runtime.ts";

const PIN = "4711";
let home = "";
let session: KeyringSession;
let tv: VirtualTv;
const inputs: string[] = [];

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "armchair-cli-"));
  session = await KeyringSession.unlocked();
  tv = await VirtualTv.start({ runtime: realRuntime(), name: "Test TV", pin: PIN });
  tv.inputs.on(({ what }) => inputs.push(what));
});
afterAll(async () => {
  await tv?.close();
  await session?.stop();
  rmSync(home, { recursive: true, force: true });
});

const environment = () => ({ ...session.environment, ARMCHAIR_HOME: home });
const run = (...args: string[]) => cli(environment(), args);
/** What reached the TV during the work. */
async function reached(work: () => Promise<unknown>): Promise<readonly string[]> {
  const before = inputs.length;
  await work();
  return inputs.slice(before);
}

describe("the command line on its own", () => {
  it("finds the TV, as a table and as JSON", async () => {
    const { status, out } = await run("scan", "--id", "Test TV");
    expect([status, out]).toEqual([0, expect.stringMatching(/^Test TV {2}Apple TV 4K.*tvOS 26/)]);
    const json = await run("scan", "--json", "--id", "Test TV");
    expect(JSON.parse(json.out)).toMatchObject([
      {
        name: "Test TV",
        paired: false,
        pairable: true,
        identifiers: expect.arrayContaining([...tv.identifiers]),
      },
    ]);
  });

  it("exits 4 before pairing, and 3 for a device that is not there", async () => {
    expect((await run("press", "up")).status).toBe(4);
    const missing = await run("press", "up", "--device", "Nobody", "--timeout", "0.5", "--json");
    expect(missing.status).toBe(3);
    expect(JSON.parse(missing.err)).toMatchObject({ error: { code: "not-found" } });
  });

  it("pairs, asking again after a wrong code, and exits 6 when the code came with the command", async () => {
    const typed = await cli(environment(), ["pair", "--device", "Test TV"], `1111\n${PIN}\n`);
    expect([typed.status, typed.out]).toEqual([0, "Paired with Test TV.\n"]);
    expect(await run("pair", "--device", "Test TV", "--pin", "0000")).toMatchObject({
      status: 6,
      err: "That code was not right.\n",
    });
  });

  it("drives the TV that it paired with, each time from the keychain and the settings", async () => {
    const seen = await reached(async () => {
      expect(await run("press", "up")).toEqual({ status: 0, out: "", err: "" });
      expect((await run("press", "home", "--hold")).status).toBe(0);
      expect((await run("volume", "30")).out).toBe("30 %\n");
      expect((await run("launch", "Netflix")).status).toBe(0);
    });
    // Each command connects anew, which the TV tells in words of its own for each protocol.
    expect(seen.filter((what) => /^(up|hold|volume|launch)\b/.test(what))).toEqual([
      "up",
      "hold home",
      "volume 30",
      "launch com.netflix.Netflix",
    ]);
  });

  it("lists apps and accounts as JSON", async () => {
    const apps = JSON.parse((await run("apps", "--json")).out) as { id: string }[];
    expect(apps.map(({ id }) => id)).toContain("com.netflix.Netflix");
    const accounts = JSON.parse((await run("accounts", "--json")).out) as { name: string }[];
    expect(accounts.length).toBeGreaterThan(1);
  });

  it("CO-10: says that the TV refused to launch an app, and exits 6", async () => {
    const { status, err } = await run("launch", "com.example.nothing", "--json");
    expect(status).toBe(6);
    expect(JSON.parse(err)).toMatchObject({
      error: { code: "rejected", details: { subject: "com.example.nothing" } },
    });
  });

  it("reads and writes the text field, and exits 6 when there is none", async () => {
    expect((await run("text")).status).toBe(6);
    tv.scenarios.askForText({ prompt: "Search", secure: false, text: "" });
    expect((await cli(environment(), ["text", "set", "-"], "naïve café\n")).status).toBe(0);
    expect((await run("text")).out).toBe("naïve café\n");
    expect((await run("text", "append", "!")).status).toBe(0);
    expect((await run("text", "get", "--json")).out).toContain("naïve café!");
    expect((await run("text", "clear")).status).toBe(0);
    expect(tv.screen.value.keyboard?.text).toBe("");
    tv.scenarios.closeTextField();
  });

  it("watches, one JSON object a line, until it is interrupted", async () => {
    const child = startCli(environment(), ["watch"]);
    const lines = new Lines(child);
    expect(JSON.parse(await lines.next(() => true))).toMatchObject({ event: "connection" });
    await lines.next((line) => line.includes('"event":"features"'));
    tv.scenarios.askForText({ prompt: "Password", secure: true, text: "hunter2" });
    const keyboard = await lines.next((line) => line.includes('"focused":true'));
    expect(JSON.parse(keyboard)).toMatchObject({ event: "keyboard", secure: true, text: null });
    tv.scenarios.closeTextField();
    child.kill("SIGINT");
    const [status] = await once(child, "close");
    expect(status).toBe(0);
  });
});

describe("the command line beside a running app", () => {
  let app: OpenService;
  let server: LocalServer;

  beforeAll(async () => {
    // The device layer as the app has it; the key comes from pairing again, for this process's own store.
    const runtime = realRuntime();
    const directory = join(home, "app");
    app = await openOwnHub(runtime, directory, "0.0.0", () => {
      throw new Error("no sound is made here");
    });
    server = await serveLocally({
      place: { directory, socketFolder: tmpdir(), platform: process.platform },
      runtime,
      service: app.service,
    });
  });
  afterAll(async () => {
    await server?.close();
    await app?.close();
  });

  const beside = (...args: string[]) =>
    cli({ ...session.environment, ARMCHAIR_HOME: join(home, "app") }, args);

  it("pairs through it, and uses its one connection for everything", async () => {
    const seen = await reached(async () => {
      expect((await beside("pair", "--device", "Test TV", "--pin", PIN)).status).toBe(0);
      for (const key of ["up", "down", "left"]) expect((await beside("press", key)).status).toBe(0);
    });
    expect(seen.filter((what) => what === "connected")).toHaveLength(1);
    expect(seen.filter((what) => /^(up|down|left)$/.test(what))).toEqual(["up", "down", "left"]);
  });

  it("tells a watcher when the app goes away", async () => {
    const child = startCli({ ...session.environment, ARMCHAIR_HOME: join(home, "app") }, ["watch"]);
    const ended = once(child, "close");
    await new Lines(child).next((line) => line.includes('"phase":"ready"'));
    await server.close();
    expect((await ended)[0]).toBe(5);
  });
});

describe("the end", () => {
  it("is orderly: power off, then forget, then not paired any more", async () => {
    expect((await run("power", "off")).out).toBe("off\n");
    expect(tv.state.value.power).toBe("asleep");
    expect((await run("forget")).out).toBe("Forgot Test TV.\n");
    expect((await run("press", "up")).status).toBe(4);
  });
});
