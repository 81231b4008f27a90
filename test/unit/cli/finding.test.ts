import { describe, expect, it } from "vitest";
import { RemoteError } from "../../../src/shared/errors.ts";
import { CliRun, ScriptedService, summary } from "../../support/cli-world.ts";
import { settle } from "../../support/manual-clock.ts";

const tv = summary();
const bedroom = summary({ id: "tv-2", name: "Bedroom", address: "10.0.0.3", paired: false });
const line = "Living Room  Apple TV 4K (3rd generation)  tvOS 26.5  10.0.0.2  paired  tv-1";

describe("scan", () => {
  it("prints each device once, as soon as nothing about it changes any more", async () => {
    const run = new CliRun(new ScriptedService([]));
    const status = run.start("scan", "--timeout", "3");
    await settle();
    run.service.find([summary({ osLabel: "" })]);
    await run.clock.advance(100);
    run.service.find([tv]);
    await run.clock.advance(100);
    expect(run.out).toEqual([]);
    await run.clock.advance(60);
    expect(run.out).toEqual([line]);
    run.service.find([tv, bedroom]);
    await run.clock.advance(200);
    expect(run.out).toHaveLength(2);
    await run.clock.advance(3000);
    expect(await status).toBe(0);
    expect(run.out).toHaveLength(2);
    expect(run.closed).toBe(1);
    expect(run.service.listenerCount).toBe(0);
    expect(run.clock.armedTimers).toBe(0);
  });

  it("leaves out devices that are only remembered", async () => {
    const run = new CliRun(new ScriptedService([tv, summary({ id: "gone", present: false })]));
    expect(await run.run("scan")).toBe(0);
    expect(run.out).toEqual([line]);
  });

  it("gives one JSON list at the end", async () => {
    const run = new CliRun(new ScriptedService([tv, bedroom]));
    expect(await run.run("scan", "--json")).toBe(0);
    expect(run.out).toHaveLength(1);
    expect(JSON.parse(run.out[0] ?? "")).toEqual([tv, bedroom]);
  });

  it("says on standard error that nothing was found, and that is no failure", async () => {
    const run = new CliRun(new ScriptedService([]));
    expect(await run.run("scan")).toBe(0);
    expect([run.out, run.err]).toEqual([[], ["No device was found."]]);
  });

  it("stops as soon as the wanted device is there", async () => {
    const run = new CliRun(new ScriptedService([tv]));
    const status = run.start("scan", "--id", "bedroom");
    await settle();
    run.service.find([tv, bedroom]);
    expect(await status).toBe(0);
    expect(run.out).toHaveLength(1);
    expect(run.out[0]).toContain("Bedroom");
  });

  it("exits 3 when the wanted device does not turn up", async () => {
    const run = new CliRun();
    expect(await run.run("scan", "--id", "kitchen")).toBe(3);
    expect(run.err).toEqual(["There is no device kitchen."]);
  });

  it("asks hosts by unicast, and tells which did not answer", async () => {
    const service = new ScriptedService([tv], {
      "devices.add": async (host) => {
        if (host === "10.0.0.2") return ["tv-1"];
        throw new RemoteError("not-found", "nothing answers there");
      },
    });
    const run = new CliRun(service);
    expect(await run.run("scan", "--hosts", "10.0.0.2,10.0.0.9")).toBe(3);
    expect(run.out).toEqual([line]);
    expect(run.err).toEqual(["There is no answer from 10.0.0.9."]);
  });

  it("lets no name from the network command the terminal", async () => {
    const run = new CliRun(new ScriptedService([summary({ name: "\u001b[2J\u202eevil" })]));
    await run.run("scan");
    expect(run.out[0]).toMatch(/^\ufffd\[2J\ufffdevil {2}/);
  });

  it("exits 130 when interrupted", async () => {
    const run = new CliRun();
    const status = run.start("scan");
    await settle();
    run.interrupt();
    expect(await status).toBe(130);
    expect(run.closed).toBe(1);
  });
});

describe("devices", () => {
  it("lists what is known and marks the chosen one", async () => {
    const service = new ScriptedService([
      tv,
      summary({ id: "far", name: "Attic", present: false }),
    ]);
    service.selectedId = "far";
    const run = new CliRun(service);
    expect(await run.run("devices")).toBe(0);
    expect(run.out.map((row) => row.slice(0, 14).trim())).toEqual(["Living Room", "*  Attic"]);
    expect(run.out[1]).toContain("paired, not seen");
  });
});

describe("the choice of a device", () => {
  const press = (service: ScriptedService, ...more: string[]) => {
    const run = new CliRun(service);
    return run.run("press", "up", ...more).then((status) => ({ run, status }));
  };
  const answers = { "remote.press": async () => {} };

  it("is the one the app controls", async () => {
    const service = new ScriptedService([tv, summary({ id: "tv-3" })], answers);
    service.selectedId = "tv-3";
    expect((await press(service)).status).toBe(0);
    expect(service.called("remote")).toEqual([["remote.press", "tv-3", "up", "tap"]]);
  });

  it("is the only paired one when none is chosen", async () => {
    const service = new ScriptedService([bedroom, tv], answers);
    expect((await press(service)).status).toBe(0);
    expect(service.called("remote")).toEqual([["remote.press", "tv-1", "up", "tap"]]);
  });

  it("is asked for, with the candidates, when several are paired", async () => {
    const { status, run } = await press(new ScriptedService([tv, summary({ id: "tv-3" })]));
    expect(status).toBe(2);
    expect(run.err).toEqual(["Choose one with --device: Living Room (tv-1), Living Room (tv-3)."]);
  });

  it("exits 4 when nothing is paired", async () => {
    const { status, run } = await press(new ScriptedService([bedroom]));
    expect(status).toBe(4);
    expect(run.err).toEqual(['Not paired; run "pair" first.']);
  });

  it.each(["tv-1", "Living Room", "living room", "10.0.0.2"])("takes --device %s", async (name) => {
    const service = new ScriptedService([bedroom, tv], answers);
    expect((await press(service, "--device", name)).status).toBe(0);
    expect(service.called("remote")[0]?.[1]).toBe("tv-1");
  });

  it("waits for a named device to be found, and exits 3 when it is not", async () => {
    const { status, run } = await press(new ScriptedService([]), "--device", "Attic");
    expect(status).toBe(3);
    expect(run.err).toEqual(['There is no device "Attic".']);
  });

  it("tries the remembered address first, and again where the network says it is", async () => {
    let tries = 0;
    const service: ScriptedService = new ScriptedService([summary({ present: false })], {
      ...answers,
      "session.connect": async () => {
        tries += 1;
        if (tries === 1) throw new RemoteError("refused", "nobody listens");
        return service.session;
      },
    });
    const run = new CliRun(service);
    const status = run.start("press", "up");
    await settle();
    service.find([tv]);
    expect(await status).toBe(0);
    expect(tries).toBe(2);
  });

  it("exits 5 when the device stays away", async () => {
    const service = new ScriptedService([summary({ present: false })], {
      "session.connect": async () => {
        throw new RemoteError("refused", "nobody listens");
      },
    });
    expect((await press(service)).status).toBe(5);
  });
});
