import { afterEach, describe, expect, it } from "vitest";
import { createLog } from "../../../src/main/runtime/log.ts";
import { RemoteError } from "../../../src/shared/errors.ts";
import type { PairingStep } from "../../../src/shared/model/pairing.ts";
import type { ProtocolId } from "../../../src/shared/model/protocol.ts";
import type { OldTv } from "../../support/fake-media.ts";
import { settle } from "../../support/manual-clock.ts";
import { oldTvWorld } from "../../support/old-tv.ts";

function world(options: OldTv = {}) {
  const lines: string[] = [];
  const log = createLog(
    ({ message, fields }) => lines.push(`${message} ${JSON.stringify(fields)}`),
    () => 0,
  );
  const made = oldTvWorld({ ...options, log });
  const steps: PairingStep[] = [];
  made.hub.pairing.snapshot.on(({ pairing }) => steps.push(pairing));
  const begin = async (protocol?: ProtocolId) => {
    made.hub.startPairing("AA:BB", protocol);
    await settle();
  };
  const call = async (pin: string) => {
    made.caller.call(pin);
    await settle();
  };
  const now = () => made.hub.pairing.snapshot.value.pairing;
  const keys = async () => Object.keys(await made.credentials.get("AA:BB")).sort();
  return { ...made, lines, steps, begin, call, now, keys };
}

let made: ReturnType<typeof world>;
afterEach(async () => {
  await made.hub.close();
  expect(made.clock.armedTimers).toBe(0);
});

describe("pairing turned round", () => {
  it("shows our code, waits for the device to call, keeps the key and connects (PA-20)", async () => {
    made = world();
    await made.begin();
    expect(made.now()).toEqual({
      step: "show-pin",
      deviceId: "AA:BB",
      name: "Living Room",
      protocol: "dmap",
      pin: "4711",
      remoteName: "Armchair",
      previous: null,
      untilMs: made.clock.wallMs() + 300_000,
    });
    await made.clock.advance(200_000);
    await made.call("4711");
    expect(made.now()).toMatchObject({ step: "paired", limited: [] });
    expect(made.steps.map(({ step }) => step)).toEqual([
      "starting",
      "show-pin",
      "checking",
      "paired",
    ]);
    expect(await made.keys()).toEqual(["dmap"]);
    expect(made.session.snapshot.value.protocols).toEqual(["dmap", "airplay"]);
    expect(made.session.connection).toEqual({ phase: "ready", lost: [] });
    expect(made.caller.closed).toBe(1);
  });

  it("stays and says so when the device calls with another code (PA-21)", async () => {
    made = world();
    await made.begin();
    const before = made.now();
    await made.call("1111");
    expect(made.now()).toEqual({
      ...before,
      previous: expect.objectContaining({ code: "wrong-pin" }),
    });
    await made.call("4711");
    expect(made.now().step).toBe("paired");
  });

  it("ends after five minutes without a call", async () => {
    made = world();
    await made.begin();
    await made.clock.advance(299_999);
    expect(made.now().step).toBe("show-pin");
    await made.clock.advance(1);
    expect(made.now()).toMatchObject({ step: "failed", error: { code: "timeout" } });
    expect(made.caller.closed).toBe(1);
    await made.call("4711");
    expect(await made.keys()).toEqual([]);
  });

  it("can be given up, and fails where nothing can be announced", async () => {
    made = world();
    await made.begin();
    made.hub.pairing.cancel();
    expect(made.now()).toEqual({ step: "idle" });
    expect(made.caller.closed).toBe(1);
    made.caller.beginError = new RemoteError("unavailable", "nowhere to announce");
    await made.begin();
    expect(made.now()).toMatchObject({ step: "failed", error: { code: "unavailable" } });
  });

  it("never writes the code into a log", async () => {
    made = world();
    await made.begin();
    await made.call("1111");
    await made.call("4711");
    expect(made.lines.length).toBeGreaterThan(0);
    expect(made.lines.join("\n")).not.toMatch(/4711|1111/);
  });

  it("asks for AirPlay's own code after that, where playing would need it", async () => {
    made = world({ codes: true });
    await made.begin();
    expect(made.now()).toMatchObject({ step: "show-pin", protocol: "dmap" });
    await made.call("4711");
    expect(made.now()).toMatchObject({ step: "enter-pin", protocol: "airplay", second: "dmap" });
    expect(made.session.connection.phase, "the remote works already").toBe("ready");
    made.hub.pairing.submitPin("1234");
    await settle();
    expect(made.now()).toMatchObject({ step: "paired", limited: [] });
    expect(await made.keys()).toEqual(["airplay", "dmap"]);
    expect(made.session.snapshot.value.protocols).toEqual(["dmap", "airplay"]);
  });

  it("is good without that one, says what is missing, and asks for it alone the next time", async () => {
    made = world({ codes: true });
    await made.begin();
    await made.call("4711");
    made.hub.pairing.skip();
    expect(made.now()).toMatchObject({
      step: "paired",
      limited: [{ protocol: "airplay", cause: "unpaired" }],
    });
    await expect(
      made.hub.play("AA:BB", { url: "http://example.org/a.mp4" }, 0),
    ).rejects.toMatchObject({ code: "unpaired", details: { subject: "airplay" } });
    await made.begin();
    expect(made.now()).toMatchObject({ step: "enter-pin", protocol: "airplay", second: "dmap" });
  });
});

describe("a protocol that a person chose", () => {
  it("is the one that is paired with, and no other is asked for instead", async () => {
    made = world({ codes: true });
    await made.begin("airplay");
    expect(made.now()).toMatchObject({ step: "enter-pin", protocol: "airplay", second: null });
    made.hub.pairing.submitPin("1234");
    await settle();
    expect(made.now()).toMatchObject({ step: "paired" });
    expect(await made.keys()).toEqual(["airplay"]);
    await made.begin("dmap");
    expect(made.now()).toMatchObject({ step: "show-pin", protocol: "dmap" });
  });

  it("is refused where the device has none of it", () => {
    made = world();
    for (const protocol of ["companion", "raop"] as const)
      expect(() => made.hub.startPairing("AA:BB", protocol)).toThrow(
        expect.objectContaining({ code: "unsupported" }),
      );
  });
});

describe("an Apple TV of the third generation", () => {
  it("can be paired with: it is none that needs an older protocol", () => {
    made = world({ codes: true });
    expect(made.hub.devices.value.devices[0]).toMatchObject({
      needsPairing: true,
      pairable: true,
      unpairable: null,
      playsMedia: true,
    });
  });

  it("with Home Sharing on is connected by being chosen, and found again without its announcement", async () => {
    made = world({ homeSharing: true });
    expect(made.hub.devices.value.devices[0]).toMatchObject({
      needsPairing: false,
      pairable: false,
      paired: false,
    });
    await made.hub.select("AA:BB");
    await settle();
    expect(made.session.connection).toEqual({ phase: "ready", lost: [] });
    const { dmap } = await made.credentials.get("AA:BB");
    expect(dmap).toMatchObject({ login: "home-sharing" });
    await made.session.disconnect();
    made.discovery.devices.set([]);
    expect((await made.session.connect()).protocols).toContain("dmap");
  });
});
