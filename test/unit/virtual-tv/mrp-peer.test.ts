import { describe, expect, it } from "vitest";
import type { MrpMessage } from "../../../src/main/wire/mrp/message.ts";
import { MessageType } from "../../../src/main/wire/mrp/numbers.ts";
import { MrpConversation, mrpDevice } from "../../support/mrp-conversation.ts";

const ofType = (messages: readonly MrpMessage[], type: number) =>
  messages.filter((message) => message.type === type);
const withEpisode = () => {
  const remote = MrpConversation.started((scenarios) => scenarios.playEpisode());
  remote.take();
  return remote;
};

describe("the beginning of a conversation", () => {
  it("hears nothing before DEVICE_INFO, and nothing without uniqueIdentifier (MR-01, MR-03)", () => {
    const remote = new MrpConversation();
    expect(remote.ask({ type: MessageType.Generic })).toBeUndefined();
    remote.peer.receive({ type: MessageType.DeviceInfo, identifier: "a" });
    expect(remote.take()).toEqual([]);
    expect(remote.ask({ type: MessageType.DeviceInfo })?.deviceInfo).toMatchObject({
      uniqueIdentifier: mrpDevice.id,
      deviceUid: mrpDevice.id,
      name: "Living Room",
      localizedModelName: "Apple\u00a0TV",
      systemBuildVersion: "18M60",
      modelIdentifier: "AppleTV5,3",
      managedConfigDeviceIdentifier: "50:de:06:b4:5f:60",
      logicalDeviceCount: 1,
      deviceClass: 4,
    });
  });

  it("acknowledges the subscription, and then tells names, who is in front, states and volume (MR-03, MR-45)", () => {
    const remote = MrpConversation.started((scenarios) => scenarios.playEpisode());
    expect(remote.takeTypes()).toEqual([
      MessageType.UpdateClient,
      MessageType.SetDefaultSupportedCommands,
      MessageType.SetNowPlayingClient,
      MessageType.SetNowPlayingPlayer,
      MessageType.SetState,
      MessageType.UpdateOutputDevice,
      MessageType.VolumeControlAvailability,
      MessageType.VolumeControlCapabilitiesDidChange,
      MessageType.VolumeDidChange,
    ]);
  });

  it("tells no state of players to a subscription without identifier (M18)", () => {
    const remote = new MrpConversation();
    remote.scenarios.playEpisode();
    remote.ask({ type: MessageType.DeviceInfo });
    remote.tell({ type: MessageType.ClientUpdatesConfig, clientUpdatesConfig: {} });
    remote.scenarios.changeItem({ title: "Other" });
    expect(remote.take()).toEqual([]);
  });

  it("tells of volume, outputs and the keyboard only who asked for them", () => {
    const remote = new MrpConversation();
    remote.ask({ type: MessageType.DeviceInfo });
    remote.ask({ type: MessageType.ClientUpdatesConfig, clientUpdatesConfig: {} });
    remote.scenarios.volume("absolute", 10);
    remote.scenarios.askForText();
    expect(remote.takeTypes()).toEqual([]);
  });

  it("puts an errorCode of 0 and a fresh uniqueIdentifier into every message (M1, M12)", () => {
    const messages = MrpConversation.started((scenarios) => scenarios.playSongs()).take();
    expect(new Set(messages.map(({ uniqueIdentifier }) => uniqueIdentifier)).size).toBe(
      messages.length,
    );
    expect(messages.every(({ errorCode }) => errorCode === 0)).toBe(true);
  });

  it("answers the heartbeat with type 0 and its identifier (MR-06, M12)", () => {
    const remote = withEpisode();
    expect(remote.ask({ type: MessageType.Generic })).toMatchObject({ type: 0, errorCode: 0 });
    remote.faults.deafToHeartbeat = true;
    expect(remote.ask({ type: MessageType.Generic })).toBeUndefined();
  });

  it("tells the keyboard session, and when it begins and ends", () => {
    const remote = withEpisode();
    expect(remote.ask({ type: MessageType.GetKeyboardSession })?.keyboard?.state).toBe(1);
    remote.scenarios.askForText();
    remote.scenarios.closeTextField();
    expect(remote.take().map(({ keyboard }) => keyboard?.state)).toEqual([2, 5]);
  });
});

describe("keys", () => {
  it.each([
    [1, 0x8c, "up"],
    [1, 0x8d, "down"],
    [1, 0x8b, "left"],
    [1, 0x8a, "right"],
    [1, 0x89, "select"],
    [1, 0x86, "menu"],
    [12, 0x60, "top-menu"],
    [12, 0x40, "home"],
    [12, 0xe9, "volume-up"],
    [12, 0xea, "volume-down"],
    [12, 0xe2, "mute"],
    [12, 0xcd, "play-pause"],
    [12, 0xb5, "next"],
    [1, 0x82, "sleep"],
    [1, 0x83, "wake"],
  ])("page %i usage %i is %s (MR-20, MR-21)", async (page, usage, name) => {
    const remote = withEpisode();
    remote.key(page, usage);
    expect((await remote.television.received(name)).what).toBe(name);
  });

  it("mute silences, and the same key brings the sound back (E2)", () => {
    const remote = withEpisode();
    remote.key(12, 0xe2);
    expect(remote.take()[0]?.volumeDidChange?.volume).toBe(0);
    remote.key(12, 0xe2);
    expect(remote.take()[0]?.volumeDidChange?.volume).toBe(0.5);
  });

  it("lets go of what is held when the link ends", async () => {
    const remote = withEpisode();
    const hidEventData = new Uint8Array(60);
    hidEventData.set([0, 12, 0, 0x40, 0, 1], 43);
    remote.tell({ type: MessageType.SendHidEvent, sendHidEvent: { hidEventData } });
    remote.peer.end();
    expect(remote.runtime.clock.armedTimers).toBe(0);
    remote.scenarios.playSongs();
    expect(remote.take()).toEqual([]);
  });
});

describe("power", () => {
  it("is the number of logical devices, told at every change", () => {
    const remote = withEpisode();
    remote.scenarios.fallAsleep();
    remote.tell({ type: MessageType.WakeDevice, wakeDevice: {} });
    const counts = ofType(remote.take(), MessageType.DeviceInfoUpdate);
    expect(counts.map(({ deviceInfo }) => deviceInfo?.logicalDeviceCount)).toEqual([0, 1]);
  });

  it("ends by holding home and then select, as the control centre has it (MR-22)", async () => {
    const remote = withEpisode();
    remote.television.do({ kind: "button", button: "home", action: "hold" });
    remote.key(1, 0x89);
    expect(remote.television.state.value.power).toBe("asleep");
  });
});

describe("faults", () => {
  it("answers late while it pushes in time, and leaves no timer behind", async () => {
    const remote = withEpisode();
    remote.faults.answerDelayMs = 2000;
    expect(remote.ask({ type: MessageType.Generic })).toBeUndefined();
    remote.scenarios.changeItem({ title: "Now" });
    expect(remote.takeTypes()).toEqual([MessageType.UpdateContentItem]);
    await remote.runtime.clock.advance(2000);
    expect(remote.takeTypes()).toEqual([0]);
    remote.ask({ type: MessageType.Generic });
    remote.peer.end();
    expect(remote.runtime.clock.armedTimers).toBe(0);
  });

  it("sends a message that nobody knows before the next one", () => {
    const remote = withEpisode();
    remote.faults.garbageNext = true;
    remote.scenarios.changeItem({ title: "Now" });
    const [garbage, update] = remote.take();
    expect(garbage?.type).toBe(9999);
    expect(garbage?.$unknowns?.length).toBeGreaterThan(0);
    expect(update?.type).toBe(MessageType.UpdateContentItem);
  });

  it("leaves out whose item it is, as some real ones do (pyatv 605)", () => {
    const remote = withEpisode();
    remote.faults.pathlessUpdates = true;
    remote.scenarios.changeItem({ title: "Now" });
    expect(remote.take()[0]?.updateContentItem?.playerPath ?? null).toBeNull();
  });

  it("floods with as many updates a second as it is told to", async () => {
    const remote = withEpisode();
    const stop = remote.scenarios.flood(1000);
    await remote.runtime.clock.advance(500);
    stop();
    expect(remote.take()).toHaveLength(500);
    await remote.runtime.clock.advance(500);
    expect(remote.take()).toEqual([]);
  });
});
