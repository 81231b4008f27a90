import { describe, expect, it } from "vitest";
import type { MrpMessage } from "../../../src/main/wire/mrp/message.ts";
import { MessageType } from "../../../src/main/wire/mrp/numbers.ts";
import { MrpConversation, mrpDevice } from "../../support/mrp-conversation.ts";

const KITCHEN = "5B2C8C8E-2D0C-4A3F-9E57-30C7E2A4B101";
const BEDROOM = "5B2C8C8E-2D0C-4A3F-9E57-30C7E2A4B102";

const withEpisode = () => {
  const remote = MrpConversation.started((scenarios) => scenarios.playEpisode());
  remote.take();
  return remote;
};

describe("sound", () => {
  it.each([
    ["none", { volumeControlAvailable: false, volumeCapabilities: 0 }],
    ["relative", { volumeControlAvailable: true, volumeCapabilities: 1 }],
    ["both", { volumeControlAvailable: true, volumeCapabilities: 3 }],
  ] as const)("%s volume is told by its capability (MR-50)", (mode, capabilities) => {
    const remote = withEpisode();
    remote.scenarios.volume(mode, 40);
    const [availability, change, value] = remote.take();
    expect(availability?.volumeControlAvailability).toMatchObject(capabilities);
    expect(change?.volumeControlCapabilitiesDidChange).toMatchObject({
      capabilities,
      outputDeviceUid: mrpDevice.id,
    });
    expect(value?.volumeDidChange?.volume ?? null).toBe(mode === "both" ? Math.fround(0.4) : null);
  });

  it("is set by the identifier of the output, the TV's own or a speaker's (MR-52)", () => {
    const remote = withEpisode();
    const set = (outputDeviceUid: string, volume: number) =>
      remote.tell({ type: MessageType.SetVolume, setVolume: { outputDeviceUid, volume } });
    set(mrpDevice.id, 0.25);
    set(KITCHEN, 0.9);
    expect(remote.television.state.value.volume.percent).toBe(25);
    // It has not joined: nobody can set it from here.
    expect(remote.television.state.value.speakers[0]?.percent).toBe(35);
    remote.scenarios.speakerJoins(KITCHEN);
    remote.take();
    set(KITCHEN, 0.5);
    expect(remote.take()[0]?.volumeDidChange).toMatchObject({
      outputDeviceUid: KITCHEN,
      volume: 0.5,
    });
    const answer = remote.ask({
      type: MessageType.GetVolume,
      getVolume: { outputDeviceUid: KITCHEN },
    });
    expect(answer?.getVolumeResult?.volume).toBe(0.5);
  });

  it("joins and leaves speakers as they are asked to (MR-53)", () => {
    const remote = withEpisode();
    const joined = () =>
      remote.television.state.value.speakers.filter((one) => one.joined).map(({ id }) => id);
    const modify = (request: NonNullable<MrpMessage["modifyOutputContextRequest"]>) =>
      remote.tell({
        type: MessageType.ModifyOutputContextRequest,
        modifyOutputContextRequest: { type: 1, ...request },
      });
    modify({ addingDevices: [KITCHEN], clusterAwareAddingDevices: [KITCHEN] });
    const [info, outputs, volume] = remote.take();
    expect(info?.type).toBe(MessageType.DeviceInfoUpdate);
    expect(info?.deviceInfo).toMatchObject({ isGroupLeader: true, isProxyGroupPlayer: false });
    expect(info?.deviceInfo?.groupedDevices).toMatchObject([
      { name: "Kitchen", deviceUid: KITCHEN },
    ]);
    expect(outputs?.updateOutputDevice?.outputDevices).toHaveLength(2);
    expect(volume?.volumeDidChange).toMatchObject({
      outputDeviceUid: KITCHEN,
      volume: Math.fround(0.35),
    });
    modify({ settingDevices: [BEDROOM, "nobody"] });
    expect(joined()).toEqual([BEDROOM]);
    modify({ removingDevices: [BEDROOM] });
    expect(joined()).toEqual([]);
  });
});
