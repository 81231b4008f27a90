import type { MrpMessage } from "../wire/mrp/message.ts";
import { MessageType } from "../wire/mrp/numbers.ts";
import { deviceMessages } from "./mrp-device-messages.ts";
import type { MrpDevice } from "./mrp-peer.ts";
import { playerMessages } from "./mrp-player-changes.ts";
import type { TvState } from "./tv-state.ts";

/** KEYBOARD states of MediaRemote, as other implementations give them. */
const Keyboard = { NotEditing: 1, DidBeginEditing: 2, DidEndEditing: 5 } as const;

/** All that a remote has to be told after a change; everything there is for `before` null. */
export function messagesBetween(
  before: TvState | null,
  after: TvState,
  device: MrpDevice,
): MrpMessage[] {
  return [
    ...playerMessages(before, after),
    ...deviceMessages(before, after, device),
    ...keyboardMessages(before, after),
  ];
}

export function keyboardOf({ keyboard }: TvState): MrpMessage {
  const state = keyboard === null ? Keyboard.NotEditing : Keyboard.DidBeginEditing;
  return { type: MessageType.Keyboard, keyboard: { state } };
}

function keyboardMessages(before: TvState | null, after: TvState): MrpMessage[] {
  if (before === null || before.keyboard?.session === after.keyboard?.session) return [];
  if (after.keyboard !== null) return [keyboardOf(after)];
  return [{ type: MessageType.Keyboard, keyboard: { state: Keyboard.DidEndEditing } }];
}

const volumeTypes: ReadonlySet<number> = new Set([
  MessageType.VolumeControlAvailability,
  MessageType.VolumeControlCapabilitiesDidChange,
  MessageType.VolumeDidChange,
]);

/**
 * Whether the remote asked for this kind. What plays is told to all: Apple's own remotes get it
 * although they say `nowPlayingUpdates` false.
 */
export function isWanted(
  { type }: MrpMessage,
  wants: NonNullable<MrpMessage["clientUpdatesConfig"]>,
): boolean {
  if (volumeTypes.has(type ?? 0)) return wants.volumeUpdates ?? false;
  if (type === MessageType.UpdateOutputDevice) return wants.outputDeviceUpdates ?? false;
  if (type === MessageType.Keyboard) return wants.keyboardUpdates ?? false;
  return true;
}
