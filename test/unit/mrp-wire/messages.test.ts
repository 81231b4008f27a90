import { Writer } from "protobufjs/minimal.js";
import { describe, expect, test } from "vitest";
import { MrpFrameDecoder } from "../../../src/main/wire/mrp/framing.ts";
import {
  decodeMrpMessage,
  encodeMrpMessage,
  type MrpMessage,
} from "../../../src/main/wire/mrp/message.ts";
import { Command, MessageType, PlaybackState } from "../../../src/main/wire/mrp/numbers.ts";
import { bytesOf, mrpVectors } from "../../vectors/mrp.ts";

const decode = (name: keyof typeof mrpVectors) => decodeMrpMessage(bytesOf(mrpVectors[name]));
const SERVICE = "23C765B5-520D-4163-9B06-8D3CBE407270";
const SPEAKER = "C934F585-B9B8-4535-8FF9-A2D55C534B5D";

describe("messages of real devices", () => {
  test("M1 a television that can only be made louder and quieter", () => {
    expect(decode("volumeControlAvailability")).toMatchObject({
      type: MessageType.VolumeControlAvailability,
      errorCode: 0,
      volumeControlAvailability: { volumeControlAvailable: true, volumeCapabilities: 1 },
    });
  });

  test("M2 an app that tells nothing of what it plays", () => {
    const { type, setState } = decode("setStateOfPlex");
    expect(type).toBe(MessageType.SetState);
    const { supportedCommands } = setState?.supportedCommands ?? {};
    const intervals = (command: number) =>
      supportedCommands?.find((info) => info.command === command)?.preferredIntervals;
    expect(intervals(Command.SkipBackward)).toEqual([10]);
    expect(intervals(Command.SkipForward)).toEqual([30]);
    expect(setState).toMatchObject({
      playbackQueue: { location: 0, contentItems: [] },
      playbackState: PlaybackState.Paused,
      playerPath: {
        origin: { type: 1, displayName: "Loungeroom" },
        client: { processIdentifier: 191, bundleIdentifier: "com.plexapp.plex" },
        player: { identifier: "MediaRemote-DefaultPlayer", displayName: "Default Player" },
      },
    });
    expect(setState?.displayName ?? null).toBeNull();
    expect(setState?.playbackStateTimestamp).toBeCloseTo(594_094_146.789156, 6);
  });

  test("M6 one speaker's volume, twice", () => {
    for (const [name, volume] of [
      ["volumeHalf", 0.5],
      ["volumeLower", 0.4375],
    ] as const) {
      expect(decode(name)).toMatchObject({
        type: MessageType.VolumeDidChange,
        volumeDidChange: { volume, endpointUid: SERVICE, outputDeviceUid: SPEAKER },
      });
    }
  });

  test("M7 a client without a name", () => {
    const { type, setNowPlayingClient } = decode("setNowPlayingClient");
    expect(type).toBe(MessageType.SetNowPlayingClient);
    expect(setNowPlayingClient?.client).toMatchObject({
      processIdentifier: 1737,
      bundleIdentifier: "tv.molotov.MolotovAppProd",
    });
    expect(setNowPlayingClient?.client?.displayName ?? null).toBeNull();
  });

  test("M9 a client's name before anything of it plays, with a field that we do not know", () => {
    expect(decode("updateClient")).toMatchObject({
      type: MessageType.UpdateClient,
      updateClient: {
        client: {
          processIdentifier: 133,
          bundleIdentifier: "com.apple.TVAirPlay",
          displayName: "AirPlay",
        },
      },
      uniqueIdentifier: "421A41BA-A1E4-4844-AE9B-F05D836EADAF",
    });
  });

  test("M10 a controller's introduction, 216 bytes, is encoded as it came", () => {
    const bytes = bytesOf(mrpVectors.deviceInfoOfController);
    expect(bytes).toHaveLength(216);
    const message = decodeMrpMessage(bytes);
    expect(message).toMatchObject({
      type: MessageType.DeviceInfo,
      identifier: "BBFEE318-993F-47AB-8BB8-51034E9EC98C",
      deviceInfo: {
        uniqueIdentifier: "acc96727-4066-4245-9179-a792395ef252",
        name: "pyatv",
        lastSupportedMessageType: 108,
        sharedQueueVersion: 2,
        deviceClass: 1,
        logicalDeviceCount: 1,
      },
    });
    // Not the order of the bytes, which is nobody's promise, but everything that is in them.
    expect(decodeMrpMessage(encodeMrpMessage(message))).toEqual(message);
    expect(encodeMrpMessage(message)).toHaveLength(216);
  });

  test("M11 commands with lists that we do not know, and a cut message is malformed", () => {
    const bytes = bytesOf(mrpVectors.defaultSupportedCommandsPrefix);
    expect(() => decodeMrpMessage(bytes)).toThrow(expect.objectContaining({ code: "malformed" }));
    const { type, setDefaultSupportedCommands } = decodeMrpMessage(closeCut(bytes));
    expect(type).toBe(MessageType.SetDefaultSupportedCommands);
    const commands = setDefaultSupportedCommands?.supportedCommands?.supportedCommands;
    expect(commands?.map(({ command, enabled }) => [command, enabled])).toEqual([
      [Command.Play, true],
      [58, true],
      [48, true],
    ]);
  });

  test("M12 what a heartbeat is answered with", () => {
    expect(decode("heartbeatAnswer")).toMatchObject({
      type: 0,
      errorCode: 0,
      identifier: "1D7C08D5-F8D8-4C2C-B7C5-AAD4A128B186",
      uniqueIdentifier: "8F8585D6-8B54-4F54-891C-61BC6351CB48",
    });
  });

  test("M15 a time in the year 1, of a type that we do not read, is only kept", () => {
    const never = new Writer().uint32(9).double(-63_114_076_800).finish();
    const bytes = new Writer().uint32(8).uint32(104).uint32(818).bytes(never).finish();
    const message = decodeMrpMessage(bytes);
    expect(message.type).toBe(MessageType.PlayerClientProperties);
    expect(encodeMrpMessage(message)).toEqual(bytes);
  });

  test("M19 the length before a message takes two bytes, and counts what follows", () => {
    const prefix = bytesOf(mrpVectors.framedDeviceInfoPrefix);
    const whole = new Uint8Array(2 + 417);
    whole.set(prefix);
    const decoder = new MrpFrameDecoder();
    expect(decoder.push(whole.subarray(0, 418))).toEqual([]);
    const [payload] = decoder.push(whole.subarray(418));
    expect(payload).toHaveLength(417);
    expect(payload?.subarray(0, prefix.length - 2)).toEqual(prefix.subarray(2));
  });
});

describe("messages as such", () => {
  const message: MrpMessage = {
    type: MessageType.SendCommand,
    identifier: "A",
    uniqueIdentifier: "B",
    sendCommand: { command: Command.SeekToPlaybackPosition, options: { playbackPosition: 12.5 } },
  };

  test("what is encoded is what is decoded", () => {
    expect(decodeMrpMessage(encodeMrpMessage(message))).toMatchObject(message);
  });

  test("no message shows in the next, though it is long or breaks off", () => {
    const short = { type: MessageType.SetState, uniqueIdentifier: "1" };
    const expected = encodeMrpMessage(short);
    const broken = {
      name: "breaks off inside",
      get systemBuildVersion(): string {
        throw new Error("unreadable");
      },
    };
    expect(() => encodeMrpMessage({ ...short, deviceInfo: broken })).toThrow("unreadable");
    expect(encodeMrpMessage(short)).toEqual(expected);
    const long = encodeMrpMessage({ ...short, errorDescription: "x".repeat(50_000) });
    expect(long.length).toBeGreaterThan(50_000);
    expect(encodeMrpMessage(short)).toEqual(expected);
    expect(encodeMrpMessage({})).toEqual(new Uint8Array(0));
  });

  test("every prefix is incomplete or another message, never a hang or another error", () => {
    for (const vector of Object.values(mrpVectors)) {
      const bytes = bytesOf(vector);
      for (let length = 0; length < bytes.length; length++) {
        try {
          decodeMrpMessage(bytes.subarray(0, length));
        } catch (error) {
          expect(error).toMatchObject({ code: "malformed" });
        }
      }
    }
  });
});

/** The captured part of M11 as a whole message: its two commands, and what there is of the third. */
function closeCut(bytes: Uint8Array): Uint8Array {
  const first = bytes.subarray(11, 23);
  const third = Writer.create().uint32(10).bytes(bytes.subarray(26)).finish();
  const commands = Buffer.concat([first, third]);
  const inner = Writer.create().uint32(18).bytes(commands).finish();
  return Buffer.concat([
    bytes.subarray(0, 4),
    Writer.create()
      .uint32((75 << 3) | 2)
      .bytes(inner)
      .finish(),
  ]);
}
