import { fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { RemoteWindow } from "../../../src/renderer/features/remote/remote-window.tsx";
import { errorCodes } from "../../../src/shared/errors.ts";
import type { LostChannel } from "../../../src/shared/model/session.ts";
import { FakeBridge } from "../../support/renderer/fake-bridge.ts";
import { aDevice, aSession, someDevices } from "../../support/renderer/fixtures.ts";
import { ManualWindowClock } from "../../support/renderer/manual-window-clock.ts";
import { connected, stage } from "./stage.tsx";

const button = (name: string | RegExp): HTMLElement => screen.getByRole("button", { name });
const startMs = new ManualWindowClock().now();
const waiting = {
  phase: "waiting",
  attempt: 2,
  cause: "timeout",
  retryAtMs: startMs + 8000,
} as const;

describe("the remote window", () => {
  it("has every control under a name, in the order in which it is seen", async () => {
    const { container } = await stage(<RemoteWindow />, { bridge: connected() });
    const names = [...container.querySelectorAll("button:not([disabled]):not(.only-strip)")].map(
      (element) => element.getAttribute("aria-label") ?? element.textContent,
    );
    expect(names).toEqual([
      "Living Room, Connected. Change device",
      "Power: On",
      "Up",
      "Left",
      "Select",
      "Right",
      "Down",
      "Back",
      "Home",
      "Back 10 seconds",
      "Play or pause",
      "Forward 10 seconds",
      "Volume up",
      "Volume down",
      "Apps",
      "Text",
      "More",
    ]);
    expect(screen.getByRole("group", { name: "Direction pad" })).toBeTruthy();
    expect(screen.getByRole("main", { name: "Remote for Living Room" })).toBeTruthy();
  });

  it("keeps the keyboard when a button is clicked, so that Enter stays Select", async () => {
    await stage(<RemoteWindow />, { bridge: connected() });
    expect(fireEvent.mouseDown(button("Home"))).toBe(false);
  });

  it.each([
    ["Back", "menu"],
    ["Home", "home"],
    ["Play or pause", "play-pause"],
  ])("CO-10 presses %s as long as the finger does", async (name, pressed) => {
    const { bridge, pass } = await stage(<RemoteWindow />, { bridge: connected() });
    fireEvent.pointerDown(button(name), { pointerId: 1, button: 0 });
    await pass(1200);
    expect(bridge.calls).toEqual([["remote.button", "tv", pressed, "down"]]);
    fireEvent.pointerUp(button(name), { pointerId: 1 });
    await pass(0);
    expect(bridge.calls.at(-1)).toEqual(["remote.button", "tv", pressed, "up"]);
  });

  it("tells a failed press beside the key, in words, and forgets it when one works", async () => {
    const bridge = connected();
    bridge.refuse("remote.skip", { code: "unavailable", message: "nothing plays" });
    const { container, key } = await stage(<RemoteWindow />, { bridge });
    await key("]");
    const note = container.querySelector(".bottom .note");
    expect(note?.textContent).toContain("Living Room cannot do this at the moment.");
    expect(note?.textContent).not.toContain("nothing plays");
    bridge.answer("remote.skip", () => undefined);
    await key("]");
    expect(container.querySelector(".note")).toBeNull();
  });

  it("toggles the power with a tap and opens the menu when held", async () => {
    const { bridge, pass } = await stage(<RemoteWindow />, { bridge: connected() });
    fireEvent.click(button("Power: On"), { detail: 0 });
    expect(bridge.of("power.set")).toEqual([["tv", "toggle"]]);
    fireEvent.pointerDown(button("Power: On"), { pointerId: 1, button: 0 });
    await pass(600);
    fireEvent.pointerUp(button("Power: On"), { pointerId: 1 });
    fireEvent.click(button("Put Living Room to sleep"));
    expect(bridge.of("power.set")).toEqual([
      ["tv", "toggle"],
      ["tv", "off"],
    ]);
  });
});

describe("the connection in words", () => {
  it("counts down to the next try, and tries now when told to", async () => {
    const bridge = connected({ connection: waiting });
    const { container, pass } = await stage(<RemoteWindow />, { bridge });
    const banner = container.querySelector(".banner");
    expect(banner?.textContent).toContain("Living Room does not answer. Trying again in 8\u00a0s");
    await pass(3000);
    expect(banner?.textContent).toContain("Trying again in 5\u00a0s");
    fireEvent.click(button("Try now"));
    expect(bridge.of("session.connect")).toEqual([["tv"]]);
  });

  it("leaves no timer armed when there is nothing to count", async () => {
    const { clock, emit, pass } = await stage(<RemoteWindow />, {
      bridge: connected({ connection: waiting }),
    });
    expect(clock.armedTimers).toBe(1);
    await emit("session", aSession({ revision: 2 }));
    await pass(0);
    expect(clock.armedTimers).toBe(0);
  });

  it("announces a state once, however long its countdown runs", async () => {
    const { emit, pass } = await stage(<RemoteWindow />, { bridge: connected() });
    const region = screen.getByRole("status");
    const said: string[] = [];
    new MutationObserver(() => said.push(region.textContent ?? "")).observe(region, {
      childList: true,
      subtree: true,
      characterData: true,
    });
    await emit("session", aSession({ revision: 2, connection: waiting }));
    await pass(5000);
    expect(new Set(said)).toEqual(new Set(["Living Room does not answer."]));
    expect(said).toHaveLength(1);
  });

  it("says nothing about a connection that stands at once", async () => {
    const bridge = connected({ connection: { phase: "connecting", attempt: 1 } });
    const { container, pass } = await stage(<RemoteWindow />, { bridge });
    await pass(200);
    expect(container.querySelector(".banner")).toBeNull();
    await pass(200);
    expect(container.querySelector(".banner")?.textContent).toBe("Connecting to Living Room");
  });

  it("offers to wake a TV that sleeps", async () => {
    const { bridge } = await stage(<RemoteWindow />, { bridge: connected({ power: "off" }) });
    fireEvent.click(button("Wake"));
    expect(bridge.of("power.set")).toEqual([["tv", "on"]]);
  });

  it("offers to pair again with a TV that no longer knows this computer", async () => {
    const connection = { phase: "needs-pairing", cause: "unpaired" } as const;
    const { bridge } = await stage(<RemoteWindow />, { bridge: connected({ connection }) });
    fireEvent.click(button("Pair again"));
    expect(bridge.of("pairing.start")).toEqual([["tv"]]);
  });

  it("names what is missing when a channel is lost", async () => {
    const connection = { phase: "ready", lost: [{ protocol: "airplay", cause: "lost" }] } as const;
    const { container } = await stage(<RemoteWindow />, { bridge: connected({ connection }) });
    expect(container.querySelector(".banner")?.textContent).toContain(
      "Limited. Missing: what is playing and speakers (AirPlay).",
    );
  });
});

describe("what is missing", () => {
  const lost = (...channels: readonly LostChannel[]) =>
    connected({ connection: { phase: "ready", lost: channels } });

  it("names each thing once, and says that it is tried again", async () => {
    const { container } = await stage(<RemoteWindow />, {
      bridge: lost({ protocol: "mrp", cause: "lost" }, { protocol: "airplay", cause: "timeout" }),
    });
    expect(container.querySelector(".banner")?.textContent).toBe(
      "Limited. Missing: what is playing and speakers (Media Remote, AirPlay). " +
        "It does not answer. It is tried again by itself. The other buttons work.",
    );
    expect(screen.queryByRole("button", { name: "Pair again" })).toBeNull();
  });

  it("offers to pair again where a second code is what it needs", async () => {
    const bridge = lost({ protocol: "airplay", cause: "unpaired" });
    const { container } = await stage(<RemoteWindow />, { bridge });
    expect(container.querySelector(".banner")?.textContent).toContain("It needs a second code.");
    fireEvent.click(button("Pair again"));
    expect(bridge.of("pairing.start")).toEqual([["tv"]]);
  });

  it.each([...errorCodes])("has a reason and something to do for %s", async (cause) => {
    const { container } = await stage(<RemoteWindow />, {
      bridge: lost({ protocol: "airplay", cause }),
    });
    expect(container.querySelector(".banner-more")?.textContent).toMatch(/^[A-Z].+\. [A-Z].+\./);
  });
});

describe("the volume", () => {
  it("shows no percentage that nobody knows", async () => {
    const { container } = await stage(<RemoteWindow />, { bridge: connected() });
    expect(container.querySelector(".volume-word")?.textContent).toBe("Volume");
    expect(screen.queryByRole("slider")).toBeNull();
  });

  it("has a slider where it is set as a number, and sends the newest value only", async () => {
    const bridge = connected({ volume: { control: "absolute", percent: 30 } });
    const { pass } = await stage(<RemoteWindow />, { bridge });
    const slider = screen.getByRole("slider", { name: "Volume of Living Room" });
    for (const value of [31, 35, 40, 52]) fireEvent.change(slider, { target: { value } });
    await pass(500);
    expect(bridge.of("volume.set")).toEqual([
      ["tv", 31],
      ["tv", 52],
    ]);
  });

  it("says why it cannot be changed", async () => {
    const bridge = connected({ volume: { control: "none", percent: null } });
    const { container } = await stage(<RemoteWindow />, { bridge });
    expect(container.textContent).toContain("changed by infrared, which a computer cannot send");
    expect(button("Volume up").matches(":disabled, :disabled *")).toBe(true);
  });
});

describe("the device switcher", () => {
  const bedroom = aDevice({ id: "bed", name: "Bedroom", paired: false });
  const pod = aDevice({
    id: "pod",
    name: "Kitchen",
    paired: false,
    unpairable: "not-a-remote-target",
  });

  it("lists every device with its state and says why one cannot be paired", async () => {
    const bridge = connected();
    bridge.answer("devices.snapshot", () => someDevices([aDevice(), bedroom, pod]));
    await stage(<RemoteWindow />, { bridge });
    fireEvent.click(button(/Change device/));
    const list = screen.getByRole("list", { name: "Devices on your network" });
    const [first, second, third] = within(list).getAllByRole("listitem");
    expect(first?.textContent).toContain("Connected");
    expect(second?.textContent).toContain("Not paired yet");
    expect(third?.textContent).toContain("It cannot be controlled with a remote.");
    expect(third?.querySelector("button")).toBeNull();
  });

  it("selects a device and starts pairing with one that is new", async () => {
    const bridge = connected();
    bridge.answer("devices.snapshot", () => someDevices([aDevice(), bedroom]));
    const { shell } = await stage(<RemoteWindow />, { bridge });
    fireEvent.click(button(/Change device/));
    fireEvent.click(button(/Bedroom/));
    expect(bridge.of("devices.select")).toEqual([["bed"]]);
    expect(bridge.of("pairing.start")).toEqual([["bed"]]);
    expect(shell.ui.getState().page).toBe("pairing");
  });
});

describe("with no device in sight", () => {
  it("says that it looks and where, and offers the built-in Apple TV", async () => {
    const bridge = new FakeBridge();
    bridge.answer("demo.start", () => "demo");
    const { container, pass } = await stage(<RemoteWindow />, { bridge });
    expect(container.textContent).toContain("Looking for devices");
    expect(container.textContent).toContain("Looking on eth0");
    fireEvent.click(button("Try the built-in Apple TV"));
    await pass(0);
    expect(bridge.calls).toEqual([
      ["demo.start"],
      ["app.openWindow", "tv"],
      ["devices.select", "demo"],
      ["pairing.start", "demo"],
    ]);
  });

  it("SC-45 adds a device by its address, and says when nothing answers there", async () => {
    const bridge = new FakeBridge();
    bridge.refuse("devices.add", { code: "not-found", message: "" });
    const { container, pass } = await stage(<RemoteWindow />, { bridge });
    fireEvent.click(button("Add by address"));
    const field = screen.getByLabelText("Address");
    fireEvent.change(field, { target: { value: "http://x/" } });
    fireEvent.click(button("Add"));
    expect(bridge.calls).toEqual([]);
    fireEvent.change(field, { target: { value: "10.0.0.9" } });
    fireEvent.click(button("Add"));
    await pass(0);
    expect(bridge.of("devices.add")).toEqual([["10.0.0.9"]]);
    expect(container.textContent).toContain("Nothing at 10.0.0.9 answered");
  });

  it("opens the checklist for a device that is not listed", async () => {
    await stage(<RemoteWindow />, { bridge: new FakeBridge() });
    fireEvent.click(button("It is not listed"));
    const sheet = screen.getByRole("dialog", { name: "If it is not listed" });
    expect(within(sheet).getAllByRole("listitem").length).toBeGreaterThan(3);
  });

  it("explains an empty list when the computer is on no network", async () => {
    const bridge = new FakeBridge();
    bridge.answer("devices.snapshot", () => someDevices([], { interfaces: [] }));
    const { container } = await stage(<RemoteWindow />, { bridge });
    expect(container.textContent).toContain("This computer is not on a network.");
  });
});
