import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Channel } from "../../../src/main/protocols/plugin.ts";
import { encodeDmap } from "../../../src/main/wire/dmap.ts";
import { settle } from "../../support/manual-clock.ts";
import { items, ScriptedDmap, TEST_GUID, TV } from "../../support/scripted-dmap.ts";

let tv: ScriptedDmap;
let channel: Channel | undefined;
beforeEach(async () => {
  tv = await ScriptedDmap.start();
});
afterEach(async () => {
  await channel?.close();
  channel = undefined;
  await tv.close();
  await settle();
  expect(tv.runtime.clock.armedTimers).toBe(0);
  expect(tv.lan.openHandles).toBe(0);
});

const open = async (device?: ScriptedDmap["device"]) => {
  channel = await tv.open(device);
  await settle();
  return channel;
};
const title = () => channel?.state.value.nowPlaying?.title;

describe("requests", () => {
  it("DM-02 say on each of them who asks, and DM-03 name the session before anything else", async () => {
    const { operations } = await open();
    await operations.press?.("select", "tap");
    for (const { headers } of tv.asked) {
      expect(Object.fromEntries(headers)).toMatchObject({
        accept: "*/*",
        "accept-encoding": "gzip",
        "client-daap-version": "3.13",
        "client-atv-sharing-version": "1.2",
        "client-itunes-sharing-version": "3.15",
        "user-agent": "Remote/1021",
        "viewer-only-client": "1",
      });
    }
    const [, ...after] = tv.asked;
    expect(after.every(({ rawQuery }) => rawQuery.startsWith("?session-id=77"))).toBe(true);
    const post = tv.asked.find(({ method }) => method === "POST");
    expect(post?.headers.get("content-type")).toBe("application/x-www-form-urlencoded");
    expect(post?.query.get("prompt-id")).toBe("0");
  });

  it("understand an answer that was zipped", async () => {
    tv.script = ({ path }) =>
      path.endsWith("playstatusupdate")
        ? {
            status: 200,
            headers: { "Content-Encoding": "gzip" },
            body: gzipSync(
              encodeDmap([
                [
                  "cmst",
                  [
                    ["caps", 3],
                    ["cann", "zipped"],
                  ],
                ],
              ]),
            ),
          }
        : undefined;
    await open();
    expect(title()).toBe("zipped");
  });

  it("go to the first address that answers", async () => {
    const { services, ...device } = tv.device;
    await open({ ...device, services, addresses: ["10.0.0.66", TV] });
    expect(tv.paths("/login")).toBe(1);
  });

  it("leave what lets us in out of the trace", async () => {
    const traced: string[] = [];
    const trace = {
      enabled: true,
      record: (...entry: readonly unknown[]) => traced.push(entry.join(" ")),
    };
    Object.assign(tv.runtime, { trace });
    await open();
    expect(traced).toContain("out dmap GET login");
    expect(traced.join("\n")).not.toContain(TEST_GUID.slice(2));
    expect(traced.join("\n")).not.toContain("77");
  });
});

describe("push updates", () => {
  it("DM-05 DM-14 one status request, then a poll with its revision, and so on", async () => {
    await open();
    await tv.change(["caps", 4], ["cann", "one"]);
    expect(title()).toBe("one");
    await tv.change(["caps", 4], ["cann", "two"]);
    expect(title()).toBe("two");
    const polls = tv.asked.flatMap(({ query }) => query.get("revision-number") ?? []);
    expect(polls).toEqual(["0", "1", "2", "3"]);
  });

  it("QK-10 after an error waits longer each time, up to half a minute", async () => {
    await open();
    tv.script = ({ path }) => (path.endsWith("playstatusupdate") ? { status: 500 } : undefined);
    await tv.change();
    const waits: number[] = [];
    for (const ms of [1000, 2000, 4000, 8000, 15_000, 30_000, 30_000]) {
      const before = tv.asked.length;
      await tv.runtime.clock.advance(ms - 1);
      expect(tv.asked.length).toBe(before);
      await tv.runtime.clock.advance(1);
      await settle();
      waits.push(tv.asked.length - before);
    }
    expect(waits).toEqual([1, 1, 1, 1, 1, 1, 1]);
    tv.script = () => undefined;
    tv.status = [
      ["caps", 4],
      ["cann", "well again"],
    ];
    await tv.runtime.clock.advance(30_000);
    expect(title()).toBe("well again");
  });

  it("a server that never waits is not asked without end", async () => {
    tv.script = ({ path }) =>
      path.endsWith("playstatusupdate")
        ? items([
            "cmst",
            [
              ["cmsr", ++tv.revision],
              ["caps", 4],
            ],
          ])
        : undefined;
    await open();
    for (let turn = 0; turn < 40; turn++) await settle();
    const early = tv.paths("playstatusupdate");
    expect(early).toBeLessThan(20);
    await tv.runtime.clock.advance(5000);
    expect(tv.paths("playstatusupdate") - early).toBeLessThan(15);
  });

  it("a server that does not count is asked every few seconds", async () => {
    tv.script = ({ path }) =>
      path.endsWith("playstatusupdate") ? items(["cmst", [["caps", 4]]]) : undefined;
    await open();
    const early = tv.paths("playstatusupdate");
    await tv.runtime.clock.advance(30_000);
    expect(tv.paths("playstatusupdate") - early).toBe(10);
  });

  it("DM-15 an answer that makes no sense is an error like others, and not the end", async () => {
    await open();
    tv.script = ({ path }) =>
      path.endsWith("playstatusupdate") ? { status: 200, body: Uint8Array.of(1, 2, 3) } : undefined;
    await tv.change();
    tv.script = () => undefined;
    tv.status = [
      ["caps", 4],
      ["cann", "sense"],
    ];
    await tv.runtime.clock.advance(1000);
    expect(title()).toBe("sense");
  });
});

describe("sessions", () => {
  it("DM-04 a login without a session in its answer is malformed", async () => {
    tv.script = ({ path }) => (path === "/login" ? items(["mlog", [["mstt", 200]]]) : undefined);
    await expect(tv.open()).rejects.toMatchObject({ code: "malformed" });
    await settle();
  });

  it("DM-04 what stays refused after a new login is refused, and said with its number", async () => {
    const { operations } = await open();
    tv.script = ({ method }) => (method === "POST" ? { status: 404 } : undefined);
    await expect(operations.media?.("play")).rejects.toMatchObject({
      code: "rejected",
      details: { deviceCode: 404, deviceDomain: "HTTP" },
    });
    expect(tv.paths("/play")).toBe(2);
    expect(tv.paths("/login")).toBe(2);
  });

  it("a command that the device does not answer is `timeout`, and ends nothing by itself", async () => {
    const { operations } = await open();
    tv.script = ({ method }) => (method === "POST" ? new Promise(() => {}) : undefined);
    const late = expect(operations.media?.("play")).rejects.toMatchObject({ code: "timeout" });
    await tv.runtime.clock.advance(10_000);
    await late;
    await channel?.probe();
  });
});

describe("the volume of Music and iTunes", () => {
  let percent = 40;
  beforeEach(() => {
    percent = 40;
    tv.status = [["cavc", true]];
    tv.script = ({ path, query }) => {
      if (path.endsWith("/volumeup")) percent += 5;
      if (path.endsWith("/getproperty")) return items(["cmgt", [["cmvo", percent]]]);
      const wanted = query.get("dmcp.volume");
      if (wanted !== null) percent = Math.round(Number(wanted));
      return undefined;
    };
  });

  it("is a number where the server has one, and can be set", async () => {
    const { state, operations } = await open();
    expect(state.value.volume).toEqual({ control: "absolute", percent: 40 });
    expect(state.value.features["set-volume"]).toBe("available");
    await operations.setVolume?.(62.5);
    expect(tv.asked.some(({ query }) => query.get("dmcp.volume") === "62.500000")).toBe(true);
    expect(state.value.volume?.percent).toBe(63);
    await operations.volumeStep?.("up");
    expect(state.value.volume?.percent).toBe(68);
    await expect(operations.setVolume?.(101)).rejects.toMatchObject({ code: "invalid" });
  });

  it("follows what others set", async () => {
    const { state } = await open();
    percent = 12;
    await tv.change(["cavc", true]);
    expect(state.value.volume?.percent).toBe(12);
  });

  it("is only up and down where it has none, and nothing while it cannot be changed", async () => {
    const usual = tv.script;
    tv.script = (asked) => (asked.path.endsWith("/getproperty") ? { status: 500 } : usual(asked));
    const { state, operations } = await open();
    expect(state.value.volume).toEqual({ control: "relative", percent: null });
    expect(state.value.features["set-volume"]).toBeUndefined();
    await expect(operations.setVolume?.(50)).rejects.toMatchObject({ code: "unavailable" });
    await tv.change(["cavc", false]);
    expect(state.value.volume).toEqual({ control: "none", percent: null });
    expect(tv.paths("/getproperty")).toBe(1);
  });
});

describe("servers that are no Apple TV", () => {
  const music = () => {
    const advertised = {
      type: "_hscp._tcp",
      instance: "Music",
      host: "mac.local",
      addresses: [TV],
      port: 3689,
      txt: { entries: new Map(), text: () => undefined },
    };
    const { services, ...device } = tv.device;
    return { ...device, services: services.map((service) => ({ ...service, advertised })) };
  };

  it("list their control interfaces, and the first of them is used", async () => {
    tv.script = ({ path }) =>
      path === "/ctrl-int"
        ? items([
            "caci",
            [
              [
                "mlcl",
                [
                  ["mlit", [["miid", 3]]],
                  ["mlit", [["miid", 4]]],
                ],
              ],
            ],
          ])
        : undefined;
    await open(music());
    expect(tv.paths("/ctrl-int/3/playstatusupdate")).toBeGreaterThan(0);
    expect(tv.paths("/ctrl-int/1/playstatusupdate")).toBe(0);
  });

  it.each([404, 500, 403])("need not: with a %i it is the usual one", async (status) => {
    tv.script = ({ path }) => (path === "/ctrl-int" ? { status } : undefined);
    await open(music());
    expect(tv.paths("/ctrl-int/1/playstatusupdate")).toBeGreaterThan(0);
    expect(tv.paths("/login")).toBe(1);
  });

  it("an Apple TV is not asked for them", async () => {
    await open();
    expect(tv.paths("/ctrl-int")).toBe(0);
  });
});
