import { describe, expect, it } from "vitest";
import type { MrpDeviceInfo, MrpMessage } from "../../../src/main/wire/mrp/message.ts";
import { MessageType } from "../../../src/main/wire/mrp/numbers.ts";
import { settle } from "../../support/manual-clock.ts";
import { mrpWorld, outcome, UID } from "../../support/mrp-world.ts";

describe("speakers (MR-53)", () => {
  const leader: MrpDeviceInfo = {
    uniqueIdentifier: "tv",
    deviceUid: UID,
    name: "Living\u00a0Room",
    isGroupLeader: true,
    groupedDevices: [{ deviceUid: "kitchen", name: "Kitchen" }],
  };

  it("MR-53: the leader first, then those that play along, each with its volume", () => {
    const { state, report } = mrpWorld(leader);
    report(0.5);
    report(0.3, "kitchen");
    expect(state().outputs).toEqual([
      { id: "tv", name: "Living Room", volume: 50, isLeader: true },
      { id: "kitchen", name: "Kitchen", volume: 30, isLeader: false },
    ]);
    expect(state().features["output-volume"]).toBe("available");
  });

  it("MR-53: a device that stands in for its group, or follows, does not list itself", () => {
    const proxy = mrpWorld({ ...leader, isProxyGroupPlayer: true });
    expect(proxy.state().outputs).toMatchObject([{ id: "kitchen" }]);
    expect(mrpWorld({ ...leader, isGroupLeader: false }).state().outputs).toHaveLength(1);
  });

  it("changes with the news of the device", () => {
    const { session, state } = mrpWorld(leader);
    const before = state().outputs;
    session.push({ type: MessageType.DeviceInfoUpdate, deviceInfo: leader });
    expect(state().outputs).toBe(before);
    session.push({
      type: MessageType.DeviceInfoUpdate,
      deviceInfo: { ...leader, groupedDevices: [] },
    });
    expect(state().outputs).toMatchObject([{ id: "tv" }]);
  });

  it.each([
    ["addOutputs", "addingDevices", "clusterAwareAddingDevices"],
    ["removeOutputs", "removingDevices", "clusterAwareRemovingDevices"],
    ["setOutputs", "settingDevices", "clusterAwareSettingDevices"],
  ] as const)(
    "IF-124: %s names them in both lists and waits for the news",
    async (name, one, two) => {
      const { operations, session } = mrpWorld(leader);
      const ids = name === "removeOutputs" ? ["kitchen"] : ["cellar"];
      const changed = outcome(operations[name](ids));
      await settle();
      const sent = session.sent.at(-1)?.modifyOutputContextRequest;
      expect(sent).toMatchObject({ type: 1, [one]: ids, [two]: ids });
      expect(changed.code).toBe("pending");
      const groupedDevices = name === "removeOutputs" ? [] : [{ deviceUid: "cellar" }];
      session.push({
        type: MessageType.DeviceInfoUpdate,
        deviceInfo: { ...leader, groupedDevices },
      });
      await settle();
      expect(changed.code).toBe("done");
    },
  );

  it("IF-124: a list that does not change within five seconds is a `timeout`, and said so", async () => {
    const { operations, clock, session } = mrpWorld(leader);
    const changed = outcome(operations.addOutputs(["cellar"]));
    await clock.advance(4999);
    expect(changed.code).toBe("pending");
    // News of something else.
    session.push({ type: MessageType.DeviceInfoUpdate, deviceInfo: { ...leader, name: "Den" } });
    await clock.advance(1);
    expect(changed.code).toBe("timeout");
    await expect(operations.setOutputs([])).rejects.toMatchObject({ code: "invalid" });
  });

  it.each([
    ["addOutputs", ["kitchen"]],
    ["removeOutputs", ["cellar"]],
    ["setOutputs", ["kitchen", "tv"]],
  ] as const)("%s of what is so already asks, and does not wait", async (name, ids) => {
    const { operations, session, clock } = mrpWorld(leader);
    await operations[name](ids);
    expect(session.sent.at(-1)?.modifyOutputContextRequest).toBeDefined();
    expect(clock.armedTimers).toBe(0);
  });

  it("a device that lists the speaker by another name has changed its list all the same", async () => {
    const { operations, session } = mrpWorld(leader);
    const changed = outcome(operations.setOutputs(["cellar"]));
    const groupedDevices = [{ deviceUid: "cellar-1", name: "Cellar" }];
    session.push({ type: MessageType.DeviceInfoUpdate, deviceInfo: { ...leader, groupedDevices } });
    await settle();
    expect(changed.code).toBe("done");
  });

  it("sets the volume of one speaker", async () => {
    const { operations, session, report, volume } = mrpWorld(leader);
    volume(true, 2);
    report(0.5);
    report(0.3, "kitchen");
    const set = outcome(operations.setOutputVolume("kitchen", 60));
    await settle();
    expect(session.sent.at(-1)?.setVolume?.outputDeviceUid).toBe("kitchen");
    report(0.6);
    await settle();
    expect(set.code).toBe("pending");
    report(0.6, "kitchen");
    await settle();
    expect(set.code).toBe("done");
    await operations.setOutputVolume("tv", 60);
    expect(session.sent.at(-1)?.setVolume?.outputDeviceUid).toBe(UID);
    const unknown = operations.setOutputVolume("cellar", 1);
    await expect(unknown).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("power (IF-100, IF-101, IF-102)", () => {
  const awake = (logicalDeviceCount: number): MrpMessage => ({
    type: MessageType.DeviceInfoUpdate,
    deviceInfo: { deviceUid: UID, logicalDeviceCount },
  });

  it("IF-100: is what the count of devices says, unknown without one", () => {
    const { session, state } = mrpWorld();
    expect(state().power).toBe("on");
    session.push(awake(0));
    expect(state().power).toBe("off");
    session.push({ type: 37, deviceInfo: { deviceUid: UID } });
    expect(state()).toMatchObject({ power: "unknown", features: { "power-state": "unknown" } });
  });

  it("IF-101: wakes with a message of its own, until the device says that it is on", async () => {
    const { operations, session } = mrpWorld({ deviceUid: UID, logicalDeviceCount: 0 });
    const on = outcome(operations.turnOn());
    await settle();
    expect(session.sent).toMatchObject([{ type: MessageType.WakeDevice }]);
    expect(on.code).toBe("pending");
    session.push(awake(1));
    await settle();
    expect(on.code).toBe("done");
  });

  it("IF-102: falls asleep by holding Home and then Select", async () => {
    const { operations, session, keys, clock } = mrpWorld();
    const off = outcome(operations.turnOff());
    await clock.advance(1000);
    expect(keys()).toEqual(["c.40 down", "c.40 up"]);
    await clock.advance(100);
    expect(keys().slice(2)).toEqual(["1.89 down", "1.89 up"]);
    expect(off.code).toBe("pending");
    session.push(awake(0));
    await settle();
    expect(off.code).toBe("done");
    await operations.turnOff();
    expect(keys()).toHaveLength(4);
  });

  it("QK-03: says when the device stays as it is", async () => {
    const { operations, clock } = mrpWorld();
    const off = outcome(operations.turnOff());
    await clock.advance(6100);
    expect(off.code).toBe("timeout");
    expect(clock.armedTimers).toBe(0);
  });
});
