import { describe, expect, it } from "vitest";
import {
  initialPairing,
  type PairingEvent,
  stepPairing,
} from "../../../src/main/device/pairing-machine.ts";
import { RemoteError } from "../../../src/shared/errors.ts";
import type { PairingStep } from "../../../src/shared/model/pairing.ts";
import { fakeKey, fakePlugin } from "../../support/fake-plugin.ts";
import { found, hubWorld } from "../../support/hub-world.ts";
import { settle } from "../../support/manual-clock.ts";

/** A hub that sees one device, and every step of the pairing as it comes. */
async function world() {
  const made = hubWorld();
  made.discovery.devices.set([found()]);
  const steps: PairingStep[] = [];
  made.hub.pairing.snapshot.on(({ pairing }) => steps.push(pairing));
  const begin = async () => {
    made.hub.startPairing("AA:BB");
    await settle();
  };
  const enter = async (pin: string) => {
    made.hub.pairing.submitPin(pin);
    await settle();
  };
  const now = () => made.hub.pairing.snapshot.value.pairing;
  return { ...made, steps, begin, enter, now };
}

describe("pairing", () => {
  it("asks for the code, checks it, keeps the key, chooses the device and connects", async () => {
    const { hub, steps, begin, enter, credentials, settings, tv } = await world();
    await begin();
    await enter("1234");
    expect(steps.map(({ step }) => step)).toEqual(["starting", "enter-pin", "checking", "paired"]);
    expect(steps[1]).toMatchObject({ name: "Living Room", protocol: "companion", previous: null });
    expect(steps[3]).toMatchObject({ keptIn: "memory" });
    expect(Object.keys(await credentials.get("AA:BB"))).toEqual(["companion"]);
    expect(settings.settings.value).toMatchObject({
      selectedDeviceId: "AA:BB",
      devices: [{ id: "AA:BB", paired: true, identifiers: ["AA:BB", "uuid-1"] }],
    });
    expect(hub.session("AA:BB").connection.phase).toBe("ready");
    expect(tv.dialoguesClosed).toBe(1);
    await hub.close();
  });

  it("starts a fresh dialogue by itself after a wrong code, and says why", async () => {
    const { hub, begin, enter, now, tv } = await world();
    await begin();
    await enter("9999");
    expect(now()).toMatchObject({ step: "enter-pin", previous: { code: "wrong-pin" } });
    expect(tv.dialogues).toBe(2);
    expect(tv.dialoguesClosed).toBe(1);
    await enter("1234");
    expect(now().step).toBe("paired");
    await hub.close();
  });

  it("counts down while the device backs off, and never tries by itself", async () => {
    const { hub, begin, now, tv, clock } = await world();
    tv.beginErrors.push(new RemoteError("backoff", "wait", { retryAfterS: 32 }));
    await begin();
    expect(now()).toMatchObject({ step: "backing-off", untilMs: clock.wallMs() + 32_000 });
    await clock.advance(3_600_000);
    expect(now().step).toBe("backing-off");
    expect(tv.dialogues).toBe(1);
    await begin();
    expect(now().step).toBe("enter-pin");
    await hub.close();
  });

  it("shows the back-off that follows a wrong code", async () => {
    const { hub, begin, enter, now, tv } = await world();
    await begin();
    tv.beginErrors.push(new RemoteError("backoff", "wait", { retryAfterS: 16 }));
    await enter("9999");
    expect(now()).toMatchObject({ step: "backing-off", error: { code: "backoff" } });
    await hub.close();
  });

  it.each(["busy", "full", "unavailable", "rejected", "lost", "timeout", "backoff"] as const)(
    "ends with %s when the device says so",
    async (code) => {
      const { hub, begin, now, tv } = await world();
      tv.beginErrors.push(new RemoteError(code, "no"));
      await begin();
      expect(now()).toMatchObject({ step: "failed", error: { code } });
      expect(tv.dialoguesClosed).toBe(1);
      await hub.close();
    },
  );

  it("keeps a new key in memory and says so when the keychain is locked, and stores it later", async () => {
    const { hub, begin, enter, now, credentials, settings } = await world();
    const { get, set } = credentials;
    await begin();
    const locked = () => Promise.reject(new RemoteError("locked", "the keychain is locked"));
    credentials.get = locked;
    credentials.set = locked;
    await enter("1234");
    expect(now()).toMatchObject({ step: "paired", keptIn: "memory" });
    expect(settings.settings.value.devices).toMatchObject([{ id: "AA:BB", paired: true }]);
    expect(hub.session("AA:BB").connection.phase).toBe("ready");
    // Another protocol's key, which nobody could read while it was locked.
    await set.call(credentials, "AA:BB", { airplay: fakeKey() });
    credentials.get = get;
    credentials.set = set;
    await begin();
    await enter("1234");
    expect(now()).toMatchObject({ step: "paired" });
    expect(Object.keys(await credentials.get("AA:BB"))).toEqual(["airplay", "companion"]);
    await hub.close();
  });

  it("is good until the end when the disk refuses to write the device down", async () => {
    const { hub, begin, enter, now, settings } = await world();
    await begin();
    const { update } = settings;
    settings.update = async (change) => {
      await update(change);
      throw new RemoteError("storage", "the disk is full");
    };
    await enter("1234");
    expect(now()).toMatchObject({ step: "paired", keptIn: "memory" });
    expect(hub.session("AA:BB").connection.phase).toBe("ready");
    expect(hub.devices.value.devices).toMatchObject([{ paired: true }]);
    await hub.close();
  });

  it("introduces us under the name that the owner chose, else under the usual one (PA-35)", async () => {
    const { hub, begin, tv } = await world();
    await begin();
    expect(tv.controllerNames).toEqual(["Armchair (test)"]);
    await hub.updatePreferences({ controllerName: "Sofa" });
    await begin();
    expect(tv.controllerNames).toEqual(["Armchair (test)", "Sofa"]);
    await hub.close();
  });

  it("can be given up at any moment, and what comes late changes nothing", async () => {
    const { hub, begin, now, tv, enter } = await world();
    hub.startPairing("AA:BB");
    hub.pairing.cancel();
    await settle();
    expect(now()).toEqual({ step: "idle" });
    await begin();
    hub.pairing.submitPin("1234");
    hub.pairing.cancel();
    await settle();
    expect(now()).toEqual({ step: "idle" });
    expect(tv.dialogues).toBe(2);
    expect(tv.dialoguesClosed).toBe(2);
    expect(hub.devices.value.devices[0]?.paired).toBe(false);
    await begin();
    await enter("1234");
    expect(now().step).toBe("paired");
    await hub.close();
  });

  it("refuses a code that nobody asked for, and a device that takes none", async () => {
    const { hub, discovery } = await world();
    expect(() => hub.pairing.submitPin("1234")).toThrow(
      expect.objectContaining({ code: "invalid" }),
    );
    expect(() => hub.startPairing("nobody")).toThrow(
      expect.objectContaining({ code: "not-found" }),
    );
    discovery.devices.set([found({ pairing: "unsupported" })]);
    expect(() => hub.startPairing("AA:BB")).toThrow(
      expect.objectContaining({ code: "unsupported" }),
    );
    await hub.close();
  });

  it("prefers Companion when several protocols can pair", async () => {
    const made = hubWorld({
      plugins: (tv) => [fakePlugin("airplay", tv), fakePlugin("companion", tv)],
    });
    made.discovery.devices.set([found({ protocols: ["airplay", "companion"] })]);
    made.hub.startPairing("AA:BB");
    await settle();
    expect(made.hub.pairing.snapshot.value.pairing).toMatchObject({ protocol: "companion" });
    await made.hub.close();
  });

  it("does not put the code into any step", async () => {
    const { hub, begin, enter, steps } = await world();
    await begin();
    await enter("9876");
    expect(JSON.stringify(steps)).not.toContain("9876");
    await hub.close();
  });
});

describe("the pairing machine", () => {
  const subject = { deviceId: "a", name: "A", protocol: "companion", second: null } as const;
  const error = { code: "lost", message: "gone" } as const;

  it("ignores events that do not belong to the step or the dialogue", () => {
    const [starting] = stepPairing(initialPairing, { type: "start", subject }, 0);
    const stray: PairingEvent[] = [
      { type: "code-entered" },
      { type: "paired", dialogue: 1, keptIn: "memory" },
      { type: "code-shown", dialogue: 0 },
      { type: "failed", dialogue: 0, error },
    ];
    for (const event of stray) expect(stepPairing(starting, event, 0)).toEqual([starting, []]);
    const idle = stepPairing(initialPairing, { type: "failed", dialogue: 0, error }, 0);
    expect(idle).toEqual([initialPairing, []]);
  });
});
