import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { secondFor } from "../../../src/renderer/features/now-playing/bar.tsx";
import { NowPlayingWindow } from "../../../src/renderer/features/now-playing/now-playing-window.tsx";
import type { NowPlaying } from "../../../src/shared/model/now-playing.ts";
import type { SessionSnapshot } from "../../../src/shared/model/session.ts";
import { allFeatures, anEpisode, aSession, aSong } from "../../support/renderer/fixtures.ts";
import { connected, stage } from "./stage.tsx";

const button = (name: string | RegExp): HTMLElement => screen.getByRole("button", { name });
const slider = (): HTMLElement => screen.getByRole("slider", { name: "Position" });
const times = (container: HTMLElement): string =>
  container.querySelector(".times")?.textContent ?? "";

async function playing(nowPlaying: NowPlaying | null, change: Partial<SessionSnapshot> = {}) {
  return stage(<NowPlayingWindow />, { bridge: connected({ nowPlaying, ...change }) });
}

/** A bar of 1,000 px, so that a tenth of a per cent is a pixel. */
function measured(bar: HTMLElement): HTMLElement {
  bar.getBoundingClientRect = () => new DOMRect(0, 0, 1000, 40);
  return bar;
}

describe("what plays, in words", () => {
  it("shows title, series line, app and device", async () => {
    const { container } = await playing(anEpisode());
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Pop");
    expect(container.querySelector(".title-line")?.textContent).toBe("The Bear · S2 E5");
    expect(container.querySelector(".title-app")?.textContent).toContain("Disney+ on Living Room");
  });

  it("shows artist and album of music", async () => {
    const { container } = await playing(aSong());
    expect(container.querySelector(".title-line")?.textContent).toBe(
      "Claude Debussy · Suite bergamasque",
    );
  });

  it("says so when an app does not report what it plays", async () => {
    const silent = anEpisode({ title: null, seriesName: null, seasonNumber: null });
    await playing({ ...silent, episodeNumber: null });
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe(
      "Disney+ does not report what plays.",
    );
  });

  it("shows the device's name and the time when nothing plays, and no control", async () => {
    const { container } = await playing(null);
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Living Room");
    expect(container.querySelector("time")?.textContent).toMatch(/\d:\d\d/);
    expect(screen.queryByRole("slider")).toBeNull();
    expect(screen.queryByRole("button", { name: "Play" })).toBeNull();
  });

  it("announces each item once, however often it is told of it", async () => {
    const { emit } = await playing(anEpisode());
    const region = screen.getByRole("status");
    expect(region.textContent).toBe("Now playing: Pop, The Bear · S2 E5, Disney+");
    const said: string[] = [];
    new MutationObserver(() => said.push(region.textContent ?? "")).observe(region, {
      childList: true,
      subtree: true,
      characterData: true,
    });
    await emit("session", aSession({ revision: 2, nowPlaying: anEpisode({ state: "paused" }) }));
    expect(said).toEqual([]);
    await emit("session", aSession({ revision: 3, nowPlaying: aSong() }));
    expect(region.textContent).toContain("Clair de lune");
  });
});

describe("the clock of what plays", () => {
  it("counts up once a second, and what is left down with it", async () => {
    const { container, pass } = await playing(anEpisode());
    expect(times(container)).toBe("13:02−21:16");
    await pass(1000);
    expect(times(container)).toBe("13:03−21:15");
    await pass(59_000);
    expect(times(container)).toBe("14:02−20:16");
  });

  it("arms no timer while it is paused", async () => {
    const { clock, pass } = await playing(aSong());
    await pass(2500);
    expect(clock.armedTimers).toBe(0);
  });

  it("arms no timer while nobody can see it, and is right again when somebody can", async () => {
    const { clock, container, pass } = await playing(anEpisode());
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
    await pass(0);
    await pass(60_000);
    expect(clock.armedTimers).toBe(0);
    Object.defineProperty(document, "visibilityState", { value: "visible", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
    await pass(0);
    expect(times(container)).toContain("14:02");
  });

  it("never runs past the end, and stops there", async () => {
    const { clock, container, pass } = await playing(anEpisode());
    await pass(3_600_000);
    expect(times(container)).toBe("34:18−0:00");
    expect(clock.armedTimers).toBe(0);
  });

  it("follows a new anchor at once", async () => {
    const { container, emit } = await playing(anEpisode());
    const position = { seconds: 100, wallMs: Date.UTC(2026, 0, 1), rate: 0 };
    await emit("session", aSession({ revision: 2, nowPlaying: anEpisode({ position }) }));
    expect(times(container)).toContain("1:40");
  });

  it("shows the length instead of what is left when it is clicked, and back", async () => {
    const { container } = await playing(anEpisode());
    fireEvent.click(button(/Show the length$/));
    expect(times(container)).toBe("13:0234:18");
    fireEvent.click(button(/Show what is left$/));
    expect(times(container)).toBe("13:02−21:16");
  });

  it("shows live television as live, without an end to seek to", async () => {
    const live = anEpisode({ isLive: true, durationS: null, position: null });
    const { container } = await playing(live);
    expect(container.querySelector(".live")?.textContent).toBe("Live");
    expect(screen.queryByRole("slider")).toBeNull();
  });
});

describe("the scrubber", () => {
  it("says where it stands in words", async () => {
    await playing(anEpisode());
    expect(slider().getAttribute("aria-valuetext")).toBe(
      "13 minutes, 2 seconds of 34 minutes, 18 seconds",
    );
  });

  it("seeks where it is clicked, and shows that before the device tells", async () => {
    const { bridge, container, pass } = await playing(anEpisode());
    const bar = measured(slider());
    fireEvent.pointerDown(bar, { button: 0, pointerId: 1, clientX: 500 });
    fireEvent.pointerUp(bar, { button: 0, pointerId: 1, clientX: 500 });
    await pass(0);
    expect(bridge.of("playback.seek")).toEqual([["tv", 1029]]);
    expect(times(container)).toContain("17:09");
  });

  it("seeks once at the end of a drag, and tells on the way where that would be", async () => {
    const { bridge, container, pass } = await playing(anEpisode());
    const bar = measured(slider());
    fireEvent.pointerDown(bar, { button: 0, pointerId: 1, clientX: 100 });
    fireEvent.pointerMove(bar, { pointerId: 1, clientX: 900 });
    expect(container.querySelector(".bar-tip")?.textContent).toBe("30:52");
    expect(bridge.of("playback.seek")).toEqual([]);
    fireEvent.pointerMove(bar, { pointerId: 1, clientX: 5000 });
    fireEvent.pointerUp(bar, { pointerId: 1, clientX: 5000 });
    await pass(0);
    expect(bridge.of("playback.seek")).toEqual([["tv", 2058]]);
  });

  it("leaves everything as it was when a drag ends with Esc", async () => {
    const { bridge, key, pass } = await playing(anEpisode());
    const bar = measured(slider());
    bar.focus();
    fireEvent.pointerDown(bar, { button: 0, pointerId: 1, clientX: 100 });
    await key("Escape");
    fireEvent.pointerUp(bar, { pointerId: 1, clientX: 100 });
    await pass(0);
    expect(bridge.of("playback.seek")).toEqual([]);
  });

  it.each([
    ["ArrowRight", 110],
    ["ArrowUp", 110],
    ["ArrowLeft", 90],
    ["ArrowDown", 90],
    ["PageUp", 300],
    ["PageDown", -100],
    ["Home", 0],
    ["End", 2000],
    ["x", null],
  ])("leads with %s from 100 s to %s s", (key, second) => {
    expect(secondFor(key, 100, 2000)).toBe(second);
  });

  it("moves by its keys when it has the focus, each from where the last one led", async () => {
    const { bridge, key, pass } = await playing(anEpisode());
    slider().focus();
    await key("ArrowRight");
    await pass(200);
    await key("ArrowRight");
    await pass(200);
    const [[, first] = [], [, second] = []] = bridge.of("playback.seek");
    expect(first).toBe(792);
    expect(second).toBe(802);
    expect(bridge.of("remote.skip")).toEqual([]);
  });

  it("believes the device again when it does not do what was asked", async () => {
    const { container, key, pass } = await playing(anEpisode());
    slider().focus();
    await key("End");
    expect(times(container)).toContain("34:18");
    await pass(3000);
    expect(times(container)).toContain("13:05");
  });

  it("sends no place that waited its turn to the item that came after", async () => {
    const { bridge, container, key, emit, pass } = await playing(anEpisode());
    slider().focus();
    await key("Home");
    await key("End");
    await emit("session", aSession({ revision: 2, nowPlaying: anEpisode({ itemId: "after" }) }));
    await pass(1000);
    expect(bridge.of("playback.seek")).toEqual([["tv", 0]]);
    expect(times(container)).toContain("13:03");
  });

  it("shows the place that the device tells once it was told to begin anew", async () => {
    const { container, key } = await playing(anEpisode());
    slider().focus();
    await key("End");
    expect(times(container)).toContain("34:18");
    fireEvent.click(button("Previous"));
    expect(times(container)).not.toContain("34:18");
    expect(times(container)).toContain("13:02");
  });

  it("goes back at once, and says why, when the device refuses", async () => {
    const bridge = connected({ nowPlaying: anEpisode() });
    bridge.refuse("playback.seek", { code: "rejected", message: "no" });
    const { container, key } = await stage(<NowPlayingWindow />, { bridge });
    slider().focus();
    await key("End");
    expect(times(container)).toContain("13:02");
    expect(container.querySelector(".note-playing")?.textContent).toContain("said no");
  });

  it("is a bar that only shows where the device cannot be told", async () => {
    await playing(anEpisode(), { features: { ...allFeatures, "set-position": "unavailable" } });
    expect(screen.queryByRole("slider")).toBeNull();
    expect(screen.getByRole("progressbar", { name: "Position" })).toBeTruthy();
  });
});

describe("the way back after a jump", () => {
  it("leads to where it was with Ctrl+Z, once for each jump", async () => {
    const { bridge, key, pass } = await playing(anEpisode());
    slider().focus();
    await key("Home");
    await pass(2000);
    await key("End");
    await pass(2000);
    await key("z", { ctrlKey: true });
    await pass(200);
    await key("z", { ctrlKey: true });
    await pass(200);
    await key("z", { ctrlKey: true });
    const seconds = bridge.of("playback.seek").map(([, second]) => Math.round(Number(second)));
    expect(seconds).toEqual([0, 2058, 784, 782]);
  });

  it("takes a skip back too, and several in a row as one", async () => {
    const { bridge, key, pass } = await playing(anEpisode());
    await key("]");
    await pass(300);
    await key("]");
    await pass(300);
    fireEvent.click(button("Back to 13:02"));
    await pass(0);
    expect(bridge.of("remote.skip")).toEqual([
      ["tv", 15],
      ["tv", 15],
    ]);
    expect(bridge.of("playback.seek")).toEqual([["tv", 782]]);
    expect(screen.queryByRole("button", { name: /^Back to/ })).toBeNull();
  });

  it("is not offered for another item", async () => {
    const { bridge, emit, key, pass } = await playing(anEpisode());
    await key("]");
    await pass(300);
    await emit("session", aSession({ revision: 2, nowPlaying: aSong() }));
    expect(screen.queryByRole("button", { name: /^Back to/ })).toBeNull();
    await key("z", { ctrlKey: true });
    expect(bridge.of("playback.seek")).toEqual([]);
  });
});

describe("the transport", () => {
  it("has what the device does, in the order in which it is seen, and greys what it does not now", async () => {
    await playing(anEpisode(), {
      features: {
        "play-pause": "available",
        next: "unavailable",
        "skip-forward": "available",
      },
    });
    const names = screen.getByRole("group", { name: "Playback" }).querySelectorAll("button");
    expect([...names].map((each) => [each.getAttribute("aria-label"), each.disabled])).toEqual([
      ["Pause", false],
      ["Forward 15 seconds", false],
      ["Next", true],
    ]);
  });

  it("pauses what plays and plays what is paused", async () => {
    const { bridge, emit } = await playing(anEpisode());
    fireEvent.click(button("Pause"));
    await emit("session", aSession({ revision: 2, nowPlaying: anEpisode({ state: "paused" }) }));
    fireEvent.click(button("Play"));
    expect(bridge.of("remote.media")).toEqual([
      ["tv", "pause"],
      ["tv", "play"],
    ]);
  });

  it("shows shuffle and repeat where they exist, and turns them on and off", async () => {
    const { bridge, emit } = await playing(aSong());
    fireEvent.click(button("Shuffle: on"));
    fireEvent.click(button("Repeat: off"));
    expect(bridge.of("playback.shuffle")).toEqual([["tv", "off"]]);
    expect(bridge.of("playback.repeat")).toEqual([["tv", "all"]]);
    await emit("session", aSession({ revision: 2, nowPlaying: anEpisode() }));
    expect(screen.queryByRole("button", { name: /^(Shuffle|Repeat)/ })).toBeNull();
  });

  it.each([
    [" ", {}, ["remote.media", "tv", "play-pause"]],
    ["ArrowLeft", {}, ["remote.skip", "tv", -15]],
    ["ArrowUp", {}, ["volume.step", "tv", "up"]],
    ["m", {}, ["remote.press", "tv", "mute", "tap"]],
    ["f", {}, ["app.setFullScreen", true]],
    ["w", { ctrlKey: true }, ["app.closeWindow", "now-playing"]],
  ] as const)("obeys the key %j", async (name, more, call) => {
    const features = { ...allFeatures, mute: "available" } as const;
    const { bridge, key } = await playing(anEpisode(), { features });
    await key(name, more);
    expect(bridge.calls).toEqual([call]);
  });

  it("says why a key did nothing", async () => {
    const { container, key } = await playing(anEpisode());
    await key("m");
    expect(container.querySelector(".note")?.textContent).toContain("cannot be muted");
  });

  it("leaves the direction pad's keys alone", async () => {
    const { bridge, key } = await playing(anEpisode());
    await key("Enter");
    await key("h");
    await key("Escape");
    expect(bridge.calls).toEqual([]);
  });
});

describe("the whole screen", () => {
  it("shows the time, leaves the picture to itself after a while, and ends with Esc", async () => {
    const { bridge, container, key, pass } = await playing(anEpisode());
    const main = screen.getByRole("main");
    expect(container.querySelector("time")).toBeNull();
    fireEvent.click(button("Full screen"));
    await pass(0);
    expect(container.querySelector("time")?.textContent).toMatch(/\d:\d\d/);
    await pass(5000);
    expect(main.dataset["alone"]).toBe("true");
    await key("x");
    expect(main.dataset["alone"]).toBeUndefined();
    await key("Escape");
    expect(bridge.of("app.setFullScreen")).toEqual([[true], [false]]);
    expect(container.querySelector("time")).toBeNull();
  });
});

describe("sound and subtitles", () => {
  it("are a menu of one choice each, by keyboard alone", async () => {
    const { bridge, key } = await playing(anEpisode());
    const opener = button("Sound and subtitles");
    opener.focus();
    await key("ArrowDown");
    const items = screen.getAllByRole("menuitemradio");
    expect(items.map((item) => [item.textContent, item.getAttribute("aria-checked")])).toEqual([
      ["English", "true"],
      ["English (described)", "false"],
      ["Deutsch", "false"],
      ["Off", "true"],
      ["English", "false"],
      ["Deutsch", "false"],
    ]);
    expect(document.activeElement).toBe(items[0]);
    await key("End");
    expect(document.activeElement).toBe(items[5]);
    fireEvent.click(document.activeElement ?? opener);
    expect(bridge.of("playback.subtitles")).toEqual([["tv", "s-de"]]);
    expect(screen.queryByRole("menu")).toBeNull();
    expect(document.activeElement).toBe(opener);
  });

  it("switches subtitles off, and closes with Esc without a choice", async () => {
    const { bridge, key } = await playing(anEpisode());
    fireEvent.click(button("Sound and subtitles"));
    fireEvent.click(screen.getByRole("menuitemradio", { name: "Off" }));
    expect(bridge.of("playback.subtitles")).toEqual([["tv", null]]);
    fireEvent.click(button("Sound and subtitles"));
    await key("Escape");
    expect(screen.queryByRole("menu")).toBeNull();
    expect(bridge.calls).toHaveLength(1);
  });
});
