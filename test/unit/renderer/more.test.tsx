import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { RemoteWindow } from "../../../src/renderer/features/remote/remote-window.tsx";
import { connected, stage } from "./stage.tsx";

const button = (name: string): HTMLElement => screen.getByRole("button", { name });

describe("the More menu", () => {
  it.each([
    ["Control Centre", ["remote.press", "tv", "control-center", "tap"]],
    ["App switcher", ["remote.press", "tv", "home", "double"]],
    ["Long press on Select", ["remote.press", "tv", "select", "hold"]],
    ["Guide", ["remote.press", "tv", "guide", "tap"]],
    ["Next channel", ["remote.press", "tv", "channel-up", "tap"]],
    ["Screen saver", ["remote.press", "tv", "screensaver", "tap"]],
    ["Siri", ["remote.press", "tv", "siri", "tap"]],
    ["Previous", ["remote.media", "tv", "previous"]],
    ["Settings", ["app.openWindow", "settings"]],
    ["Small strip", ["app.setStrip", true]],
    ["Disconnect", ["session.disconnect", "tv"]],
    ["Kim", ["accounts.switch", "tv", "a2"]],
  ])("CO-10 CO-11 CO-13 does %s", async (name, call) => {
    const { bridge } = await stage(<RemoteWindow />, { bridge: connected() });
    fireEvent.click(button("More"));
    fireEvent.click(button(name));
    expect(bridge.calls).toEqual([call]);
  });

  it("shows only what the device offers", async () => {
    const bridge = connected({ features: { home: "available", select: "available" } });
    await stage(<RemoteWindow />, { bridge });
    fireEvent.click(button("More"));
    expect(screen.queryByRole("button", { name: "Guide" })).toBeNull();
    expect(screen.queryByRole("region", { name: "Accounts" })).toBeNull();
    expect(screen.queryByRole("region", { name: "Playback" })).toBeNull();
    expect(button("App switcher")).toBeTruthy();
  });

  it("presses Home long for the Control Centre where it has no button of its own", async () => {
    const bridge = connected({ features: { home: "available" } });
    await stage(<RemoteWindow />, { bridge });
    fireEvent.click(button("More"));
    fireEvent.click(button("Control Centre"));
    expect(bridge.calls).toEqual([["remote.press", "tv", "home", "hold"]]);
  });

  it("winds as long as the key is pressed", async () => {
    const { bridge, pass } = await stage(<RemoteWindow />, { bridge: connected() });
    fireEvent.click(button("More"));
    fireEvent.pointerDown(button("Fast forward"), { pointerId: 1, button: 0 });
    await pass(900);
    fireEvent.pointerUp(button("Fast forward"), { pointerId: 1 });
    expect(bridge.of("remote.media")).toEqual([
      ["tv", "fast-forward-begin"],
      ["tv", "fast-forward-end"],
    ]);
  });
});
