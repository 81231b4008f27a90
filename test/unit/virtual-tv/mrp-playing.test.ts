import { describe, expect, it } from "vitest";
import { newPlayer, songs } from "../../../src/main/virtual-tv/tv-library.ts";
import type { MrpMessage } from "../../../src/main/wire/mrp/message.ts";
import {
  COCOA_EPOCH_MS,
  Command,
  MessageType,
  PlaybackState,
} from "../../../src/main/wire/mrp/numbers.ts";
import { MrpConversation } from "../../support/mrp-conversation.ts";

const TV_APP = "com.apple.TVWatchList";
const MUSIC_APP = "com.apple.TVMusic";

const ofType = (messages: readonly MrpMessage[], type: number) =>
  messages.filter((message) => message.type === type);
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

describe("what plays", () => {
  it("is told with everything the app knows (MR-46, MR-49)", () => {
    const messages = MrpConversation.started((scenarios) => scenarios.playEpisode()).take();
    const [state] = ofType(messages, MessageType.SetState);
    expect(state?.setState?.playbackState).toBe(PlaybackState.Playing);
    expect(state?.setState?.playerPath?.client?.bundleIdentifier).toBe(TV_APP);
    const wallMs = Date.UTC(2026, 0, 1);
    expect(state?.setState?.playbackQueue?.contentItems?.[0]?.metadata).toMatchObject({
      title: "The Long Way Round",
      seriesName: "Harbour Lights",
      seasonNumber: 2,
      episodeNumber: 5,
      genre: "Drama",
      duration: 2820,
      elapsedTime: 0,
      elapsedTimeTimestamp: (wallMs - COCOA_EPOCH_MS) / 1000,
      playbackRate: 1,
      mediaType: 2,
      contentIdentifier: "harbour-lights/2/5",
      artworkAvailable: true,
      artworkIdentifier: "picture-7",
      languageOptionsAvailable: true,
    });
  });

  it("names an app before its state, and leaves the name out of who is in front (M7, M9)", () => {
    const messages = MrpConversation.started((scenarios) => scenarios.playSongs()).take();
    const [name] = ofType(messages, MessageType.UpdateClient);
    const [front] = ofType(messages, MessageType.SetNowPlayingClient);
    expect(name?.updateClient?.client).toMatchObject({
      bundleIdentifier: MUSIC_APP,
      displayName: "Music",
    });
    expect(front?.setNowPlayingClient?.client?.bundleIdentifier).toBe(MUSIC_APP);
    expect(front?.setNowPlayingClient?.client?.displayName ?? null).toBeNull();
  });

  it("says a pause by a state without queue and the clock of the item (MR-46)", async () => {
    const remote = withEpisode();
    await remote.runtime.clock.advance(12_500);
    remote.television.do({ kind: "media", command: "pause" });
    const [state, update, ...rest] = remote.take();
    expect(rest).toEqual([]);
    expect(state?.setState).toMatchObject({ playbackState: PlaybackState.Paused });
    expect(state?.setState?.playbackQueue ?? null).toBeNull();
    expect(update?.updateContentItem?.contentItems?.[0]?.metadata).toMatchObject({
      elapsedTime: 12.5,
      playbackRate: 0,
    });
  });

  it("says a change of one field by that field alone (MR-46)", () => {
    const remote = withEpisode();
    remote.scenarios.changeItem({ title: "Another Way" });
    const [update, ...rest] = remote.take();
    expect(rest).toEqual([]);
    expect(update?.type).toBe(MessageType.UpdateContentItem);
    const metadata = update?.updateContentItem?.contentItems?.[0]?.metadata;
    expect(metadata?.title).toBe("Another Way");
    expect(metadata?.seriesName ?? null).toBeNull();
  });

  it("sends the queue again when a field went away, as merging could not say it", () => {
    const remote = withEpisode();
    remote.scenarios.changeItem({ series: null });
    const [state] = remote.take();
    expect(
      state?.setState?.playbackQueue?.contentItems?.[0]?.metadata?.seriesName ?? null,
    ).toBeNull();
    expect(state?.setState?.playbackQueue?.contentItems).toHaveLength(1);
  });

  it("says nothing when nothing about it changed", () => {
    const remote = withEpisode();
    remote.television.do({ kind: "button", button: "up", action: "tap" });
    expect(remote.take()).toEqual([]);
  });

  it("tells live television with NaN for its end and a rate of 0 while it plays (MR-48, MR-49)", () => {
    const messages = MrpConversation.started((scenarios) => scenarios.playLive()).take();
    const state = ofType(messages, MessageType.SetState)[0]?.setState;
    const metadata = state?.playbackQueue?.contentItems?.[0]?.metadata;
    expect(state?.playbackState).toBe(PlaybackState.Playing);
    expect(metadata).toMatchObject({ duration: Number.NaN, playbackRate: 0, isAlwaysLive: true });
    expect(metadata?.elapsedTimeTimestamp ?? null).toBeNull();
  });

  it("tells of an app that reports nothing that it is paused, with an empty queue (M2, MR-48)", () => {
    const messages = MrpConversation.started((scenarios) => scenarios.playSilently()).take();
    const state = ofType(messages, MessageType.SetState)[0]?.setState;
    expect(state).toMatchObject({ playbackState: PlaybackState.Paused });
    expect(state?.playbackQueue).toMatchObject({ location: 0, contentItems: [] });
    expect(state?.supportedCommands?.supportedCommands?.[0]).toMatchObject({
      command: Command.SkipForward,
      preferredIntervals: [10],
    });
  });

  it("keeps two apps apart, and takes away the one that ends (MR-45, MR-46)", () => {
    const remote = MrpConversation.started((scenarios) => scenarios.playTwoApps());
    const states = ofType(remote.take(), MessageType.SetState).map(({ setState }) => setState);
    expect(states.map((state) => state?.playbackState)).toEqual([
      PlaybackState.Playing,
      PlaybackState.Paused,
    ]);
    remote.scenarios.quitApp(TV_APP);
    const [gone, ...rest] = remote.take();
    expect(rest).toEqual([]);
    expect(gone?.removeClient?.client?.bundleIdentifier).toBe(TV_APP);
  });

  it("takes away one of two players of the same app (MR-45)", () => {
    const remote = withSongs();
    const player = playerOf(remote);
    if (!player) throw new Error("nothing plays");
    remote.scenarios.show({ ...newPlayer(player.app, songs), playerId: "Sing" });
    const types = remote.takeTypes();
    expect(types).toEqual(
      expect.arrayContaining([MessageType.SetNowPlayingPlayer, MessageType.SetState]),
    );
    expect(types).not.toContain(MessageType.UpdateClient);
    remote.scenarios.stopPlaying();
    expect(remote.take()[0]?.removePlayer?.playerPath?.player?.identifier).toBe("Sing");
  });

  it("is interrupted while the stream is loading (MR-48)", () => {
    const remote = withEpisode();
    remote.scenarios.loading();
    remote.scenarios.loading(false);
    const states = ofType(remote.take(), MessageType.SetState);
    expect(states.map(({ setState }) => setState?.playbackState)).toEqual([
      PlaybackState.Interrupted,
      PlaybackState.Playing,
    ]);
  });
});

describe("artwork", () => {
  const ask = (remote: MrpConversation, width: number, height: number) =>
    remote.ask({
      type: MessageType.PlaybackQueueRequest,
      playbackQueueRequest: {
        location: 0,
        length: 1,
        artworkWidth: width,
        artworkHeight: height,
        returnContentItemAssetsInUserCompletion: true,
      },
    })?.setState?.playbackQueue?.contentItems?.[0];

  it("comes at the size that is asked for, in its shape (MR-40)", () => {
    const item = ask(withEpisode(), 480, -1);
    expect([item?.artworkDataWidth, item?.artworkDataHeight]).toEqual([480, 270]);
    expect([...(item?.artworkData ?? []).slice(1, 4)]).toEqual(
      [..."PNG"].map((letter) => letter.charCodeAt(0)),
    );
  });

  it("is absent, promised and missing, huge, or no image at all (MR-40, MR-41)", () => {
    const remote = withEpisode();
    remote.scenarios.artwork("none");
    expect(ask(remote, 480, -1)?.artworkData ?? null).toBeNull();
    remote.scenarios.artwork("missing");
    expect(
      remote.take().at(-1)?.updateContentItem?.contentItems?.[0]?.metadata?.artworkAvailable,
    ).toBe(true);
    expect(ask(remote, 480, -1)?.artworkData ?? null).toBeNull();
    remote.scenarios.artwork("huge");
    expect(ask(remote, 480, -1)?.artworkData?.length).toBeGreaterThan(8 * 1024 * 1024);
    remote.scenarios.artwork("not-an-image");
    expect(
      new TextDecoder().decode(ask(remote, 480, -1)?.artworkData ?? new Uint8Array(0)),
    ).toMatch(/^<html>/);
  });

  it("comes late when it is slow, while everything else goes on", async () => {
    const remote = withEpisode();
    remote.faults.artworkDelayMs = 3000;
    expect(ask(remote, 480, -1)).toBeUndefined();
    expect(remote.command(Command.Pause)).toBe(0);
    remote.take();
    await remote.runtime.clock.advance(3000);
    expect(remote.take()[0]?.setState?.playbackQueue?.contentItems?.[0]?.artworkDataWidth).toBe(
      480,
    );
  });
});
