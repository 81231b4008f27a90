import { fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { NowPlayingWindow } from "../../../src/renderer/features/now-playing/now-playing-window.tsx";
import {
  aDevice,
  anEpisode,
  aSession,
  someDevices,
  twoSpeakers,
} from "../../support/renderer/fixtures.ts";
import { connected, stage } from "./stage.tsx";

const button = (name: string | RegExp): HTMLElement => screen.getByRole("button", { name });

const pod = (id: string, name: string, outputDeviceId: string | null) =>
  aDevice({
    id,
    name,
    outputDeviceId,
    kind: "homepod",
    paired: false,
    pairable: false,
    needsPairing: false,
  });

async function opened(change: Parameters<typeof aSession>[0] = {}) {
  const bridge = connected({ nowPlaying: anEpisode(), outputs: twoSpeakers, ...change });
  bridge.answer("devices.snapshot", () =>
    someDevices([
      aDevice({ outputDeviceId: "out-tv" }),
      pod("k", "Kitchen", "out-kitchen"),
      pod("b", "Bedroom", "out-bedroom"),
      pod("s", "Old speaker", null),
      { ...pod("g", "Garage", "out-garage"), present: false },
    ]),
  );
  const on = await stage(<NowPlayingWindow />, { bridge });
  fireEvent.click(button(/^Speakers/));
  await on.pass(0);
  return { ...on, sheet: within(screen.getByRole("dialog", { name: "Speakers" })) };
}

describe("the speakers", () => {
  it("are named on their button with how loud they are", async () => {
    await opened();
    expect(button(/^Speakers/).getAttribute("aria-label")).toBe(
      "Speakers: Living Room, 40\u00a0%, Kitchen, 25\u00a0%",
    );
  });

  it("have a slider each, which sends the newest value only", async () => {
    const { bridge, sheet, pass } = await opened();
    const slider = sheet.getByRole("slider", { name: "Volume of Kitchen" });
    for (const value of [26, 30, 55]) fireEvent.change(slider, { target: { value } });
    await pass(100);
    expect(bridge.of("outputs.setVolume")).toEqual([
      ["tv", "out-kitchen", 26],
      ["tv", "out-kitchen", 55],
    ]);
    expect(slider.getAttribute("aria-valuetext")).toBe("55\u00a0%");
  });

  it("can be removed, except the one that leads", async () => {
    const { bridge, sheet } = await opened();
    expect(sheet.queryByRole("button", { name: "Remove Living Room" })).toBeNull();
    fireEvent.click(sheet.getByRole("button", { name: "Remove Kitchen" }));
    expect(bridge.of("outputs.remove")).toEqual([["tv", ["out-kitchen"]]]);
  });

  it("can be joined by those on the network that a group can have", async () => {
    const { bridge, sheet } = await opened();
    const adds = sheet.getAllByRole("button", { name: /^Add/ });
    expect(adds.map((each) => each.getAttribute("aria-label"))).toEqual(["Add Bedroom"]);
    fireEvent.click(sheet.getByRole("button", { name: "Add Bedroom" }));
    expect(bridge.of("outputs.add")).toEqual([["tv", ["out-bedroom"]]]);
  });

  it("come and go while they are looked at", async () => {
    const { emit, sheet } = await opened();
    const [leader] = twoSpeakers;
    const outputs = leader === undefined ? [] : [leader];
    await emit("session", aSession({ revision: 2, nowPlaying: anEpisode(), outputs }));
    expect(sheet.queryByRole("slider", { name: "Volume of Kitchen" })).toBeNull();
    expect(sheet.getByRole("button", { name: "Add Kitchen" })).toBeTruthy();
  });

  it("tell what went wrong where it was asked for", async () => {
    const { bridge, sheet, pass } = await opened();
    bridge.refuse("outputs.add", { code: "rejected", message: "no" });
    fireEvent.click(sheet.getByRole("button", { name: "Add Bedroom" }));
    await pass(0);
    expect(sheet.getByText(/said no/)).toBeTruthy();
  });

  it("have no slider where their volume is not told", async () => {
    const outputs = twoSpeakers.map((output) => ({ ...output, volume: null }));
    const { sheet } = await opened({ outputs });
    expect(sheet.queryByRole("slider")).toBeNull();
    expect(sheet.getAllByText("Its volume is not told.")).toHaveLength(2);
  });
});
