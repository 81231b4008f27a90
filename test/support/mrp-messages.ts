import {
  decodeMrpMessage,
  type MrpCommandInfo,
  type MrpContentItem,
  type MrpMessage,
  type MrpMetadata,
  type MrpPlayerPath,
} from "../../src/main/wire/mrp/message.ts";
import { DEFAULT_PLAYER, MessageType, PlaybackState } from "../../src/main/wire/mrp/numbers.ts";

export const APP = "com.example.films";
export const OTHER_APP = "com.example.songs";

/** The messages of an imaginary app, as a device sends them. */
export function pathOf(app = APP, player = DEFAULT_PLAYER, name?: string): MrpPlayerPath {
  return {
    client: { bundleIdentifier: app, displayName: name ?? null },
    player: { identifier: player },
  };
}

type SetState = NonNullable<MrpMessage["setState"]>;

export function setState(
  state: Omit<SetState, "playbackQueue"> & {
    items?: MrpContentItem[];
    location?: number;
    commands?: MrpCommandInfo[];
  },
): MrpMessage {
  const { items, location, commands, ...rest } = state;
  return {
    type: MessageType.SetState,
    setState: {
      playerPath: pathOf(),
      ...rest,
      ...(items && { playbackQueue: { location: location ?? 0, contentItems: items } }),
      ...(commands && { supportedCommands: { supportedCommands: commands } }),
    },
  };
}

export function activeApp(app: string = APP, name?: string): MrpMessage {
  return {
    type: MessageType.SetNowPlayingClient,
    setNowPlayingClient: { client: { bundleIdentifier: app, displayName: name ?? null } },
  };
}

export function activePlayer(path: MrpPlayerPath): MrpMessage {
  return { type: MessageType.SetNowPlayingPlayer, setNowPlayingPlayer: { playerPath: path } };
}

export function updateItem(item: MrpContentItem, path?: MrpPlayerPath): MrpMessage {
  return {
    type: MessageType.UpdateContentItem,
    updateContentItem: { contentItems: [item], playerPath: path ?? null },
  };
}

export function updateArtwork(item: MrpContentItem): MrpMessage {
  return {
    type: MessageType.UpdateContentItemArtwork,
    updateContentItemArtwork: { contentItems: [item] },
  };
}

export function command(number: number, info: Omit<MrpCommandInfo, "command"> = {}) {
  return { command: number, enabled: true, ...info };
}

/** An app on the screen that plays an item. */
export function playing(metadata: MrpMetadata, more: Parameters<typeof setState>[0] = {}) {
  const items = [{ identifier: "item-1", metadata }];
  return [
    activeApp(APP, "Films"),
    setState({ playbackState: PlaybackState.Playing, items, ...more }),
  ];
}

export function fromHex(hex: string): MrpMessage {
  return decodeMrpMessage(new Uint8Array(Buffer.from(hex, "hex")));
}
