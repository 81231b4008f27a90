import { expect, test } from "vitest";
import { openMediaRemote } from "../../../src/main/protocols/mrp/open.ts";
import { TcpPipe } from "../../../src/main/protocols/mrp/pipe.ts";
import { createLog } from "../../../src/main/runtime/log.ts";
import type { TcpStream } from "../../../src/main/runtime/network.ts";
import { encodeMrpFrame } from "../../../src/main/wire/mrp/framing.ts";
import { encodeMrpMessage, type MrpMessage } from "../../../src/main/wire/mrp/message.ts";
import { MessageType } from "../../../src/main/wire/mrp/numbers.ts";
import { openContext } from "../../support/companion-device.ts";
import { fuzz } from "../../support/fuzz.ts";
import { pngOf } from "../../support/png.ts";
import { testRuntime } from "../../support/runtime.ts";
import { mrpWorld } from "../../support/scripted-mrp-device.ts";
import { bytesOf, mrpVectors } from "../../vectors/mrp.ts";

const playerPath = {
  client: { bundleIdentifier: "com.example.app", displayName: "Example", processIdentifier: 1 },
  player: { identifier: "MediaRemote-DefaultPlayer" },
};
const options = [
  { type: 0, languageTag: "en", displayName: "English", identifier: "e" },
  { type: 1, languageTag: "__NONE__" },
  { type: 1, languageTag: "sv", displayName: "Svenska", characteristics: ["public.easy-to-read"] },
];
const item = {
  identifier: "item",
  artworkData: pngOf(20, 10),
  availableLanguageOptions: [{ allowEmptySelection: true, languageOptions: options }],
  currentLanguageOptions: options.slice(0, 1),
  metadata: {
    title: "A film",
    duration: 90,
    elapsedTime: 3,
    elapsedTimeTimestamp: 700_000_000,
    playbackRate: 1,
    mediaType: 2,
    artworkAvailable: true,
    artworkIdentifier: "https://img.example.com/{w}x{h}.{f}",
    languageOptionsAvailable: true,
    iTunesStoreIdentifier: 123_456_789_012,
  },
};
const { SetState, UpdateContentItem, DeviceInfoUpdate, UpdateOutputDevice } = MessageType;
const messages: MrpMessage[] = [
  {
    type: SetState,
    setState: {
      playerPath,
      playbackState: 1,
      playbackQueue: { location: 0, contentItems: [item] },
    },
  },
  { type: UpdateContentItem, updateContentItem: { playerPath, contentItems: [item] } },
  {
    type: MessageType.SetNowPlayingClient,
    setNowPlayingClient: { client: playerPath.client },
  },
  { type: MessageType.SetNowPlayingPlayer, setNowPlayingPlayer: { playerPath } },
  { type: MessageType.RemovePlayer, removePlayer: { playerPath } },
  { type: MessageType.RemoveClient, removeClient: { client: playerPath.client } },
  {
    type: DeviceInfoUpdate,
    deviceInfo: {
      name: "Den",
      deviceUid: "own",
      uniqueIdentifier: "own",
      isGroupLeader: true,
      groupedDevices: [{ name: "Hall", deviceUid: "hall" }],
    },
  },
  {
    type: UpdateOutputDevice,
    updateOutputDevice: { outputDevices: [{ uniqueIdentifier: "hall", volume: 0.5 }] },
  },
];
const {
  defaultSupportedCommandsPrefix: _cut,
  framedDeviceInfoPrefix: _framed,
  ...whole
} = mrpVectors;
const { channel, receive } = await openedChannel();

test("the channel hears what it is told here", () => {
  for (const message of messages.slice(0, 3)) receive(encodeMrpFrame(encodeMrpMessage(message)));
  expect(channel.state.value.nowPlaying?.title).toBe("A film");
});

fuzz("an open channel", (bytes) => receive(encodeMrpFrame(bytes)), {
  seeds: [...messages.map(encodeMrpMessage), ...Object.values(whole).map(bytesOf)],
  runs: 40_000,
});

/** A channel to a device that says whatever it is given. A bug in reading it is thrown. */
async function openedChannel() {
  const { runtime, description } = await mrpWorld();
  const bugs: string[] = [];
  let hear: (chunk: Uint8Array) => void = () => {};
  const { network } = runtime;
  const log = createLog(
    ({ fields }) => {
      if (fields["code"] === "bug") bugs.push(`a bug over type ${fields["type"]}`);
    },
    () => 0,
  );
  const tapped = {
    ...network,
    connectTcp: async (options: Parameters<typeof network.connectTcp>[0]): Promise<TcpStream> => {
      const stream = await network.connectTcp(options);
      return Object.assign(Object.create(stream), {
        closed: stream.closed,
        write: (sent: Uint8Array) => stream.write(sent),
        onData(listener: (chunk: Uint8Array) => void) {
          hear = listener;
          stream.onData(listener);
        },
      });
    },
  };
  const context = openContext({ ...testRuntime(), network: tapped, log });
  const [service] = description.services;
  const target = { addresses: description.addresses, port: service?.port ?? 0 };
  const pipe = await TcpPipe.open(context.runtime, target, context.signal);
  const channel = await openMediaRemote(pipe, context, { ourId: "us" });
  let ended = false;
  void channel.closed.then(() => {
    ended = true;
  });
  const receive = (bytes: Uint8Array) => {
    hear(bytes);
    const bug = bugs.pop();
    if (bug !== undefined) throw new Error(bug);
    if (ended) throw new Error("one message ended the channel");
  };
  return { channel, receive };
}
