import { describe, expect, it } from "vitest";
import { encodeLanguageOption } from "../../../src/main/wire/mrp/message.ts";
import { Command, MessageType } from "../../../src/main/wire/mrp/numbers.ts";
import { MrpConversation } from "../../support/mrp-conversation.ts";

const TV_APP = "com.apple.TVWatchList";

const withEpisode = () => {
  const remote = MrpConversation.started((scenarios) => scenarios.playEpisode());
  remote.take();
  return remote;
};
const withSongs = () => {
  const remote = MrpConversation.started((scenarios) => scenarios.playSongs());
  remote.take();
  return remote;
};
const playerOf = ({ television }: MrpConversation) => television.state.value.player;

describe("commands", () => {
  it.each([
    ["Pause", () => withEpisode(), { playing: false }],
    ["TogglePlayPause", () => withEpisode(), { playing: false }],
    ["Stop", () => withEpisode(), { playing: false, stage: "stopped" }],
    ["NextTrack", () => withSongs(), { location: 1, positionS: 0 }],
    ["BeginFastForward", () => withEpisode(), { rate: 8 }],
    ["BeginRewind", () => withEpisode(), { rate: -8 }],
  ] as const)("%s does what it says (MR-30)", (name, start, result) => {
    const remote = start();
    expect(remote.command(Command[name])).toBe(0);
    expect(playerOf(remote)).toMatchObject(result);
    expect(remote.take().length).toBeGreaterThan(0);
  });

  it("skips by what the app likes, or by what is asked (MR-32)", () => {
    const remote = withEpisode();
    remote.command(Command.SkipForward);
    remote.command(Command.SkipForward, { skipInterval: 45 });
    remote.command(Command.SkipBackward, { skipInterval: 5 });
    expect(playerOf(remote)?.positionS).toBe(50);
  });

  it("seeks, never beyond the end, and refuses a place that is none (MR-32)", () => {
    const remote = withEpisode();
    expect(remote.command(Command.SeekToPlaybackPosition, { playbackPosition: 100 })).toBe(0);
    expect(playerOf(remote)?.positionS).toBe(100);
    remote.command(Command.SeekToPlaybackPosition, { playbackPosition: 1e9 });
    expect(playerOf(remote)?.positionS).toBe(2820);
    expect(remote.command(Command.SeekToPlaybackPosition)).toBe(7);
    expect(remote.command(Command.SeekToPlaybackPosition, { playbackPosition: Number.NaN })).toBe(
      7,
    );
  });

  it("shuffles and repeats, told in the command's own entry (MR-32)", () => {
    const remote = withSongs();
    remote.command(Command.ChangeShuffleMode, { shuffleMode: 3, sendOptions: 0 });
    remote.command(Command.ChangeRepeatMode, { repeatMode: 2, sendOptions: 0 });
    expect(playerOf(remote)).toMatchObject({ shuffle: "songs", repeat: "track" });
    const last = remote.take().at(-1)?.setState?.supportedCommands?.supportedCommands;
    expect(last?.find(({ command }) => command === Command.ChangeRepeatMode)?.repeatMode).toBe(2);
    expect(last?.find(({ command }) => command === Command.ChangeShuffleMode)?.shuffleMode).toBe(3);
  });

  it("repeats all from the first song after the last, and otherwise stops offering the next one", () => {
    const remote = withSongs();
    remote.command(Command.NextTrack);
    remote.command(Command.NextTrack);
    expect(remote.command(Command.NextTrack)).toBe(10);
    remote.command(Command.ChangeRepeatMode, { repeatMode: 3 });
    expect(remote.command(Command.NextTrack)).toBe(0);
    expect(playerOf(remote)?.location).toBe(0);
  });

  it("refuses what is not offered, what nobody could do, and an app that is not there (MR-30)", () => {
    const remote = withEpisode();
    expect(remote.command(Command.ChangeShuffleMode, { shuffleMode: 3 })).toBe(10);
    expect(remote.command(999)).toBe(10);
    const playerPath = { client: { bundleIdentifier: "com.example.none" } };
    const answer = remote.ask({
      type: MessageType.SendCommand,
      sendCommand: { command: 1, playerPath },
    });
    expect(answer?.sendCommandResult).toMatchObject({ sendError: 1, handlerReturnStatus: 2 });
    remote.scenarios.stopPlaying();
    expect(remote.command(Command.Pause)).toBe(8);
  });

  it("starts the app in front that plays nothing yet", () => {
    const remote = withEpisode();
    remote.scenarios.stopPlaying();
    expect(remote.command(Command.Play)).toBe(0);
    expect(playerOf(remote)).toMatchObject({ playing: true, app: { id: TV_APP } });
  });

  it("refuses everything with the number of the fault", () => {
    const remote = withEpisode();
    remote.faults.refuseCommands = 3;
    expect(remote.command(Command.Pause)).toBe(3);
    expect(playerOf(remote)?.playing).toBe(true);
  });
});

describe("languages", () => {
  const ask = (remote: MrpConversation) =>
    remote.ask({
      type: MessageType.PlaybackQueueRequest,
      playbackQueueRequest: { location: 0, length: 1, includeLanguageOptions: true },
    })?.setState?.playbackQueue?.contentItems?.[0];

  it("are told when they are asked for: a group each, and what is chosen", () => {
    const item = ask(withEpisode());
    const groups = item?.availableLanguageOptions ?? [];
    expect(groups.map(({ allowEmptySelection }) => allowEmptySelection)).toEqual([false, true]);
    expect(groups[1]?.languageOptions?.map(({ displayName }) => displayName)).toEqual([
      "English SDH",
      "Deutsch",
      "Français (Canada)",
    ]);
    expect(item?.currentLanguageOptions?.map(({ identifier }) => identifier)).toEqual(["en-1"]);
  });

  it("are chosen and turned off by commands", () => {
    const remote = withEpisode();
    const german = ask(remote)?.availableLanguageOptions?.[1]?.languageOptions?.[1];
    const languageOption = encodeLanguageOption(german ?? {});
    expect(remote.command(Command.EnableLanguageOption, { languageOption })).toBe(0);
    expect(
      ask(remote)?.currentLanguageOptions?.map(({ type, languageTag }) => [type, languageTag]),
    ).toEqual([
      [0, "en"],
      [1, "de"],
    ]);
    expect(remote.command(Command.DisableLanguageOption, { languageOption })).toBe(0);
    expect(ask(remote)?.currentLanguageOptions).toHaveLength(1);
  });

  it("refuses one that is not there, no sound at all, and bytes that are none", () => {
    const remote = withEpisode();
    const enable = (bytes: Uint8Array) =>
      remote.command(Command.EnableLanguageOption, { languageOption: bytes });
    expect(enable(encodeLanguageOption({ type: 0, identifier: "xx" }))).toBe(7);
    expect(enable(Uint8Array.of(0x2a, 0xff))).toBe(7);
    const audio = encodeLanguageOption({ type: 0, identifier: "en-1" });
    expect(remote.command(Command.DisableLanguageOption, { languageOption: audio })).toBe(7);
  });
});
