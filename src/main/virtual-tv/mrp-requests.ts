import type { MrpMessage } from "../wire/mrp/message.ts";
import { MessageType } from "../wire/mrp/numbers.ts";
import type { ButtonPresses } from "./button-presses.ts";
import { commandInput, SendError } from "./mrp-commands.ts";
import { deviceInfoOf } from "./mrp-device-messages.ts";
import { readHidEvent } from "./mrp-hid.ts";
import type { MrpContext } from "./mrp-peer.ts";
import { pathOf } from "./mrp-player-messages.ts";
import { queueAnswer, wantsArtwork } from "./mrp-queue.ts";
import { keyboardOf } from "./mrp-updates.ts";
import { heardPercent } from "./tv-sound.ts";

export interface Answer {
  readonly message: MrpMessage;
  readonly delayMs: number;
}

export interface MrpRequestContext extends MrpContext {
  readonly buttons: ButtonPresses;
}

/** Status of a handler: the command was carried out, or it was not. */
const HandlerStatus = { Success: 0, CommandFailed: 2 } as const;

const now = (message: MrpMessage): Answer => ({ message, delayMs: 0 });

/** Does what a message asks for. Null: nothing is answered, as to most that name no identifier. */
export function answerOf(message: MrpMessage, context: MrpRequestContext): Answer | null {
  const { television, device, faults } = context;
  const state = television.state.value;
  switch (message.type) {
    case MessageType.DeviceInfo:
      return now({ type: MessageType.DeviceInfo, deviceInfo: deviceInfoOf(device, state) });
    case MessageType.GetKeyboardSession:
      return now(keyboardOf(state));
    case MessageType.SendCommand:
      return now(sendCommand(message, context));
    case MessageType.PlaybackQueueRequest: {
      const request = message.playbackQueueRequest ?? {};
      const delayMs = wantsArtwork(request) ? faults.artworkDelayMs : 0;
      return { message: queueAnswer(request, state), delayMs };
    }
    case MessageType.GetVolume:
      return now({
        type: MessageType.GetVolumeResult,
        getVolumeResult: { volume: volumeOf(message, context) },
      });
    default:
      carryOut(message, context);
      return message.identifier ? now({ type: MessageType.Unknown }) : null;
  }
}

/** The ones that change something and are acknowledged at most. */
function carryOut(message: MrpMessage, context: MrpRequestContext): void {
  const { television } = context;
  switch (message.type) {
    case MessageType.SendHidEvent:
      pressKey(message.sendHidEvent?.hidEventData ?? new Uint8Array(0), context);
      break;
    case MessageType.WakeDevice:
      television.do({ kind: "wake" });
      break;
    case MessageType.SetVolume:
      setVolume(message, context);
      break;
    case MessageType.ModifyOutputContextRequest:
      modifyOutputs(message, context);
      break;
    default:
      break;
  }
}

function sendCommand({ sendCommand: command }: MrpMessage, context: MrpRequestContext): MrpMessage {
  const { television, faults } = context;
  const before = television.state.value;
  const input =
    faults.refuseCommands === 0 ? commandInput(command ?? {}, before) : faults.refuseCommands;
  const sendError = typeof input === "number" ? input : SendError.None;
  if (typeof input !== "number") television.do(input);
  const { player, name } = television.state.value;
  const status = sendError === SendError.None ? HandlerStatus.Success : HandlerStatus.CommandFailed;
  const path = player && { playerPath: pathOf(player, name) };
  return {
    type: MessageType.SendCommandResult,
    sendCommandResult: {
      sendError,
      handlerReturnStatus: status,
      ...path,
      commandResult: { ...path, sendError, statuses: [{ statusCode: status }] },
    },
  };
}

/** Sleep and wake act on their release, media keys on their press. */
function pressKey(event: Uint8Array, { television, buttons }: MrpRequestContext): void {
  const key = readHidEvent(event);
  if (key === null) return;
  const { target, down } = key;
  if (target === null) {
    television.note(`hid ${key.page},${key.usage}`);
    return;
  }
  switch (target.kind) {
    case "button":
      if (down) buttons.down(target.button);
      else buttons.up(target.button);
      break;
    case "power":
      if (!down) television.do({ kind: target.to });
      break;
    case "media":
      if (down) television.do({ kind: "media", command: target.command });
      break;
  }
}

function setVolume({ setVolume: wanted }: MrpMessage, context: MrpRequestContext): void {
  const { volume, outputDeviceUid } = wanted ?? {};
  if (volume == null || !(volume >= 0 && volume <= 1)) return;
  const percent = volume * 100;
  if (outputDeviceUid === context.device.id) context.television.do({ kind: "volume", percent });
  else if (outputDeviceUid) {
    context.television.do({ kind: "speaker-volume", id: outputDeviceUid, percent });
  }
}

function volumeOf({ getVolume }: MrpMessage, { television }: MrpRequestContext): number {
  const { speakers, volume } = television.state.value;
  const speaker = speakers.find(({ id }) => id === getVolume?.outputDeviceUid);
  return (speaker?.percent ?? heardPercent(volume)) / 100;
}

/** Ids stand in the plain lists, in the cluster-aware ones, or in both. */
function modifyOutputs(message: MrpMessage, { television }: MrpRequestContext): void {
  const request = message.modifyOutputContextRequest ?? {};
  const ids = (plain?: readonly string[] | null, aware?: readonly string[] | null) => [
    ...new Set([...(plain ?? []), ...(aware ?? [])]),
  ];
  const changes = {
    add: ids(request.addingDevices, request.clusterAwareAddingDevices),
    remove: ids(request.removingDevices, request.clusterAwareRemovingDevices),
    set: ids(request.settingDevices, request.clusterAwareSettingDevices),
  };
  for (const change of ["add", "remove", "set"] as const) {
    if (changes[change].length > 0) {
      television.do({ kind: "speakers", change, ids: changes[change] });
    }
  }
}
