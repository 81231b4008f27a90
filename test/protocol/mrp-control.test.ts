import { expect, it } from "vitest";
import { openMediaRemote } from "../../src/main/protocols/mrp/open.ts";
import type { CloseReason, Operations } from "../../src/main/protocols/plugin.ts";
import { Occurrence } from "../../src/main/runtime/signal.ts";
import { quietMrp } from "../../src/main/virtual-tv/mrp-faults.ts";
import { MrpPeer } from "../../src/main/virtual-tv/mrp-peer.ts";
import { Scenarios } from "../../src/main/virtual-tv/scenarios.ts";
import { Television } from "../../src/main/virtual-tv/television.ts";
import { initialState } from "../../src/main/virtual-tv/tv-state.ts";
import type { MrpMessage } from "../../src/main/wire/mrp/message.ts";
import { openContext } from "../support/companion-device.ts";
import { mrpDevice } from "../support/mrp-conversation.ts";
import { testRuntime } from "../support/runtime.ts";
import { overTheWire } from "../support/scripted-session.ts";
import { inTime } from "./companion-world.ts";

/** Our channel and the virtual TV's MediaRemote side, with nothing but the codec in between. */
async function world() {
  const runtime = testRuntime();
  const television = new Television(runtime, initialState(mrpDevice.name));
  const scenarios = new Scenarios(television);
  const messages = new Occurrence<MrpMessage>();
  const context = { runtime, television, device: mrpDevice, faults: quietMrp() };
  const link = {
    send: (message: MrpMessage) => queueMicrotask(() => messages.emit(overTheWire(message))),
    close: () => {},
  };
  const peer = new MrpPeer(context, link);
  let end: (reason: CloseReason) => void = () => {};
  const closed = new Promise<CloseReason>((resolve) => {
    end = resolve;
  });
  const pipe = {
    send: (message: MrpMessage) => peer.receive(overTheWire(message)),
    messages,
    closed,
    probe: async () => {},
    fail: () => end({ kind: "ended" }),
    close: async () => end({ kind: "asked" }),
  };
  const opening = openMediaRemote(pipe, openContext(runtime), { ourId: "us" });
  const channel = await inTime(runtime.clock, opening);
  const operations = channel.operations as Operations;
  const act = <T>(work: Promise<T>) => inTime(runtime.clock, work);
  return { television, scenarios, channel, operations, act, state: () => channel.state.value };
}

it("an episode plays: what it is, its picture, its languages, and everything done with it", async () => {
  const { scenarios, operations, act, state, television } = await world();
  expect(state().nowPlaying).toBeNull();
  scenarios.playEpisode();
  await act(Promise.resolve());
  expect(state().nowPlaying).toMatchObject({ state: "playing", kind: "tv" });
  const picture = await act(operations.artwork({ width: 200, height: 0 }));
  expect(picture?.id).toBe(state().nowPlaying?.artworkId);
  expect(picture?.bytes.length).toBeGreaterThan(100);
  await act(operations.seek(120));
  expect(television.state.value.player?.positionS).toBe(120);
  expect(state().nowPlaying?.position?.seconds).toBe(120);
  await act(operations.media("play-pause"));
  expect(state().nowPlaying).toMatchObject({ state: "paused", position: { rate: 0 } });
  const { audio, subtitles } = state().nowPlaying ?? {};
  const other = audio?.choices.find(({ id }) => id !== audio.selectedId);
  expect(other).toBeDefined();
  await act(operations.selectAudio(other?.id ?? ""));
  expect(state().nowPlaying?.audio?.selectedId).toBe(other?.id);
  const subtitle = subtitles?.choices.at(-1)?.id ?? "";
  await act(operations.selectSubtitles(subtitle));
  expect(state().nowPlaying?.subtitles?.selectedId).toBe(subtitle);
  await act(operations.selectSubtitles(null));
  expect(state().nowPlaying?.subtitles?.selectedId).toBeNull();
});

it("songs are shuffled, repeated and skipped, and the app ends without leaving a ghost", async () => {
  const { scenarios, operations, act, state } = await world();
  scenarios.playSongs();
  await act(Promise.resolve());
  const first = state().nowPlaying;
  expect(first).toMatchObject({ kind: "music", state: "playing" });
  await act(operations.setShuffle("songs"));
  await act(operations.setRepeat("all"));
  expect(state().nowPlaying).toMatchObject({ shuffle: "songs", repeat: "all" });
  await act(operations.media("next"));
  expect(state().nowPlaying?.itemId).not.toBe(first?.itemId);
  scenarios.quitApp(first?.app?.id ?? "");
  await act(Promise.resolve());
  expect(state().nowPlaying).toBeNull();
});

it("live television has no end, and an app that tells nothing is nothing", async () => {
  const { scenarios, act, state } = await world();
  scenarios.playLive();
  await act(Promise.resolve());
  expect(state().nowPlaying).toMatchObject({ state: "playing", durationS: null, isLive: true });
  scenarios.playSilently();
  await act(Promise.resolve());
  expect(state().nowPlaying).toBeNull();
});

it("the volume is set and stepped, and the TV sleeps and wakes", async () => {
  const { operations, act, state } = await world();
  await act(operations.setVolume(40));
  expect(state().volume).toEqual({ control: "absolute", percent: 40 });
  await act(operations.volumeStep("up"));
  expect(state().volume?.percent).toBeGreaterThan(40);
  await act(operations.turnOff());
  expect(state().power).toBe("off");
  await act(operations.turnOn());
  expect(state().power).toBe("on");
});
