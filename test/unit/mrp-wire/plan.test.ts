import { expect, test } from "vitest";
import type { Credentials, HapCredentials } from "../../../src/main/hap/credentials.ts";
import { mrp } from "../../../src/main/protocols/mrp/plugin.ts";
import { protocols } from "../../../src/main/protocols/registry.ts";
import { MessageType } from "../../../src/main/wire/mrp/numbers.ts";
import { openContext } from "../../support/companion-device.ts";
import { mrpDevice, openMrpWith } from "../../support/mrp-device.ts";
import { mrpWorld } from "../../support/scripted-mrp-device.ts";

const { credentials: keys } = await mrpWorld();
const plans = (credentials: Credentials, options: Parameters<typeof mrpDevice>[2] = {}) =>
  mrp.plan(mrpDevice("10.0.0.2", 1, options), credentials).map(({ protocol, way, rank }) => {
    return { protocol, way, rank };
  });
const direct = { protocol: "mrp", way: "direct", rank: 1 };

test("IF-004 the direct way comes after the tunnel", () => {
  expect(plans({ mrp: keys })).toEqual([direct]);
});

test("the key of any protocol that was paired opens it", () => {
  expect(plans({ companion: keys })).toEqual([direct]);
  expect(plans({ airplay: keys }, { pairing: "disabled" })).toEqual([direct]);
  expect(plans({ raop: keys }, { pairing: "disabled" })).toEqual([]);
});

test("MR-05 without any key, only where the device says that pairing is optional", () => {
  expect(plans({}, { pairing: "optional" })).toEqual([direct]);
  expect(plans({}, { pairing: "disabled" })).toEqual([]);
  expect(plans({}, { pairing: "mandatory" })).toEqual([]);
});

test("IF-006 a service that is switched off is never connected to", () => {
  expect(plans({ mrp: keys }, { enabled: false })).toEqual([]);
});

test("a device without the service has no plan", () => {
  expect(mrp.plan({ ...mrpDevice("10.0.0.2", 1), services: [] }, { mrp: keys })).toEqual([]);
});

test("MR-05 a device that wants a key after all asks for pairing", async () => {
  for (const refuse of ["silence", "hanging up"]) {
    const { clock, device, description, runtime, lan } = await mrpWorld();
    const handles = lan.openHandles;
    device.silentTo.add(MessageType.ClientUpdatesConfig);
    const opening = openMrpWith(description, {}, openContext(runtime)).catch((error) => error);
    await device.next(MessageType.ClientUpdatesConfig);
    if (refuse === "silence") await clock.advance(5000);
    else device.hangUp();
    expect(await opening).toMatchObject({ code: "unpaired" });
    await clock.advance(0);
    expect(lan.openHandles).toBe(handles);
  }
});

test("MR-05 a device that says nothing at all is only not there", async () => {
  const { clock, device, description, runtime } = await mrpWorld();
  device.silentTo.add(MessageType.DeviceInfo);
  const opening = openMrpWith(description, {}, openContext(runtime)).catch((error) => error);
  await device.next(MessageType.DeviceInfo);
  await clock.advance(5000);
  expect(await opening).toMatchObject({ code: "timeout" });
});

test("a device that forgot us says that we are unpaired", async () => {
  const { device, description, runtime, credentials } = await mrpWorld();
  device.accessory.pairings.remove(credentials.ourId);
  const opening = openMrpWith(description, { mrp: credentials }, openContext(runtime));
  await expect(opening).rejects.toMatchObject({ code: "unpaired" });
});

test("the registry knows it", () => {
  expect(protocols.find(({ id }) => id === "mrp")).toBe(mrp);
});

test("MR-04 the identifier of the introduction is that of the keys, or a fresh one", async () => {
  const { device, description, runtime, credentials } = await mrpWorld();
  const idOf = async (used: { mrp?: HapCredentials }) => {
    const channel = await openMrpWith(description, used, openContext(runtime));
    await channel.close();
    return device.received.splice(0).find(({ type }) => type === MessageType.DeviceInfo)?.deviceInfo
      ?.uniqueIdentifier;
  };
  expect(await idOf({ mrp: credentials })).toBe(credentials.ourId);
  const fresh = await idOf({});
  expect(fresh).not.toBe(credentials.ourId);
  expect(await idOf({})).not.toBe(fresh);
});
