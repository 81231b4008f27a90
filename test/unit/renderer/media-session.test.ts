import { describe, expect, it } from "vitest";
import { followMediaSession } from "../../../src/renderer/follow-media-session.ts";
import { connectMediaSession, type SystemSession } from "../../../src/renderer/media-session.ts";
import { createFacts } from "../../../src/renderer/store/facts.ts";
import { episode } from "../../support/playing.ts";
import {
  aDevice,
  anApp,
  anEpisode,
  aSession,
  someDevices,
  someSettings,
} from "../../support/renderer/fixtures.ts";

/** The system's controls, as far as a page sees them. */
class Controls implements SystemSession {
  metadata: MediaMetadata | null = null;
  playbackState: MediaSessionPlaybackState = "none";
  position: MediaPositionState | undefined;
  readonly handlers = new Map<string, MediaSessionActionHandler>();
  readonly unknown = new Set<string>();

  setActionHandler(action: MediaSessionAction, handler: MediaSessionActionHandler | null): void {
    if (this.unknown.has(action)) throw new TypeError("not a valid action");
    if (handler === null) this.handlers.delete(action);
    else this.handlers.set(action, handler);
  }

  setPositionState(state?: MediaPositionState): void {
    this.position = state;
  }

  press(action: MediaSessionAction, given: Partial<MediaSessionActionDetails> = {}): void {
    this.handlers.get(action)?.({ action, ...given });
  }
}

function connected(controls = new Controls()) {
  const done: unknown[] = [];
  const show = connectMediaSession(
    controls,
    {
      media: (command) => void done.push(command),
      skip: (seconds) => void done.push({ skip: seconds }),
      seek: (seconds) => void done.push({ seek: seconds }),
    },
    (init) => init as MediaMetadata,
  );
  return { controls, done, show };
}

describe("the system's player controls", () => {
  it("show the title, the series, the picture and the position", () => {
    const { controls, show } = connected();
    const playing = episode({
      state: "playing",
      position: { seconds: 75, wallMs: 1000, rate: 1 },
    });
    show({ playing, artwork: "blob:app://armchair/1", wallMs: 6000 });
    expect(controls.metadata).toMatchObject({
      title: "Pop",
      artist: "The Bear",
      artwork: [{ src: "blob:app://armchair/1" }],
    });
    expect(controls.playbackState).toBe("playing");
    expect(controls.position).toEqual({ position: 80, duration: 2045, playbackRate: 1 });
  });

  it("have no position for live television, and never a rate of 0", () => {
    const { controls, show } = connected();
    show({ playing: episode({ durationS: null }), artwork: null, wallMs: 0 });
    expect(controls.position).toBeUndefined();
    show({ playing: episode(), artwork: null, wallMs: 0 });
    expect(controls.position?.playbackRate).toBe(1);
  });

  it("drive the device, with its own intervals unless the system has one", () => {
    const { controls, done, show } = connected();
    show({ playing: episode({ skipForwardS: 30 }), artwork: null, wallMs: 0 });
    controls.press("pause");
    controls.press("nexttrack");
    controls.press("seekforward");
    controls.press("seekbackward", { seekOffset: 5 });
    controls.press("seekto", { seekTime: 90 });
    expect(done).toEqual(["pause", "next", { skip: 30 }, { skip: -5 }, { seek: 90 }]);
  });

  it("are given back when nothing plays any more", () => {
    const { controls, show } = connected();
    show({ playing: episode(), artwork: null, wallMs: 0 });
    show(null);
    expect([controls.metadata, controls.playbackState, controls.handlers.size]).toEqual([
      null,
      "none",
      0,
    ]);
  });

  it("may not know every action", () => {
    const controls = new Controls();
    controls.unknown.add("seekto");
    const { show } = connected(controls);
    show({ playing: episode(), artwork: null, wallMs: 0 });
    expect(controls.handlers.has("seekto")).toBe(false);
    expect(controls.handlers.has("play")).toBe(true);
  });
});

describe("following the selected device", () => {
  function followed(platform: "darwin" | "linux") {
    const facts = createFacts();
    const controls = new Controls();
    const done: unknown[] = [];
    const off = followMediaSession({
      facts,
      control: { media: (command) => void done.push(command) },
      playback: {
        skip: (direction) => void done.push(direction),
        seek: (seconds) => void done.push(seconds),
      },
      clock: { now: () => 0 },
      session: controls,
      metadata: (init) => init as MediaMetadata,
    });
    facts.setState({
      app: anApp({ platform }),
      settings: someSettings(),
      devices: someDevices([aDevice()]),
      sessions: { [aDevice().id]: aSession({ nowPlaying: anEpisode() }) },
    });
    return { facts, controls, done, off };
  }

  it("shows and controls what plays, until it stops", () => {
    const { facts, controls, done, off } = followed("darwin");
    expect(controls.metadata?.title).toBe(anEpisode().title);
    controls.press("pause");
    controls.press("seekbackward");
    controls.press("seekto", { seekTime: 90 });
    expect(done).toEqual(["pause", "back", 90]);
    const { id } = aDevice();
    facts.setState({ sessions: { [id]: aSession({ nowPlaying: null }) } });
    expect(controls.handlers.size).toBe(0);
    facts.setState({ sessions: { [id]: aSession({ nowPlaying: anEpisode() }) } });
    expect(controls.handlers.size).toBeGreaterThan(0);
    off();
    expect(controls.metadata).toBeNull();
  });

  it("ends with the preference", () => {
    const { facts, controls } = followed("darwin");
    facts.setState({ settings: someSettings({ mediaSession: false }) });
    expect(controls.handlers.size).toBe(0);
  });

  it("leaves Linux to the main process", () => {
    expect(followed("linux").controls.metadata).toBeNull();
  });
});
