import { beforeEach, describe, expect, test } from "vitest";
import type { HapCredentials } from "../../../src/main/hap/credentials.ts";
import { mrp } from "../../../src/main/protocols/mrp/plugin.ts";
import { MessageType } from "../../../src/main/wire/mrp/numbers.ts";
import { openContext, testIdentity } from "../../support/companion-device.ts";
import { settle } from "../../support/manual-clock.ts";
import { mrpDevice, pairMrpWith } from "../../support/mrp-device.ts";
import { DEVICE_ADDRESS, DEVICE_PIN, mrpWorld } from "../../support/scripted-mrp-device.ts";

let world: Awaited<ReturnType<typeof mrpWorld>>;
let handlesBefore: number;

beforeEach(async () => {
  world = await mrpWorld();
  handlesBefore = world.lan.openHandles;
});

const { signal } = new AbortController();
const dialogue = (description = world.description) => {
  const target = { device: description, controllerName: "Armchair (test)", identity: testIdentity };
  const made = mrp.pairing?.(target, world.runtime);
  if (made === undefined) throw new Error("MediaRemote pairs");
  return made;
};
const pair = (pin = DEVICE_PIN) => pairMrpWith(world.description, pin, world.runtime);
const expectNothingLeft = async () => {
  await settle();
  expect(world.lan.openHandles).toBe(handlesBefore);
  expect(world.clock.armedTimers).toBe(0);
};

describe("PA-60 pairing", () => {
  test("introduces us first, under the identifier of the pairing and with our name", async () => {
    const { ourId } = await pair();
    const [first, second] = world.device.received;
    expect(first).toMatchObject({
      type: MessageType.DeviceInfo,
      deviceInfo: { uniqueIdentifier: ourId, name: "Armchair (test)" },
    });
    expect(second?.type).toBe(MessageType.CryptoPairing);
  });

  test("its messages carry no identifier, and only the first wants a PIN shown", async () => {
    await pair();
    const messages = world.device.received.filter(({ cryptoPairing }) => cryptoPairing);
    expect(messages.map(({ cryptoPairing }) => cryptoPairing?.state)).toEqual([2, 0, 0, 0, 0]);
    expect(messages.every(({ identifier }) => !identifier)).toBe(true);
    expect(messages[0]?.cryptoPairing).toMatchObject({
      status: 0,
      isRetrying: false,
      isUsingSystemPairing: false,
    });
  });

  test("a key that the device does not take afterwards is none", async () => {
    const { accessory } = world.device;
    const pairing = dialogue();
    await pairing.begin(signal);
    accessory.faults.wrongIdentifier = true;
    await expect(pairing.finish(DEVICE_PIN, signal)).rejects.toMatchObject({ code: "malformed" });
    await expectNothingLeft();
  });

  test("a device that floods us while the PIN is being read is hung up on", async () => {
    const pairing = dialogue();
    await pairing.begin(signal);
    const news = { type: MessageType.DeviceInfoUpdate, deviceInfo: { name: "x".repeat(1000) } };
    const burst = Array.from({ length: 100 }, () => news);
    world.device.push(...burst);
    await settle();
    expect(world.device.connections).toBe(1);
    for (let more = 0; more < 10; more++) world.device.push(...burst);
    await settle();
    expect(world.device.connections).toBe(0);
    await expect(pairing.finish(DEVICE_PIN, signal)).rejects.toMatchObject({ code: "lost" });
    await expectNothingLeft();
  });

  test("leaves nothing behind, whatever the PIN", async () => {
    await pair();
    await expectNothingLeft();
    await expect(pair("0000")).rejects.toMatchObject({ code: "wrong-pin" });
    await expectNothingLeft();
  });
});

describe("M19 what a device says instead", () => {
  test("its dialogue timed out before anybody typed", async () => {
    const pairing = dialogue();
    await pairing.begin(signal);
    world.device.answers.set(MessageType.CryptoPairing, () => ({
      type: MessageType.CryptoPairing,
      errorCode: 1,
      errorDescription: "ThePinPairingDialogWasRemovedByATimeoutBeforePairingOccurred",
    }));
    await expect(pairing.finish(DEVICE_PIN, signal)).rejects.toMatchObject({
      code: "timeout",
      details: { subject: "pin" },
    });
    await expectNothingLeft();
  });

  test("it said so on its own, while the code was being typed", async () => {
    const pairing = dialogue();
    await pairing.begin(signal);
    world.device.push({
      type: MessageType.CryptoPairing,
      errorDescription: "ThePinPairingDialogWasRemovedByATimeoutBeforePairingOccurred",
    });
    await settle();
    await expect(pairing.finish(DEVICE_PIN, signal)).rejects.toMatchObject({ code: "timeout" });
    await expectNothingLeft();
  });

  test("another reason is told with its number, and no reason at all is malformed", async () => {
    for (const [answer, error] of [
      [
        { errorCode: 7, errorDescription: "No" },
        { code: "rejected", details: { deviceCode: 7 } },
      ],
      [{ cryptoPairing: { status: 3 } }, { code: "rejected", details: { deviceCode: 3 } }],
      [{ cryptoPairing: {} }, { code: "malformed" }],
    ] as const) {
      world.device.answers.set(MessageType.CryptoPairing, () => ({
        type: MessageType.CryptoPairing,
        ...answer,
      }));
      await expect(pair()).rejects.toMatchObject(error);
    }
    await expectNothingLeft();
  });

  test("it makes us wait, is busy, is full", async () => {
    const { faults } = world.device.accessory;
    faults.backoffSeconds = 30;
    await expect(pair()).rejects.toMatchObject({ code: "backoff", details: { retryAfterS: 30 } });
    delete faults.backoffSeconds;
    faults.busy = true;
    await expect(pair()).rejects.toMatchObject({ code: "busy" });
    faults.busy = false;
    faults.maxPeers = true;
    await expect(pair()).rejects.toMatchObject({ code: "full" });
    await expectNothingLeft();
  });

  test("nothing, or it hangs up", async () => {
    const pairing = dialogue();
    await pairing.begin(signal);
    world.device.silentTo.add(MessageType.CryptoPairing);
    const finishing = pairing.finish(DEVICE_PIN, signal).catch((error: unknown) => error);
    await world.clock.advance(5000);
    expect(await finishing).toMatchObject({ code: "timeout" });
    const another = pair().catch((error: unknown) => error);
    await world.device.next(MessageType.CryptoPairing);
    world.device.hangUp();
    expect(await another).toMatchObject({ code: "lost" });
    await expectNothingLeft();
  });

  test("a service that is switched off, or absent, is not paired with", async () => {
    const off = mrpDevice(DEVICE_ADDRESS, world.device.port, { enabled: false });
    await expect(dialogue(off).begin(signal)).rejects.toMatchObject({ code: "unsupported" });
    await expect(dialogue({ ...off, services: [] }).begin(signal)).rejects.toMatchObject({
      code: "unsupported",
    });
  });
});

describe("whether the device takes a key", () => {
  const accepts = (keys: HapCredentials | undefined, description = world.description) =>
    mrp.accepts?.(description, keys ? { companion: keys } : {}, openContext(world.runtime));

  test("it does, and keeps no connection", async () => {
    expect(await accepts(world.credentials)).toBe("accepted");
    await expectNothingLeft();
  });

  test("it forgot us: refused", async () => {
    world.device.accessory.pairings.remove(world.credentials.ourId);
    expect(await accepts(world.credentials)).toBe("refused");
    await expectNothingLeft();
  });

  test("it says nothing: unreachable; it has no such service: not needed", async () => {
    world.device.silentTo.add(MessageType.CryptoPairing);
    const asking = accepts(world.credentials);
    await world.clock.advance(5000);
    expect(await asking).toBe("unreachable");
    const off = mrpDevice(DEVICE_ADDRESS, world.device.port, { enabled: false });
    expect(await accepts(world.credentials, off)).toBe("not-needed");
    expect(await accepts(undefined)).toBe("refused");
    await expectNothingLeft();
  });

  test("an abort is an abort", async () => {
    const abort = new AbortController();
    const context = openContext(world.runtime, abort.signal);
    const asking = mrp.accepts?.(world.description, { mrp: world.credentials }, context);
    abort.abort(new Error("changed my mind"));
    await expect(asking).rejects.toThrow("changed my mind");
    await expectNothingLeft();
  });
});
