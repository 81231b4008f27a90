import { act, fireEvent, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { RemoteWindow } from "../../../src/renderer/features/remote/remote-window.tsx";
import { connected, type Stage, stage } from "./stage.tsx";

const part = (name: string): HTMLElement => screen.getByRole("button", { name });
const at = (x: number, y: number) => ({ pointerId: 1, button: 0, clientX: x, clientY: y });

async function move(on: Stage, element: HTMLElement, ...points: [number, number][]): Promise<void> {
  await act(async () => {
    for (const [x, y] of points) {
      fireEvent.pointerMove(element, at(x, y));
      await on.clock.advance(100);
    }
  });
}

describe("the disc", () => {
  it("CO-10 taps with a short press, as down and up", async () => {
    const on = await stage(<RemoteWindow />, { bridge: connected() });
    fireEvent.pointerDown(part("Right"), at(0, 0));
    fireEvent.pointerUp(part("Right"), at(0, 0));
    await on.pass(0);
    expect(on.bridge.calls).toEqual([
      ["remote.button", "tv", "right", "down"],
      ["remote.button", "tv", "right", "up"],
    ]);
  });

  it("lights the part in the handler of the press itself", async () => {
    const on = await stage(<RemoteWindow />, { bridge: connected() });
    fireEvent.pointerDown(part("Select"), at(0, 0));
    expect(part("Select").dataset["pressed"]).toBe("true");
    fireEvent.pointerUp(part("Select"), at(0, 0));
    expect(part("Select").dataset["pressed"]).toBeUndefined();
    await on.pass(0);
  });

  it("CO-10 holds as long as the finger rests", async () => {
    const on = await stage(<RemoteWindow />, { bridge: connected() });
    fireEvent.pointerDown(part("Select"), at(0, 0));
    await on.pass(1500);
    expect(on.bridge.calls).toEqual([["remote.button", "tv", "select", "down"]]);
    fireEvent.pointerUp(part("Select"), at(0, 0));
    await on.pass(0);
    expect(on.bridge.calls.at(-1)).toEqual(["remote.button", "tv", "select", "up"]);
  });

  it("steps once for each 30 px of a drag and never selects what it started on", async () => {
    const on = await stage(<RemoteWindow />, { bridge: connected() });
    const hub = part("Select");
    fireEvent.pointerDown(hub, at(0, 0));
    await move(on, hub, [15, 2], [31, 3], [62, 4], [95, 5]);
    fireEvent.pointerUp(hub, at(95, 5));
    await on.pass(500);
    expect(on.bridge.calls).toEqual([
      ["remote.press", "tv", "right", "tap"],
      ["remote.press", "tv", "right", "tap"],
      ["remote.press", "tv", "right", "tap"],
    ]);
  });

  it("keeps to the axis that a drag began on", async () => {
    const on = await stage(<RemoteWindow />, { bridge: connected() });
    const hub = part("Select");
    fireEvent.pointerDown(hub, at(0, 0));
    await move(on, hub, [2, -40], [90, -45]);
    fireEvent.pointerUp(hub, at(90, -45));
    await on.pass(500);
    expect(on.bridge.of("remote.press")).toEqual([["tv", "up", "tap"]]);
  });

  it("steps with the wheel", async () => {
    const on = await stage(<RemoteWindow />, { bridge: connected() });
    fireEvent.wheel(part("Select"), { deltaY: 20 });
    expect(on.bridge.calls).toEqual([]);
    fireEvent.wheel(part("Select"), { deltaY: 20 });
    await on.pass(0);
    expect(on.bridge.of("remote.press")).toEqual([["tv", "down", "tap"]]);
  });

  it("takes a screen reader's click for a tap", async () => {
    const on = await stage(<RemoteWindow />, { bridge: connected() });
    fireEvent.click(part("Up"), { detail: 0 });
    await on.pass(0);
    expect(on.bridge.of("remote.button")).toEqual([
      ["tv", "up", "down"],
      ["tv", "up", "up"],
    ]);
  });

  it("holds with Enter on a focused part, without the window's Select as well", async () => {
    const on = await stage(<RemoteWindow />, { bridge: connected() });
    part("Left").focus();
    await on.keyDown("Enter");
    await on.pass(800);
    await on.keyUp("Enter");
    expect(on.bridge.calls).toEqual([
      ["remote.button", "tv", "left", "down"],
      ["remote.button", "tv", "left", "up"],
    ]);
  });
});
