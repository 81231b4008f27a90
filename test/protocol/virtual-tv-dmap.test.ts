import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { HttpClient } from "../../src/main/runtime/http-client.ts";
import {
  type DmapItem,
  decodeDmap,
  dmapNumber,
  dmapText,
  encodeDmap,
} from "../../src/main/wire/dmap.ts";
import { type DmapWorld, dmapWorld } from "./dmap-world.ts";

describe("Home Sharing of the virtual Apple TV 3, as any program sees it", () => {
  let world: DmapWorld;
  let http: HttpClient;
  let session: number;

  beforeEach(async () => {
    world = await dmapWorld({ homeSharing: true });
    http = world.http();
    session = await login();
  });

  afterEach(async () => {
    http.close();
    await world.close();
    expect([world.lan.openHandles, world.clock.armedTimers]).toEqual([0, 0]);
  });

  const ask = (path: string, method = "GET", body?: Uint8Array) =>
    http.request({ method, path, timeoutMs: null, ...(body && { body }) });
  const get = (path: string) => world.run(ask(path));
  const items = async (path: string) => decodeDmap((await get(path)).body);
  const groupId = () => {
    const [service] = world.tv.announcement.services.filter(
      ({ type }) => type === "_appletv-v2._tcp",
    );
    return new Map(service?.txt).get("hG");
  };
  const login = async () => {
    const answer = await items(`/login?hsgid=${groupId()}&hasFP=1`);
    return dmapNumber(answer, "mlog", "mlid") ?? 0;
  };
  const control = (command: string, query = "") =>
    `/ctrl-int/1/${command}?session-id=${session}&${query}`;
  const post = async (path: string, ...body: readonly DmapItem[]) =>
    (await world.run(ask(path, "POST", encodeDmap(body)))).status;
  const prompt = (event: string) =>
    post(
      control("controlpromptentry", "prompt-id=0"),
      ["cmcc", Uint8Array.of(0x30)],
      ["cmbe", event],
    );
  const status = (revision = 0) =>
    items(control("playstatusupdate", `revision-number=${revision}`));

  it("says who it is without a login", async () => {
    const answer = await items("/server-info");
    expect(dmapText(answer, "msrv", "minm")).toBe("Attic");
    expect(dmapNumber(answer, "msrv", "mstm")).toBe(1800);
  });

  it.each([
    ["another group", "hsgid=00000000-0000-0000-0000-000000000000"],
    ["a stranger's GUID", "pairing-guid=0x0123456789ABCDEF"],
    ["nothing", "hasFP=1"],
  ])("does not let %s in (DM-03)", async (_who, query) => {
    expect((await get(`/login?${query}`)).status).toBe(503);
  });

  it("knows no session but those that it gave, and none after a logout (DM-04)", async () => {
    expect((await get(`/ctrl-int/1/play?session-id=${session + 1}`)).status).toBe(403);
    expect((await get(`/logout?session-id=${session}`)).status).toBe(204);
    expect((await get(control("play"))).status).toBe(403);
  });

  it("forgets a session that asked for nothing in half an hour (DM-03)", async () => {
    await world.clock.advance(1799_000);
    expect((await get(control("play"))).status).toBe(204);
    await world.clock.advance(1801_000);
    expect((await get(control("play"))).status).toBe(403);
  });

  it("shows how many remotes are there", async () => {
    expect(world.tv.screen.value.controllers).toBe(1);
    await login();
    expect(world.tv.screen.value.controllers).toBe(2);
    await get(`/logout?session-id=${session}`);
    expect(world.tv.screen.value.controllers).toBe(1);
  });

  describe("playstatusupdate (DM-05)", () => {
    it("answers at once for revision 0, and for the current one when something changed", async () => {
      const first = dmapNumber(await status(), "cmst", "cmsr") ?? 0;
      const waiting = ask(control("playstatusupdate", `revision-number=${first}`));
      await world.tv.received("poll");
      await world.clock.advance(3_600_000);
      world.tv.scenarios.playSongs();
      const next = decodeDmap((await world.run(waiting)).body);
      expect(dmapNumber(next, "cmst", "cmsr")).toBe(first + 1);
      expect(dmapText(next, "cmst", "cann")).toBe("Slack Water");
    });

    it("does not take the passing of time for a change, but a jump", async () => {
      world.tv.scenarios.playSongs();
      const first = dmapNumber(await status(), "cmst", "cmsr");
      await world.clock.advance(10_000);
      const later = await status();
      expect(dmapNumber(later, "cmst", "cmsr")).toBe(first);
      expect(dmapNumber(later, "cmst", "cant")).toBeLessThan(204_001);
      await get(control("setproperty", "dacp.playingtime=100000"));
      expect(dmapNumber(await status(), "cmst", "cmsr")).toBe((first ?? 0) + 1);
    });

    it("tells who waits that the session is over", async () => {
      const first = dmapNumber(await status(), "cmst", "cmsr");
      const waiting = ask(control("playstatusupdate", `revision-number=${first}`));
      await world.tv.received("poll");
      world.tv.faults.expireSessions();
      expect((await world.run(waiting)).status).toBe(403);
    });

    it("lets go of who went away while it waited", async () => {
      const first = dmapNumber(await status(), "cmst", "cmsr");
      const waiting = ask(control("playstatusupdate", `revision-number=${first}`));
      await world.tv.received("poll");
      http.close();
      await expect(waiting).rejects.toMatchObject({ code: "cancelled" });
      await world.clock.advance(1);
      expect(world.tv.screen.value.controllers).toBe(0);
    });
  });

  describe("arrows (DM-12)", () => {
    const stroke = (
      ...points: readonly (readonly [phase: string, time: number, point: string])[]
    ) => points.map(([phase, time, point]) => `touch${phase}&time=${time}&point=${point}`);
    const up = stroke(
      ["Down", 0, "20,275"],
      ["Move", 1, "20,270"],
      ["Move", 2, "20,265"],
      ["Move", 3, "20,260"],
      ["Move", 4, "20,255"],
      ["Move", 5, "20,250"],
      ["Up", 6, "20,250"],
    );
    const send = async (steps: readonly string[]) => {
      for (const step of steps) expect(await prompt(step)).toBe(204);
    };

    it("takes a whole stroke for one arrow", async () => {
      await send(up);
      expect(world.tv.screen.value.lastInput).toBe("up");
    });

    it.each([
      ["a step was lost", up.filter((_, at) => at !== 3)],
      [
        "two came in the wrong order",
        [...up.slice(0, 2), up[3] ?? "", up[2] ?? "", ...up.slice(4)],
      ],
      ["the beginning was lost", up.slice(1)],
      ["the finger rested", [up[0] ?? "", "touchUp&time=6&point=20,275"]],
    ])("takes none where %s", async (_what, steps) => {
      await send(steps);
      await world.tv.received("broken stroke");
      expect(world.tv.screen.value.lastInput).toBe("");
    });

    it("keeps the fingers of two remotes apart", async () => {
      const first = session;
      const second = await login();
      for (const step of up) {
        for (const one of [first, second]) {
          session = one;
          expect(await prompt(step)).toBe(204);
        }
      }
      await world.tv.received("up");
      await world.tv.received("up");
    });
  });

  it("takes a button by its name, and nothing that is none (DM-07)", async () => {
    expect(await prompt("topmenu")).toBe(204);
    await world.tv.received("top-menu");
    expect(await prompt("touchSideways&time=0&point=1,1")).toBe(500);
    expect(await post(control("controlpromptentry"), ["cmcc", "x"])).toBe(500);
  });

  it("sets what can be set now, and refuses the rest (DM-08)", async () => {
    const set = async (query: string) => (await get(control("setproperty", query))).status;
    expect(await set("dacp.playingtime=1000")).toBe(500);
    world.tv.scenarios.playSongs();
    expect(await set("dacp.playingtime=61500")).toBe(204);
    await world.tv.received("seek 62");
    expect(await set("dacp.shufflestate=1")).toBe(204);
    expect(await set("dacp.repeatstate=2")).toBe(204);
    expect(await set("dmcp.volume=30")).toBe(204);
    expect([await set("dacp.repeatstate=3"), await set("dacp.other=1"), await set("")]).toEqual([
      500, 500, 500,
    ]);
    expect(world.tv.state.value.player).toMatchObject({ shuffle: "songs", repeat: "all" });
    expect(world.tv.screen.value.volumePercent).toBe(30);
  });

  it("gives the properties that it has (DM-08)", async () => {
    world.tv.scenarios.volume("absolute", 40);
    const properties = "properties=dmcp.volume,dacp.volumecontrollable,dacp.unheardof";
    const answer = await items(control("getproperty", properties));
    expect(answer).toEqual([
      [
        "cmgt",
        [
          ["mstt", 200],
          ["cmvo", 40],
          ["cavc", true],
        ],
      ],
    ]);
    world.tv.scenarios.volume("relative");
    const none = await items(control("getproperty", "properties=dmcp.volume"));
    expect(dmapNumber(none, "cmgt", "cmvo")).toBeUndefined();
    expect(dmapNumber(await status(), "cmst", "cavc")).toBe(0);
  });

  it("winds both ways and goes on from there", async () => {
    world.tv.scenarios.playSongs();
    for (const command of ["beginff", "playresume", "beginrew", "playresume"]) {
      expect((await get(control(command))).status).toBe(204);
    }
    for (const what of ["fast-forward-begin", "fast-forward-end", "rewind-begin", "rewind-end"]) {
      await world.tv.received(what);
    }
  });

  it("draws the picture in the box that is asked for, or none (DM-09)", async () => {
    world.tv.scenarios.playEpisode();
    const { headers, body } = await get(control("nowplayingartwork", "mw=320&mh=320"));
    expect(headers.get("content-type")).toBe("image/png");
    const size = new DataView(body.buffer, body.byteOffset + 16, 8);
    expect([size.getUint32(0), size.getUint32(4)]).toEqual([320, 180]);
    world.tv.scenarios.artwork("none");
    expect((await get(control("nowplayingartwork", "mw=320&mh=320"))).body).toHaveLength(0);
  });

  it("zips what it says for who takes that", async () => {
    world.tv.scenarios.playSongs();
    const path = control("playstatusupdate", "revision-number=0");
    const headers = { "Accept-Encoding": "gzip" };
    const reply = await world.run(http.request({ method: "GET", path, headers, timeoutMs: null }));
    expect(reply.headers.get("content-encoding")).toBe("gzip");
    expect(dmapText(decodeDmap(reply.body), "cmst", "cana")).toBe("The Paper Boats");
  });

  it.each(["/", "/databases", "/ctrl-int/2/play", "/ctrl-int/1/selfdestruct"])(
    "has no %s",
    async (path) => {
      expect((await get(`${path}?session-id=${session}`)).status).toBe(404);
    },
  );
});
