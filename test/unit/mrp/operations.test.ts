import { describe, expect, it } from "vitest";
import { MediaRemoteChannel } from "../../../src/main/protocols/mrp/channel.ts";
import type { Operations } from "../../../src/main/protocols/plugin.ts";
import {
  decodeLanguageOption,
  type MrpContentItem,
  type MrpDeviceInfo,
  type MrpMessage,
} from "../../../src/main/wire/mrp/message.ts";
import { Command, MessageType, PlaybackState } from "../../../src/main/wire/mrp/numbers.ts";
import { RemoteError } from "../../../src/shared/errors.ts";
import { settle } from "../../support/manual-clock.ts";
import { activeApp, command, playing, setState } from "../../support/mrp-messages.ts";
import { testRuntime } from "../../support/runtime.ts";
import { ScriptedSession } from "../../support/scripted-session.ts";

const UID = "speaker";

function world(deviceInfo: MrpDeviceInfo = { deviceUid: UID, logicalDeviceCount: 1 }) {
  const session = new ScriptedSession();
  const runtime = testRuntime();
  const channel = new MediaRemoteChannel(session, runtime);
  session.push({ type: MessageType.DeviceInfo, deviceInfo });
  const volume = (available: boolean, volumeCapabilities: number) =>
    session.push({
      type: MessageType.VolumeControlAvailability,
      volumeControlAvailability: { volumeControlAvailable: available, volumeCapabilities },
    });
  const report = (fraction: number, outputDeviceUid = UID) =>
    session.push({
      type: MessageType.VolumeDidChange,
      volumeDidChange: { volume: fraction, outputDeviceUid },
    });
  return {
    session,
    channel,
    clock: runtime.clock,
    operations: channel.operations as Operations,
    state: () => channel.state.value,
    volume,
    report,
    /** Keys as `page.usage edge`, in the order in which they went out. */
    keys: () => session.sent.flatMap(keyOf),
    commands: () => session.sent.flatMap(({ sendCommand }) => sendCommand ?? []),
  };
}

function keyOf({ sendHidEvent }: MrpMessage): string[] {
  const bytes = sendHidEvent?.hidEventData;
  if (!bytes) return [];
  const numbers = new DataView(bytes.buffer, bytes.byteOffset);
  const [page, usage, down] = [43, 45, 47].map((at) => numbers.getUint16(at).toString(16));
  return [`${page}.${usage} ${down === "1" ? "down" : "up"}`];
}

/** How a promise ended, for those that wait for the clock. */
function outcome(work: Promise<unknown>): { code: string } {
  const result = { code: "pending" };
  work.then(
    () => {
      result.code = "done";
    },
    (error: unknown) => {
      result.code = RemoteError.from(error).code;
    },
  );
  return result;
}

describe("buttons (MR-20, MR-21, MR-22)", () => {
  it("MR-20: a key is sixty bytes with page, usage and edge at 43", async () => {
    const { operations, session } = world();
    await operations.press("menu", "tap");
    const bytes = session.sent[0]?.sendHidEvent?.hidEventData ?? new Uint8Array();
    expect(Buffer.from(bytes).toString("hex")).toBe(
      "438922cf080200000000000000000000010000000000000002000000200000000300000001000000000000" +
        "000100860001" +
        "0000000000000001000000",
    );
  });

  it.each([
    ["up", "1.8c"],
    ["down", "1.8d"],
    ["left", "1.8b"],
    ["right", "1.8a"],
    ["select", "1.89"],
    ["menu", "1.86"],
    ["top-menu", "c.60"],
    ["home", "c.40"],
    ["volume-up", "c.e9"],
    ["volume-down", "c.ea"],
    ["mute", "c.e2"],
  ] as const)(
    "MR-21: %s is the key %s, down and up, and then a round trip",
    async (button, key) => {
      const { operations, keys, session } = world();
      await operations.press(button, "tap");
      expect(keys()).toEqual([`${key} down`, `${key} up`]);
      expect(session.sent.at(-1)?.type).toBe(MessageType.Generic);
    },
  );

  it("MR-22: a double press is the whole press twice", async () => {
    const { operations, keys } = world();
    await operations.press("home", "double");
    expect(keys()).toEqual(["c.40 down", "c.40 up", "c.40 down", "c.40 up"]);
  });

  it("MR-22: a hold lasts a second of the clock", async () => {
    const { operations, keys, clock } = world();
    const held = outcome(operations.press("home", "hold"));
    await clock.advance(999);
    expect(keys()).toEqual(["c.40 down"]);
    await clock.advance(1);
    expect(keys()).toEqual(["c.40 down", "c.40 up"]);
    expect(held.code).toBe("done");
  });

  it("does not mix another press into a hold", async () => {
    const { operations, keys, clock } = world();
    const hold = operations.press("home", "hold");
    const tap = operations.press("select", "tap");
    await clock.advance(1000);
    await Promise.all([hold, tap]);
    expect(keys()).toEqual(["c.40 down", "c.40 up", "1.89 down", "1.89 up"]);
  });

  it("lifts what a person still holds when the channel closes", async () => {
    const { operations, keys, channel } = world();
    await operations.button("right", "down");
    expect(keys()).toEqual(["1.8a down"]);
    await channel.close();
    await channel.close();
    expect(keys()).toEqual(["1.8a down", "1.8a up"]);
  });

  it("ends a hold when the session is lost, and leaves no timer", async () => {
    const { operations, session, clock } = world();
    const held = outcome(operations.press("home", "hold"));
    await settle();
    session.end({ kind: "ended" });
    await settle();
    expect(held.code).toBe("lost");
    expect(clock.armedTimers).toBe(0);
  });

  it("has no channels and no guide", async () => {
    const { operations } = world();
    await expect(operations.press("guide", "tap")).rejects.toMatchObject({ code: "unsupported" });
    await expect(operations.button("siri", "down")).rejects.toMatchObject({ code: "unsupported" });
  });
});

describe("commands (MR-30, MR-31, MR-32)", () => {
  it.each([
    ["play", Command.Play],
    ["pause", Command.Pause],
    ["stop", Command.Stop],
    ["next", Command.NextTrack],
    ["previous", Command.PreviousTrack],
    ["fast-forward-begin", Command.BeginFastForward],
    ["fast-forward-end", Command.EndFastForward],
    ["rewind-begin", Command.BeginRewind],
    ["rewind-end", Command.EndRewind],
  ] as const)("MR-30: %s is command %i", async (name, number) => {
    const { operations, commands } = world();
    await operations.media(name);
    expect(commands()).toMatchObject([{ command: number }]);
  });

  it.each([
    ["a send error", { sendError: 8 }, 8],
    ["a handler's status", { handlerReturnStatus: 100 }, 100],
    ["a nested error", { commandResult: { sendError: 5 } }, 5],
    ["a nested status", { commandResult: { statuses: [{ statusCode: 1 }] } }, 1],
  ])("MR-30: %s in the answer is a refusal with its number", async (_, result, deviceCode) => {
    const { operations, session } = world();
    session.answer = () => ({ type: 2, sendCommandResult: result });
    const refused = { code: "rejected", details: { deviceCode } };
    await expect(operations.media("play")).rejects.toMatchObject(refused);
  });

  it.each([
    ["seek", (operations: Operations) => operations.seek(1)],
    ["shuffle", (operations: Operations) => operations.setShuffle("off")],
    ["repeat", (operations: Operations) => operations.setRepeat("all")],
    ["skip", (operations: Operations) => operations.skip(10)],
  ])("QK-23: a refused %s is told", async (_, act) => {
    const { operations, session } = world();
    session.answer = () => ({ type: 2, sendCommandResult: { sendError: 10 } });
    await expect(act(operations)).rejects.toMatchObject({ code: "rejected" });
  });

  it("takes the answer of apps that handle commands the old way for a success", async () => {
    const { operations, session } = world();
    session.answer = () => ({ type: 2, sendCommandResult: { handlerReturnStatus: 3 } });
    await operations.media("play");
  });

  it("hands on that the device did not answer", async () => {
    const { operations, session } = world();
    session.answer = () => new RemoteError("timeout", "no answer");
    await expect(operations.media("play")).rejects.toMatchObject({ code: "timeout" });
  });

  it("MR-31: toggles where the app has that command", async () => {
    const { operations, session, commands } = world();
    session.push(...playing({}, { commands: [command(Command.TogglePlayPause)] }));
    await operations.media("play-pause");
    await operations.press("play-pause", "tap");
    expect(commands().map((sent) => sent.command)).toEqual([3, 3]);
  });

  it("MR-31: pauses what plays and plays what is paused where it has not", async () => {
    const { operations, session, commands, state } = world();
    const both = [command(Command.Play), command(Command.Pause)];
    session.push(...playing({ title: "A" }, { commands: both }));
    expect(state().features["play-pause"]).toBe("available");
    await operations.media("play-pause");
    session.push(setState({ playbackState: PlaybackState.Paused }));
    await operations.button("play-pause", "down");
    await operations.button("play-pause", "up");
    expect(commands().map((sent) => sent.command)).toEqual([Command.Pause, Command.Play]);
  });

  it("MR-31: says so when there is nothing to play or pause", async () => {
    const { operations, commands, state } = world();
    await expect(operations.media("play-pause")).rejects.toMatchObject({ code: "unavailable" });
    expect(commands()).toEqual([]);
    expect(state().features["play-pause"]).toBe("unavailable");
  });

  it("MR-32: carries intervals, positions and modes", async () => {
    const { operations, commands } = world();
    await operations.skip(30);
    await operations.skip(-10);
    await operations.seek(12.5);
    await operations.setShuffle("albums");
    await operations.setRepeat("track");
    expect(commands()).toMatchObject([
      { command: Command.SkipForward, options: { skipInterval: 30 } },
      { command: Command.SkipBackward, options: { skipInterval: 10 } },
      { command: Command.SeekToPlaybackPosition, options: { playbackPosition: 12.5 } },
      { command: Command.ChangeShuffleMode, options: { shuffleMode: 2, sendOptions: 0 } },
      { command: Command.ChangeRepeatMode, options: { repeatMode: 2, sendOptions: 0 } },
    ]);
  });

  it("asks the caller for numbers that mean something", async () => {
    const { operations, session } = world();
    for (const act of [operations.seek(-1), operations.seek(Number.NaN), operations.skip(0)]) {
      await expect(act).rejects.toMatchObject({ code: "invalid" });
    }
    expect(session.sent).toEqual([]);
  });
});

describe("volume (MR-50, MR-51, MR-52)", () => {
  it("MR-50: only relative: the key, and no waiting (QK-07)", async () => {
    const { operations, volume, keys, session } = world();
    volume(true, 1);
    await operations.volumeStep("up");
    expect(keys()).toEqual(["c.e9 down", "c.e9 up"]);
    expect(session.requests).toEqual([]);
  });

  it("MR-50: both: the key, until the new volume is reported", async () => {
    const { operations, volume, report, keys } = world();
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
    const { operations, volume, report, clock } = world();
    volume(true, 3);
    report(0.5);
    const step = outcome(operations.volumeStep("down"));
    await clock.advance(1000);
    expect(step.code).toBe("done");
    expect(clock.armedTimers).toBe(0);
  });

  it("MR-50: only absolute: five percent, within the scale", async () => {
    const { operations, volume, report, session } = world();
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
    const { operations, volume, report, session } = world();
    volume(true, 3);
    report(1);
    const before = session.sent.length;
    await operations.volumeStep("up");
    report(0);
    await operations.volumeStep("down");
    expect(session.sent.length).toBe(before);
  });

  it("MR-50: cannot be changed where there is no control, or no name to call it by", async () => {
    const silent = world();
    silent.volume(false, 0);
    const unavailable = { code: "unavailable" };
    await expect(silent.operations.volumeStep("up")).rejects.toMatchObject(unavailable);
    await expect(silent.operations.setVolume(5)).rejects.toMatchObject(unavailable);
    const nameless = world({ name: "TV" });
    nameless.volume(true, 3);
    expect(nameless.state().features["volume-up"]).toBe("unavailable");
    await expect(nameless.operations.setVolume(5)).rejects.toMatchObject(unavailable);
  });

  it("FE-05: features follow the control", () => {
    const { volume, state } = world();
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
    const { session, state } = world({ deviceUid: UID, clusterIdentifier: "cluster" });
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
    const { report, state } = world();
    report(0.123456);
    expect(state().volume?.percent).toBe(12.3);
    report(1.5);
    report(-1);
    report(Number.NaN);
    expect(state().volume?.percent).toBe(12.3);
  });

  it("MR-52: waits for the report of what it set, other volumes on the way are none", async () => {
    const { operations, volume, report } = world();
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
    const { operations, volume, report } = world();
    volume(true, 2);
    report(0.5);
    await operations.setVolume(50);
  });

  it("MR-52: times out when nothing is reported, and takes what was as the device's last word", async () => {
    const { operations, volume, report, clock } = world();
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
    const { session, volume, state } = world();
    session.answer = () => ({ type: 50, getVolumeResult: { volume: 0.25 } });
    volume(true, 2);
    await settle();
    expect(state().volume).toEqual({ control: "absolute", percent: 25 });
    volume(true, 3);
    await settle();
    expect(session.requests).toHaveLength(1);
  });

  it("refuses what is no percentage", async () => {
    const { operations, volume } = world();
    volume(true, 3);
    await expect(operations.setVolume(101)).rejects.toMatchObject({ code: "invalid" });
    await expect(operations.setVolume(Number.NaN)).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("speakers (MR-53)", () => {
  const leader: MrpDeviceInfo = {
    uniqueIdentifier: "tv",
    deviceUid: UID,
    name: "Living\u00a0Room",
    isGroupLeader: true,
    groupedDevices: [{ deviceUid: "kitchen", name: "Kitchen" }],
  };

  it("MR-53: the leader first, then those that play along, each with its volume", () => {
    const { state, report } = world(leader);
    report(0.5);
    report(0.3, "kitchen");
    expect(state().outputs).toEqual([
      { id: "tv", name: "Living Room", volume: 50, isLeader: true },
      { id: "kitchen", name: "Kitchen", volume: 30, isLeader: false },
    ]);
    expect(state().features["output-volume"]).toBe("available");
  });

  it("MR-53: a device that stands in for its group, or follows, does not list itself", () => {
    const proxy = world({ ...leader, isProxyGroupPlayer: true });
    expect(proxy.state().outputs).toMatchObject([{ id: "kitchen" }]);
    expect(world({ ...leader, isGroupLeader: false }).state().outputs).toHaveLength(1);
  });

  it("changes with the news of the device", () => {
    const { session, state } = world(leader);
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
      const { operations, session } = world(leader);
      const changed = outcome(operations[name](["kitchen"]));
      await settle();
      const sent = session.sent.at(-1)?.modifyOutputContextRequest;
      expect(sent).toMatchObject({ type: 1, [one]: ["kitchen"], [two]: ["kitchen"] });
      expect(changed.code).toBe("pending");
      session.push({ type: MessageType.DeviceInfoUpdate, deviceInfo: leader });
      await settle();
      expect(changed.code).toBe("done");
    },
  );

  it("IF-124: waits five seconds and no longer", async () => {
    const { operations, clock } = world(leader);
    const changed = outcome(operations.addOutputs(["kitchen"]));
    await clock.advance(4999);
    expect(changed.code).toBe("pending");
    await clock.advance(1);
    expect(changed.code).toBe("done");
    await expect(operations.setOutputs([])).rejects.toMatchObject({ code: "invalid" });
  });

  it("sets the volume of one speaker", async () => {
    const { operations, session, report, volume } = world(leader);
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
    const { session, state } = world();
    expect(state().power).toBe("on");
    session.push(awake(0));
    expect(state().power).toBe("off");
    session.push({ type: 37, deviceInfo: { deviceUid: UID } });
    expect(state()).toMatchObject({ power: "unknown", features: { "power-state": "unknown" } });
  });

  it("IF-101: wakes with a message of its own, until the device says that it is on", async () => {
    const { operations, session } = world({ deviceUid: UID, logicalDeviceCount: 0 });
    const on = outcome(operations.turnOn());
    await settle();
    expect(session.sent).toMatchObject([{ type: MessageType.WakeDevice }]);
    expect(on.code).toBe("pending");
    session.push(awake(1));
    await settle();
    expect(on.code).toBe("done");
  });

  it("IF-102: falls asleep by holding Home and then Select", async () => {
    const { operations, session, keys, clock } = world();
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
    const { operations, clock } = world();
    const off = outcome(operations.turnOff());
    await clock.advance(6100);
    expect(off.code).toBe("timeout");
    expect(clock.armedTimers).toBe(0);
  });
});

describe("languages (pyatv issue 720)", () => {
  const legible = "AVMediaCharacteristicLegible";
  const english = { type: 0, languageTag: "en", displayName: "English", identifier: "a-en" };
  const german = { type: 0, languageTag: "de", displayName: "German", identifier: "a-de" };
  const off = { type: 1, languageTag: "__NONE__", displayName: "Off" };
  const auto = { type: 1, languageTag: "__AUTO__", displayName: "Auto" };
  const danish = { type: 1, languageTag: "da", displayName: "Danish", characteristics: [legible] };
  const sdh = {
    type: 1,
    languageTag: "en",
    displayName: "English SDH",
    characteristics: ["public.accessibility.transcribes-spoken-dialog"],
  };
  const forced = { type: 1, languageTag: "en", characteristics: ["public.subtitles.forced-only"] };

  function film(current: MrpContentItem["currentLanguageOptions"]): MrpMessage {
    const item: MrpContentItem = {
      identifier: "item-1",
      availableLanguageOptions: [
        { languageOptions: [english, german], defaultLanguageOption: english },
        { allowEmptySelection: true, languageOptions: [auto, danish, sdh, forced] },
      ],
      currentLanguageOptions: current ?? [],
    };
    return { type: 4, setState: { playbackQueue: { location: 0, contentItems: [item] } } };
  }

  const playingFilm = playing({ title: "A film", languageOptionsAvailable: true });

  it("are asked for once an item, when the device only says that there are some", async () => {
    const { session, state } = world();
    session.answer = () => film([english]);
    session.push(...playingFilm);
    await settle();
    expect(session.requests).toMatchObject([
      { playbackQueueRequest: { location: 0, length: 1, includeLanguageOptions: true } },
    ]);
    expect(state().nowPlaying?.audio).toEqual({
      choices: [
        { id: "a-en", name: "English", tag: "en", accessible: false },
        { id: "a-de", name: "German", tag: "de", accessible: false },
      ],
      selectedId: "a-en",
      canBeOff: false,
    });
    expect(state().nowPlaying?.subtitles).toMatchObject({
      choices: [
        { name: "Auto", tag: "", accessible: false },
        { name: "Danish", tag: "da", accessible: false },
        { name: "English SDH", tag: "en", accessible: true },
      ],
      selectedId: null,
      canBeOff: true,
    });
    expect(state().nowPlaying?.title).toBe("A film");
    session.push(...playingFilm);
    await settle();
    expect(session.requests).toHaveLength(1);
  });

  it("are not asked for again when the device has no answer", async () => {
    const { session } = world();
    session.push(...playingFilm);
    await settle();
    session.push(...playingFilm);
    await settle();
    expect(session.requests).toHaveLength(1);
    const next = { identifier: "item-2", metadata: { languageOptionsAvailable: true } };
    session.push(setState({ items: [next] }));
    await settle();
    expect(session.requests).toHaveLength(2);
  });

  it("are not asked for when they were pushed", async () => {
    const { session, state } = world();
    const pushed = film([danish]).setState?.playbackQueue?.contentItems?.[0];
    const metadata = { languageOptionsAvailable: true };
    session.push(
      activeApp("com.example.films", "Films"),
      setState({ playbackState: 1, items: [{ ...pushed, metadata }] }),
    );
    await settle();
    expect(session.requests).toEqual([]);
    expect(state().nowPlaying?.subtitles?.selectedId).toBe("da:Danish");
  });

  it("are chosen by the very option, and looked at again afterwards", async () => {
    const { session, operations, state, commands } = world();
    session.answer = () => film([english]);
    session.push(...playingFilm);
    await settle();
    expect(state().features["select-audio"]).toBe("unknown");
    session.answer = (request) =>
      request.sendCommand ? { type: 2, sendCommandResult: {} } : film([german, danish]);
    await operations.selectAudio("a-de");
    expect(commands()).toMatchObject([{ command: Command.EnableLanguageOption }]);
    const sent = commands()[0]?.options?.languageOption ?? new Uint8Array();
    expect(decodeLanguageOption(sent)).toMatchObject(german);
    expect(state().nowPlaying?.audio?.selectedId).toBe("a-de");
    const before = commands().length;
    await operations.selectSubtitles(null);
    const disabled = commands()[before];
    expect(disabled?.command).toBe(Command.DisableLanguageOption);
    expect(decodeLanguageOption(disabled?.options?.languageOption ?? sent)).toMatchObject(danish);
  });

  it("are switched off by the app's own choice for that, where it lists one", async () => {
    const { session, operations, commands, state } = world();
    const item = {
      identifier: "item-1",
      metadata: { title: "A" },
      availableLanguageOptions: [{ languageOptions: [off, danish] }],
      currentLanguageOptions: [danish],
    };
    session.push(...playing({}, { items: [item] }));
    expect(state().nowPlaying?.subtitles).toMatchObject({
      choices: [{ tag: "da" }],
      canBeOff: true,
    });
    await operations.selectSubtitles(null);
    expect(commands()[0]?.command).toBe(Command.EnableLanguageOption);
    const sent = commands()[0]?.options?.languageOption ?? new Uint8Array();
    expect(decodeLanguageOption(sent).languageTag).toBe("__NONE__");
  });

  it("are refused when there is no such choice, or when the device says no", async () => {
    const { session, operations, state } = world();
    const missing = { code: "not-found" };
    await expect(operations.selectAudio("a-en")).rejects.toMatchObject(missing);
    await operations.selectSubtitles(null);
    expect(session.sent).toEqual([]);
    expect(state().features["select-subtitles"]).toBe("unavailable");
    session.answer = () => film([]);
    session.push(...playingFilm);
    await settle();
    session.answer = () => ({ type: 2, sendCommandResult: { sendError: 10 } });
    await expect(operations.selectAudio("a-de")).rejects.toMatchObject({ code: "rejected" });
  });
});

describe("the name of an app (pyatv issue 605)", () => {
  it("is asked for once when the device leaves it out", async () => {
    const { session, state } = world();
    const client = { bundleIdentifier: "com.example.films", displayName: "Films" };
    session.answer = () => ({
      type: 4,
      setState: { playbackQueue: { resolvedPlayerPath: { client } } },
    });
    session.push(
      activeApp(),
      setState({ playbackState: 1, items: [{ metadata: { title: "A" } }] }),
    );
    await settle();
    expect(state().nowPlaying).toMatchObject({ app: { name: "Films" }, title: "A" });
    session.push(setState({ playbackState: PlaybackState.Paused }));
    await settle();
    expect(session.requests).toHaveLength(1);
  });
});

describe("the channel", () => {
  it("hands on signs of life, and closes the session once", async () => {
    const { channel, session } = world();
    await channel.probe();
    expect(session.probes).toBe(1);
    await channel.close();
    expect(await channel.closed).toEqual({ kind: "asked" });
  });

  it("stops listening when the session ends", async () => {
    const { session } = world();
    session.end({ kind: "ended" });
    await settle();
    expect(session.messages.listenerCount).toBe(0);
    expect(session.deviceInfo.listenerCount).toBe(0);
    expect(session.facts.listenerCount).toBe(0);
  });

  it("IF-167: tells what the device says of itself, beside what the link knows", () => {
    const { session, state } = world({
      systemBuildVersion: "23J362",
      modelIdentifier: "AppleTV14,1",
    });
    session.facts.set({ osVersion: "26.0", build: "old" });
    expect(state().facts).toMatchObject({
      osVersion: "26.0",
      build: "23J362",
      rawModel: "AppleTV14,1",
    });
  });

  it("FE-02, FE-03, FE-04: features follow commands and fields", () => {
    const { session, state } = world();
    session.push(
      ...playing(
        { title: "A", duration: 10, artworkAvailable: true },
        { commands: [command(Command.SeekToPlaybackPosition), command(Command.NextTrack)] },
      ),
    );
    expect(state().features).toMatchObject({
      title: "available",
      artist: "unavailable",
      "total-time": "available",
      position: "unavailable",
      artwork: "available",
      app: "available",
      "set-position": "available",
      next: "available",
      previous: "unavailable",
      "fast-forward": "unavailable",
      "play-pause": "unavailable",
      "home-hold": "available",
      "add-output-devices": "available",
    });
    expect(state().features.siri).toBeUndefined();
    expect(state().features["app-list"]).toBeUndefined();
  });
});
