import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { RemoteWindow } from "../../../src/renderer/features/remote/remote-window.tsx";
import type { NowPlaying } from "../../../src/shared/model/now-playing.ts";
import {
  aDevice,
  allFeatures,
  anEpisode,
  aSession,
  aSong,
  someDevices,
  twoSpeakers,
} from "../../support/renderer/fixtures.ts";
import { connected, stage } from "./stage.tsx";

const button = (name: string | RegExp): HTMLElement => screen.getByRole("button", { name });
const strip = (container: HTMLElement): Element | null => container.querySelector(".playing-strip");
const remote = (nowPlaying: NowPlaying | null, change: Parameters<typeof aSession>[0] = {}) =>
  stage(<RemoteWindow />, { bridge: connected({ nowPlaying, ...change }) });

describe("the strip", () => {
  it("is absent while nothing plays, and comes and goes with what does", async () => {
    const { container, emit } = await remote(null);
    expect(strip(container)).toBeNull();
    await emit("session", aSession({ revision: 2, nowPlaying: anEpisode() }));
    expect(strip(container)?.textContent).toBe("DPopThe Bear · S2 E5 · Disney+");
    await emit("session", aSession({ revision: 3 }));
    expect(strip(container)).toBeNull();
  });

  it("opens the window, by click and by N", async () => {
    const { bridge, key } = await remote(anEpisode());
    fireEvent.click(button(/^Now playing: Pop, The Bear/));
    await key("n");
    expect(bridge.calls).toEqual([
      ["app.openWindow", "now-playing"],
      ["app.openWindow", "now-playing"],
    ]);
  });

  it("says in words that an app does not report what it plays", async () => {
    const { container } = await remote(anEpisode({ title: null }));
    expect(strip(container)?.textContent).toContain("This app does not report what plays.");
  });

  it("is told to a listener once", async () => {
    const { emit } = await remote(anEpisode());
    const said = (): readonly (string | null)[] =>
      screen.getAllByRole("status").map(({ textContent }) => textContent);
    expect(said()).toContain("Now playing: Pop, The Bear · S2 E5, Disney+");
    await emit("session", aSession({ revision: 2, nowPlaying: aSong() }));
    expect(said()).toContain(
      "Now playing: Clair de lune, Claude Debussy · Suite bergamasque, Music",
    );
  });
});

describe("a wide remote", () => {
  it("has what plays beside it instead of the strip", async () => {
    const bridge = connected({ nowPlaying: anEpisode() });
    const on = await stage(<RemoteWindow />, { bridge, width: 800 });
    await on.pass(0);
    expect(await screen.findByRole("heading", { level: 1, name: "Pop" })).toBeTruthy();
    expect(strip(on.container)).toBeNull();
    expect(screen.getByRole("slider", { name: "Position" })).toBeTruthy();
    expect(button("Up")).toBeTruthy();
  });
});

describe("the remote's keys while something plays", () => {
  it("show what play or pause will do", async () => {
    const { emit } = await remote(anEpisode());
    expect(button("Pause")).toBeTruthy();
    await emit("session", aSession({ revision: 2, nowPlaying: anEpisode({ state: "paused" }) }));
    expect(button("Play")).toBeTruthy();
    await emit("session", aSession({ revision: 3 }));
    expect(button("Play or pause")).toBeTruthy();
  });

  it("skip by the item's own seconds, by button and by key, and undo that", async () => {
    const item = anEpisode({ skipForwardS: 30, skipBackwardS: 15 });
    const { bridge, key, pass } = await remote(item);
    fireEvent.click(button("Forward 30 seconds"));
    await key("[");
    await pass(0);
    await key("z", { ctrlKey: true });
    expect(bridge.calls).toEqual([
      ["remote.skip", "tv", 30],
      ["remote.skip", "tv", -15],
      ["playback.seek", "tv", 782],
    ]);
  });

  it("mute with M and with a button where the device can", async () => {
    const features = { ...allFeatures, mute: "available" } as const;
    const { bridge, key } = await remote(null, { features });
    await key("m");
    fireEvent.click(button("Mute"));
    expect(bridge.calls).toEqual([
      ["remote.press", "tv", "mute", "tap"],
      ["remote.press", "tv", "mute", "tap"],
    ]);
  });

  it("say whose volume they change when it is not the device's own", async () => {
    const volume = { control: "absolute", percent: 40 } as const;
    const { container, emit } = await remote(null, { volume, outputs: twoSpeakers });
    expect(container.querySelector(".volume-line")?.textContent).toBe("Volume of 2 speakers");
    expect(screen.getByRole("slider", { name: "Volume of 2 speakers" })).toBeTruthy();
    const [, kitchen] = twoSpeakers;
    const outputs = kitchen === undefined ? [] : [kitchen];
    await emit("session", aSession({ revision: 2, volume, outputs }));
    expect(screen.getByRole("slider", { name: "Volume of Kitchen" })).toBeTruthy();
  });
});

describe("a speaker that needs no code", () => {
  const pod = aDevice({
    id: "pod",
    name: "Kitchen",
    kind: "homepod",
    paired: false,
    pairable: false,
    needsPairing: false,
  });

  it("is chosen like any other, and connected without the wizard", async () => {
    const bridge = connected();
    bridge.answer("devices.snapshot", () => someDevices([aDevice(), pod]));
    bridge.hold(aSession({ deviceId: "pod", name: "Kitchen", connection: { phase: "offline" } }));
    const { emit } = await stage(<RemoteWindow />, { bridge });
    fireEvent.click(button(/Change device/));
    fireEvent.click(button(/^Kitchen/));
    await emit("devices", someDevices([aDevice(), pod], { revision: 2, selectedId: "pod" }));
    expect(bridge.of("devices.select")).toEqual([["pod"]]);
    expect(bridge.of("pairing.start")).toEqual([]);
    expect(bridge.of("session.connect")).toEqual([["pod"]]);
  });

  it("is controlled: its session is kept although it is not paired", async () => {
    const bridge = connected({ deviceId: "pod", name: "Kitchen", nowPlaying: aSong() });
    bridge.answer("devices.snapshot", () => someDevices([pod]));
    await stage(<RemoteWindow />, { bridge });
    expect((await screen.findByRole("heading", { level: 1 })).textContent).toBe("Clair de lune");
  });

  it("has what plays where a TV has its disc, and no apps or text in the foot", async () => {
    const bridge = connected({ deviceId: "pod", name: "Kitchen", features: allFeatures });
    bridge.answer("devices.snapshot", () => someDevices([pod]));
    const { emit } = await stage(<RemoteWindow />, { bridge });
    expect((await screen.findByRole("heading", { level: 1 })).textContent).toBe("Kitchen");
    expect(screen.queryByRole("group", { name: "Direction pad" })).toBeNull();
    const foot = screen.getByRole("navigation", { name: "More controls" });
    expect(foot.textContent).toContain("More");
    expect(foot.textContent).not.toMatch(/Apps|Text/);
    expect(screen.getByRole("button", { name: "Volume up" })).toBeTruthy();
    const pod2 = { deviceId: "pod", name: "Kitchen", features: allFeatures, revision: 2 };
    await emit("session", aSession({ ...pod2, nowPlaying: aSong() }));
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Clair de lune");
  });
});
