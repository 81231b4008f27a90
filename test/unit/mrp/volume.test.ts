import { describe, expect, it } from "vitest";
import { MessageType } from "../../../src/main/wire/mrp/numbers.ts";
import { settle } from "../../support/manual-clock.ts";
import { mrpWorld, outcome, UID } from "../../support/mrp-world.ts";

describe("volume (MR-50, MR-51, MR-52)", () => {
  it("MR-50: only relative: the key, and no waiting (QK-07)", async () => {
    const { operations, volume, keys, session } = mrpWorld();
    volume(true, 1);
    await operations.volumeStep("up");
    expect(keys()).toEqual(["c.e9 down", "c.e9 up"]);
    expect(session.requests).toEqual([]);
  });

  it("MR-50: both: the key, until the new volume is reported", async () => {
    const { operations, volume, report, keys } = mrpWorld();
    volume(true, 3);
    report(0.5);
    const step = outcome(operations.volumeStep("down"));
    await settle();
    expect(keys()).toEqual(["c.ea down", "c.ea up"]);
    expect(step.code).toBe("pending");
    report(0.45);
    await settle();
    expect(step.code).toBe("done");
  });

  it("QK-07: a key that changes nothing keeps nobody waiting for long, and is no error", async () => {
    const { operations, volume, report, clock } = mrpWorld();
    volume(true, 3);
    report(0.5);
    const step = outcome(operations.volumeStep("down"));
    await clock.advance(1000);
    expect(step.code).toBe("done");
    expect(clock.armedTimers).toBe(0);
  });

  it("MR-50: only absolute: five percent, within the scale", async () => {
    const { operations, volume, report, session } = mrpWorld();
    volume(true, 2);
    report(0.98);
    const step = outcome(operations.volumeStep("up"));
    await settle();
    expect(session.sent.at(-1)?.setVolume).toMatchObject({ volume: 1, outputDeviceUid: UID });
    report(1);
    await settle();
    expect(step.code).toBe("done");
  });

  it("MR-50: nothing at either end of the scale", async () => {
    const { operations, volume, report, session } = mrpWorld();
    volume(true, 3);
    report(1);
    const before = session.sent.length;
    await operations.volumeStep("up");
    report(0);
    await operations.volumeStep("down");
    expect(session.sent.length).toBe(before);
  });

  it("MR-50: cannot be changed where there is no control, or no name to call it by", async () => {
    const silent = mrpWorld();
    silent.volume(false, 0);
    const unavailable = { code: "unavailable" };
    await expect(silent.operations.volumeStep("up")).rejects.toMatchObject(unavailable);
    await expect(silent.operations.setVolume(5)).rejects.toMatchObject(unavailable);
    const nameless = mrpWorld({ name: "TV" });
    nameless.volume(true, 3);
    expect(nameless.state().features["volume-up"]).toBe("unavailable");
    await expect(nameless.operations.setVolume(5)).rejects.toMatchObject(unavailable);
  });

  it("FE-05: features follow the control", () => {
    const { volume, state } = mrpWorld();
    const now = () => {
      const { features } = state();
      return [features["volume-up"], features.mute, features["set-volume"], features.volume];
    };
    expect(now()).toEqual(Array(4).fill("unavailable"));
    expect(state().volume?.control).toBe("unknown");
    volume(true, 1);
    expect(now()).toEqual(["available", "available", "unavailable", "unavailable"]);
    volume(true, 2);
    expect(now()).toEqual(Array(4).fill("available"));
    volume(false, 3);
    expect(now()).toEqual(Array(4).fill("unavailable"));
  });

  it("MR-50: capabilities of another speaker are not ours", () => {
    const { session, state } = mrpWorld({ deviceUid: UID, clusterIdentifier: "cluster" });
    const changed = (outputDeviceUid: string) =>
      session.push({
        type: MessageType.VolumeControlCapabilitiesDidChange,
        volumeControlCapabilitiesDidChange: {
          capabilities: { volumeControlAvailable: true, volumeCapabilities: 2 },
          outputDeviceUid,
        },
      });
    changed(UID);
    expect(state().volume?.control).toBe("unknown");
    changed("cluster");
    expect(state().volume?.control).toBe("absolute");
  });

  it("MR-51: is percent with one decimal, and nothing that is no volume", () => {
    const { report, state } = mrpWorld();
    report(0.123456);
    expect(state().volume?.percent).toBe(12.3);
    report(1.5);
    report(-1);
    report(Number.NaN);
    expect(state().volume?.percent).toBe(12.3);
  });

  it("MR-52: waits for the report of what it set, other volumes on the way are none", async () => {
    const { operations, volume, report } = mrpWorld();
    volume(true, 2);
    report(0.2);
    const set = outcome(operations.setVolume(80));
    await settle();
    report(0.5);
    report(0.8, "somebody else");
    await settle();
    expect(set.code).toBe("pending");
    // Sixteen steps: this is as near as it gets.
    report(0.8125);
    await settle();
    expect(set.code).toBe("done");
  });

  it("MR-52: does not wait for a volume that it has already", async () => {
    const { operations, volume, report } = mrpWorld();
    volume(true, 2);
    report(0.5);
    await operations.setVolume(50);
  });

  it("MR-52: times out when nothing is reported, and takes what was as the device's last word", async () => {
    const { operations, volume, report, clock } = mrpWorld();
    volume(true, 2);
    report(0.5);
    const silent = outcome(operations.setVolume(90));
    await clock.advance(5000);
    expect(silent.code).toBe("timeout");
    const limited = outcome(operations.setVolume(100));
    await settle();
    report(0.7);
    await clock.advance(5000);
    expect(limited.code).toBe("done");
    expect(clock.armedTimers).toBe(0);
  });

  it("asks once for the volume that nobody has reported yet", async () => {
    const { session, volume, state } = mrpWorld();
    session.answer = () => ({ type: 50, getVolumeResult: { volume: 0.25 } });
    volume(true, 2);
    await settle();
    expect(state().volume).toEqual({ control: "absolute", percent: 25 });
    volume(true, 3);
    await settle();
    expect(session.requests).toHaveLength(1);
  });

  it("refuses what is no percentage", async () => {
    const { operations, volume } = mrpWorld();
    volume(true, 3);
    await expect(operations.setVolume(101)).rejects.toMatchObject({ code: "invalid" });
    await expect(operations.setVolume(Number.NaN)).rejects.toMatchObject({ code: "invalid" });
  });
});
