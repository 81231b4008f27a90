import { describe, expect, it } from "vitest";
import { RemoteWindow } from "../../../src/renderer/features/remote/remote-window.tsx";
import { createLookup, keysFor } from "../../../src/renderer/keys/chords.ts";
import { keyTable } from "../../../src/renderer/keys/table.ts";
import { someSettings } from "../../support/renderer/fixtures.ts";
import { connected, stage } from "./stage.tsx";

const plain = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };

describe("the key table", () => {
  it("gives no key to two rows, under any letter scheme", () => {
    for (const scheme of ["off", "wasd", "hjkl"] as const) {
      const chords = keysFor(scheme).flatMap((row) =>
        row.keys.map((chord) => JSON.stringify(chord)),
      );
      expect(new Set(chords).size).toBe(chords.length);
    }
  });

  it("leaves no row without a key when letters become directions", () => {
    for (const scheme of ["wasd", "hjkl"] as const) {
      expect(keysFor(scheme).filter((row) => row.keys.length === 0)).toEqual([]);
    }
  });

  it("finds a printed sign whatever Shift it needs on a layout", () => {
    const lookup = createLookup("off", false);
    expect(lookup({ ...plain, key: "?", shiftKey: true })?.id).toBe("help");
    expect(lookup({ ...plain, key: "?" })?.id).toBe("help");
    expect(lookup({ ...plain, key: "+", shiftKey: true })?.id).toBe("volume-up");
  });

  it("leaves Alt and foreign Ctrl combinations to the system", () => {
    const lookup = createLookup("off", false);
    expect(lookup({ ...plain, key: "h", altKey: true })).toBeNull();
    expect(lookup({ ...plain, key: "a", ctrlKey: true })).toBeNull();
    expect(lookup({ ...plain, key: "a", metaKey: true })).toBeNull();
  });

  it("hides with Ctrl+W, and with Cmd+W on a Mac", () => {
    expect(createLookup("off", false)({ ...plain, key: "w", ctrlKey: true })?.id).toBe("hide");
    expect(createLookup("off", true)({ ...plain, key: "w", metaKey: true })?.id).toBe("hide");
  });
});

describe("the remote's keyboard", () => {
  const taps: readonly (readonly [string, KeyboardEventInit, readonly unknown[][]])[] = [
    ["ArrowUp", {}, edges("up")],
    ["ArrowDown", {}, edges("down")],
    ["ArrowLeft", {}, edges("left")],
    ["ArrowRight", {}, edges("right")],
    ["Enter", {}, edges("select")],
    ["Escape", {}, edges("menu")],
    ["Backspace", {}, edges("menu")],
    ["h", {}, edges("home")],
    ["Home", {}, edges("home")],
    [" ", {}, edges("play-pause")],
    ["MediaPlayPause", {}, edges("play-pause")],
    ["H", { shiftKey: true }, [["remote.press", "tv", "control-center", "tap"]]],
    ["Tab", { ctrlKey: true }, [["remote.press", "tv", "home", "double"]]],
    ["[", {}, [["remote.skip", "tv", -10]]],
    ["j", {}, [["remote.skip", "tv", -10]]],
    ["]", {}, [["remote.skip", "tv", 10]]],
    ["l", {}, [["remote.skip", "tv", 10]]],
    [",", {}, [["remote.media", "tv", "previous"]]],
    [".", {}, [["remote.media", "tv", "next"]]],
    ["+", { shiftKey: true }, [["volume.step", "tv", "up"]]],
    ["-", {}, [["volume.step", "tv", "down"]]],
    ["p", {}, [["power.set", "tv", "toggle"]]],
    ["w", { ctrlKey: true }, [["app.closeWindow", "remote"]]],
    ["n", {}, [["app.openWindow", "now-playing"]]],
    [
      "f",
      {},
      [
        ["app.openWindow", "now-playing"],
        ["app.setFullScreen", true],
      ],
    ],
  ];

  it.each(taps)("CO-10 CO-11 does what the table says for %s", async (key, more, calls) => {
    const { bridge, key: tap } = await stage(<RemoteWindow />, { bridge: connected() });
    await tap(key, more);
    expect(bridge.calls).toEqual(calls);
  });

  it("CO-15 swipes with Shift and an arrow, towards where the arrow points", async () => {
    const { bridge, key } = await stage(<RemoteWindow />, { bridge: connected() });
    await key("ArrowLeft", { shiftKey: true });
    const [[id, swipe] = []] = bridge.of("touch.swipe");
    expect(id).toBe("tv");
    expect(swipe).toMatchObject({ from: { x: 800, y: 500 }, to: { x: 200, y: 500 } });
  });

  it("steps instead of swiping where the device has no touch surface", async () => {
    const bridge = connected({ features: { left: "available" } });
    const { key } = await stage(<RemoteWindow />, { bridge });
    await key("ArrowLeft", { shiftKey: true });
    expect(bridge.calls).toEqual([["remote.press", "tv", "left", "tap"]]);
  });

  it("starts a hold on the way down and ends it on the way up", async () => {
    const { bridge, keyDown, keyUp, pass } = await stage(<RemoteWindow />, { bridge: connected() });
    await keyDown("Enter");
    await keyDown("Enter", { repeat: true });
    await pass(2000);
    expect(bridge.calls).toEqual([["remote.button", "tv", "select", "down"]]);
    await keyUp("Enter");
    expect(bridge.calls.at(-1)).toEqual(["remote.button", "tv", "select", "up"]);
  });

  it("sends a double press of Home as the two presses it is", async () => {
    const { bridge, key } = await stage(<RemoteWindow />, { bridge: connected() });
    await key("h");
    await key("h");
    expect(bridge.calls).toEqual([...edges("home"), ...edges("home")]);
  });

  it("merges the auto-repeat of an arrow and never queues it", async () => {
    const bridge = connected();
    const pressed: (() => void)[] = [];
    bridge.answer("remote.press", () => new Promise<void>((resolve) => pressed.push(resolve)));
    const { keyDown, keyUp, pass } = await stage(<RemoteWindow />, { bridge });
    await keyDown("ArrowRight");
    for (let repeat = 0; repeat < 30; repeat++) await keyDown("ArrowRight", { repeat: true });
    expect(bridge.of("remote.button")).toEqual([
      ["tv", "right", "down"],
      ["tv", "right", "up"],
    ]);
    expect(bridge.of("remote.press")).toHaveLength(1);
    pressed[0]?.();
    await pass(500);
    expect(bridge.of("remote.press")).toHaveLength(2);
    await keyUp("ArrowRight");
    pressed[1]?.();
    await pass(500);
    expect(bridge.of("remote.press")).toHaveLength(2);
  });

  it("repeats no faster than a focus can be followed", async () => {
    const bridge = connected();
    const { keyDown, pass } = await stage(<RemoteWindow />, { bridge });
    await keyDown("ArrowDown");
    for (let repeat = 0; repeat < 100; repeat++) {
      await keyDown("ArrowDown", { repeat: true });
      await pass(10);
    }
    expect(bridge.of("remote.press").length).toBeGreaterThanOrEqual(11);
    expect(bridge.of("remote.press").length).toBeLessThanOrEqual(13);
  });

  it("lets go of everything when the window loses the keyboard", async () => {
    const { bridge, keyDown, pass } = await stage(<RemoteWindow />, { bridge: connected() });
    await keyDown("Enter");
    window.dispatchEvent(new Event("blur"));
    await pass(0);
    expect(bridge.calls).toEqual(edges("select"));
  });

  it("opens the power menu when P is held, and toggles nothing then", async () => {
    const { bridge, keyDown, keyUp, pass, shell } = await stage(<RemoteWindow />, {
      bridge: connected(),
    });
    await keyDown("p");
    await pass(600);
    expect(shell.ui.getState().sheet).toBe("power");
    await keyUp("p");
    expect(bridge.calls).toEqual([]);
  });

  it.each([
    ["k", "text"],
    ["a", "apps"],
    ["?", "help"],
  ])("opens a panel with %s", async (key, sheet) => {
    const { key: tap, shell } = await stage(<RemoteWindow />, { bridge: connected() });
    await tap(key);
    expect(shell.ui.getState().sheet).toBe(sheet);
  });

  it("sends nothing to the TV while a panel has the keyboard", async () => {
    const { bridge, key } = await stage(<RemoteWindow />, { bridge: connected() });
    await key("a");
    for (const letter of ["h", "j", "p", "m", " ", "Backspace"]) await key(letter);
    expect(bridge.calls).toEqual([]);
  });

  it("says why M does nothing", async () => {
    const { container, key } = await stage(<RemoteWindow />, { bridge: connected() });
    await key("m");
    expect(container.textContent).toContain("Living Room cannot be muted from a computer.");
  });

  it("moves with letters once that is preferred, and opens apps with another", async () => {
    const bridge = connected();
    bridge.answer("settings.snapshot", () => someSettings({ letterKeys: "wasd" }));
    const { key, shell } = await stage(<RemoteWindow />, { bridge });
    await key("a");
    expect(bridge.calls).toEqual(edges("left"));
    await key("q");
    expect(shell.ui.getState().sheet).toBe("apps");
  });

  it("shows every row of the table in the help overlay", async () => {
    const { container, key } = await stage(<RemoteWindow />, { bridge: connected() });
    await key("?");
    const shown = [...container.querySelectorAll("kbd")].map((cap) => cap.textContent);
    for (const cap of ["↑", "Enter", "Esc", "Backspace", "H", "Tab", "Space", "[", "J", "?", "W"]) {
      expect(shown).toContain(cap);
    }
    const labels = new Set(keyTable.map((row) => row.family ?? row.label));
    // Play and pause alone are keys of multimedia keyboards only.
    expect(container.querySelectorAll(".help-row")).toHaveLength(labels.size - 2);
  });
});

function edges(button: string): unknown[][] {
  return [
    ["remote.button", "tv", button, "down"],
    ["remote.button", "tv", button, "up"],
  ];
}
