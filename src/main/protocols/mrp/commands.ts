import { RemoteError } from "../../../shared/errors.ts";
import type {
  Button,
  ButtonEdge,
  MediaCommand,
  PressAction,
} from "../../../shared/model/buttons.ts";
import type {
  RepeatMode as Repeat,
  ShuffleMode as Shuffle,
} from "../../../shared/model/now-playing.ts";
import type { MrpMessage } from "../../wire/mrp/message.ts";
import { Command, MessageType, RepeatMode, ShuffleMode } from "../../wire/mrp/numbers.ts";
import type { Operations } from "../plugin.ts";
import { playPauseCommand } from "./features.ts";
import type { HidSender } from "./hid.ts";
import { activeClient } from "./players.ts";
import type { RemoteSession } from "./session-contract.ts";
import type { MediaRemoteState } from "./state.ts";

export type CommandOptions = NonNullable<NonNullable<MrpMessage["sendCommand"]>["options"]>;

const mediaCommands: Readonly<Record<Exclude<MediaCommand, "play-pause">, number>> = {
  play: Command.Play,
  pause: Command.Pause,
  stop: Command.Stop,
  next: Command.NextTrack,
  previous: Command.PreviousTrack,
  "fast-forward-begin": Command.BeginFastForward,
  "fast-forward-end": Command.EndFastForward,
  "rewind-begin": Command.BeginRewind,
  "rewind-end": Command.EndRewind,
};
const shuffleNumbers: Readonly<Record<Shuffle, number>> = {
  off: ShuffleMode.Off,
  albums: ShuffleMode.Albums,
  songs: ShuffleMode.Songs,
};
const repeatNumbers: Readonly<Record<Repeat, number>> = {
  off: RepeatMode.Off,
  track: RepeatMode.One,
  all: RepeatMode.All,
};

/** The app took the command the way apps of old do: that is a success, too. */
const UIKIT_LEGACY = 3;

/** What `deviceCode` of a refused command is a number of. */
const refusalDomains = {
  sendError: "MediaRemote.sendError",
  handler: "MediaRemote.handlerReturnStatus",
  message: "MediaRemote.errorCode",
} as const;

/** MR-30, QK-23: sends one command to what plays. `rejected` with the device's number for it. */
export async function sendCommand(
  session: RemoteSession,
  command: number,
  options: CommandOptions = {},
): Promise<void> {
  const type = MessageType.SendCommand;
  const answer = await session.request({ type, sendCommand: { command, options } });
  throwIfRefused(answer, String(command));
}

/** Numbers of several kinds; any of them that is not zero is a no. */
export function throwIfRefused(answer: MrpMessage, subject: string): void {
  const result = answer.sendCommandResult;
  const nested = result?.commandResult;
  const statuses = [
    result?.handlerReturnStatus ?? 0,
    ...(nested?.statuses ?? []).map((status) => status.statusCode ?? 0),
  ];
  const refusals: readonly (readonly [string, number])[] = [
    [refusalDomains.sendError, result?.sendError || nested?.sendError || 0],
    [refusalDomains.handler, statuses.find((code) => code !== 0 && code !== UIKIT_LEGACY) ?? 0],
    [refusalDomains.message, answer.errorCode ?? 0],
  ];
  const refusal = refusals.find(([, code]) => code !== 0);
  if (refusal === undefined) return;
  const [deviceDomain, deviceCode] = refusal;
  const details = { subject, deviceDomain, deviceCode };
  throw new RemoteError("rejected", "the device refused the command", details);
}

type CommandOperations = Pick<
  Operations,
  "press" | "button" | "media" | "skip" | "seek" | "setShuffle" | "setRepeat"
>;

/** Buttons, and what can be told to whatever plays. */
export function commandOperations(
  session: RemoteSession,
  state: MediaRemoteState,
  hid: HidSender,
): CommandOperations {
  const send = (command: number, options?: CommandOptions) =>
    sendCommand(session, command, options);
  const media = async (command: MediaCommand) => {
    await send(command === "play-pause" ? toggle(state) : mediaCommands[command]);
  };
  return {
    media,
    // There is no such key here, but there is the command that it stands for (IF-046).
    press: async (button: Button, action: PressAction) =>
      button === "play-pause" ? media(button) : hid.press(button, action),
    button: async (button: Button, edge: ButtonEdge) => {
      if (button !== "play-pause") return hid.edge(button, edge);
      if (edge === "down") await media(button);
    },
    skip: async (seconds) => {
      if (!Number.isFinite(seconds) || seconds === 0) throw invalid("skipping takes some seconds");
      const command = seconds > 0 ? Command.SkipForward : Command.SkipBackward;
      await send(command, { skipInterval: Math.abs(seconds) });
    },
    seek: async (seconds) => {
      if (!(Number.isFinite(seconds) && seconds >= 0)) throw invalid("no position is before zero");
      await send(Command.SeekToPlaybackPosition, { playbackPosition: seconds });
    },
    // MR-32: without the options field some apps do nothing.
    setShuffle: (mode) =>
      send(Command.ChangeShuffleMode, { shuffleMode: shuffleNumbers[mode], sendOptions: 0 }),
    setRepeat: (mode) =>
      send(Command.ChangeRepeatMode, { repeatMode: repeatNumbers[mode], sendOptions: 0 }),
  };
}

/** MR-31. `unavailable` when there is nothing to play or pause: no command would do anything. */
function toggle({ players, nowPlaying }: MediaRemoteState): number {
  const command = playPauseCommand(activeClient(players), nowPlaying);
  if (command !== null) return command;
  throw new RemoteError("unavailable", "nothing plays that could be paused");
}

function invalid(message: string): RemoteError {
  return new RemoteError("invalid", message);
}
