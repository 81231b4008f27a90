import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { PairingWizard } from "../../../src/renderer/features/pairing/pairing-wizard.tsx";
import { formatSeconds } from "../../../src/renderer/words/time.ts";
import type { PairingStep } from "../../../src/shared/model/pairing.ts";
import { FakeBridge } from "../../support/renderer/fake-bridge.ts";
import { aDevice, aPairing, someDevices } from "../../support/renderer/fixtures.ts";
import { ManualWindowClock } from "../../support/renderer/manual-window-clock.ts";
import { stage } from "./stage.tsx";

const own = { deviceId: "bed", name: "Bedroom" };
const asks: PairingStep = {
  second: null,
  step: "enter-pin",
  ...own,
  protocol: "companion",
  previous: null,
};
const wrong: PairingStep = { ...asks, previous: { code: "wrong-pin", message: "" } };
const button = (name: string | RegExp): HTMLElement => screen.getByRole("button", { name });
const boxes = (): HTMLInputElement[] => screen.getAllByRole("textbox");

async function wizard(step: PairingStep, bridge = new FakeBridge()) {
  bridge.answer("pairing.snapshot", () => aPairing(step));
  let left = 0;
  const on = await stage(<PairingWizard onLeave={() => left++} />, { bridge });
  return { ...on, left: () => left };
}

function typeDigits(digits: string): void {
  for (const digit of digits) {
    const box = document.activeElement;
    if (box instanceof HTMLInputElement) fireEvent.change(box, { target: { value: digit } });
  }
}

describe("the pairing wizard", () => {
  it("shows what answers with model and system, and pairs with one click", async () => {
    const bridge = new FakeBridge();
    const bedroom = aDevice({ id: "bed", name: "Bedroom", paired: false, osLabel: "tvOS 18.6" });
    bridge.answer("devices.snapshot", () => someDevices([bedroom]));
    const { container, emit } = await wizard({ step: "idle" }, bridge);
    expect(container.textContent).toContain("tvOS 18.6");
    const pod = aDevice({ id: "pod", name: "Kitchen", paired: false, unpairable: "pairing-off" });
    await emit("devices", someDevices([bedroom, pod], { revision: 2 }));
    expect(container.textContent).toContain("Pairing is switched off on it.");
    fireEvent.click(button(/^Pair Bedroom/));
    expect(bridge.of("pairing.start")).toEqual([["bed"]]);
  });

  it("says why pairing did not even begin", async () => {
    const bridge = new FakeBridge();
    bridge.answer("devices.snapshot", () => someDevices([aDevice({ paired: false })]));
    bridge.refuse("pairing.start", { code: "busy", message: "" });
    const { container, pass } = await wizard({ step: "idle" }, bridge);
    fireEvent.click(button(/^Pair Living Room/));
    await pass(0);
    expect(container.textContent).toContain("Somebody else is pairing with Living Room right now.");
  });

  it("begins in the first box, moves on with each digit and submits the fourth", async () => {
    const { bridge } = await wizard(asks);
    expect(document.activeElement).toBe(boxes()[0]);
    typeDigits("407");
    expect(bridge.of("pairing.submitPin")).toEqual([]);
    expect(document.activeElement).toBe(boxes()[3]);
    typeDigits("1");
    expect(bridge.of("pairing.submitPin")).toEqual([["4071"]]);
  });

  it("takes a code that is pasted, with whatever is around its digits", async () => {
    const { bridge } = await wizard(asks);
    const clipboardData = { getData: () => "Code: 40 71\n" };
    const [first] = boxes();
    if (first !== undefined) fireEvent.paste(first, { clipboardData });
    expect(bridge.of("pairing.submitPin")).toEqual([["4071"]]);
  });

  it("takes digits only, and gives them back with Backspace", async () => {
    const { bridge, key } = await wizard(asks);
    typeDigits("4x0");
    expect(boxes().map((box) => box.value)).toEqual(["4", "0", "", ""]);
    await key("Backspace");
    expect(boxes().map((box) => box.value)).toEqual(["4", "", "", ""]);
    expect(bridge.of("pairing.submitPin")).toEqual([]);
  });

  it("empties the boxes after a wrong code, says so and begins again", async () => {
    const { bridge, container, emit } = await wizard(asks);
    typeDigits("4070");
    await emit("pairing", aPairing({ step: "checking", ...own }, 2));
    await emit("pairing", aPairing(wrong, 3));
    expect(container.textContent).toContain("That code was not right. Bedroom shows a new one.");
    expect(boxes().map((box) => box.value)).toEqual(["", "", "", ""]);
    expect(document.activeElement).toBe(boxes()[0]);
    typeDigits("4071");
    expect(bridge.of("pairing.submitPin")).toEqual([["4070"], ["4071"]]);
  });

  it("counts a pause down and lets the person try again after it, never before", async () => {
    const untilMs = new ManualWindowClock().now() + 75_000;
    const step: PairingStep = {
      step: "backing-off",
      ...own,
      untilMs,
      error: { code: "backoff", message: "" },
    };
    const { bridge, clock, container, pass } = await wizard(step);
    expect(container.textContent).toContain("Another try in 1:15");
    expect(button("Try again")).toHaveProperty("disabled", true);
    await pass(70_000);
    expect(container.textContent).toContain("Another try in 0:05");
    await pass(5000);
    expect(container.textContent).toContain("You can try again now.");
    expect(clock.armedTimers).toBe(0);
    fireEvent.click(button("Try again"));
    expect(bridge.of("pairing.start")).toEqual([["bed"]]);
  });

  it("shows a pause of hours in hours", () => {
    expect(formatSeconds(3)).toBe("0:03");
    expect(formatSeconds(75)).toBe("1:15");
    expect(formatSeconds(3700)).toBe("1:01:40");
  });

  it("says where the key is kept, names the device and takes it into use", async () => {
    const on = await wizard({ step: "paired", ...own, keptIn: "memory", limited: [] });
    expect(on.container.textContent).toContain("kept until you quit");
    fireEvent.change(screen.getByLabelText("Name it"), { target: { value: " Attic " } });
    fireEvent.click(button("Done"));
    await on.pass(0);
    expect(on.bridge.calls).toEqual([
      ["devices.rename", "bed", "Attic"],
      ["devices.select", "bed"],
      ["pairing.cancel"],
    ]);
    expect(on.left()).toBe(1);
  });

  it("tells what to do when the device is full, and goes on to try again", async () => {
    const error = { code: "full", message: "" } as const;
    const { bridge, container } = await wizard({ step: "failed", ...own, error });
    expect(container.textContent).toContain("knows as many remotes as it can hold");
    expect(container.textContent).toContain("Remove one on it");
    fireEvent.click(button("Try again"));
    expect(bridge.of("pairing.start")).toEqual([["bed"]]);
  });

  it("takes the code off the TV when it is left", async () => {
    const { bridge, left } = await wizard(asks);
    fireEvent.click(button("Cancel"));
    expect(bridge.of("pairing.cancel")).toEqual([[]]);
    expect(left()).toBe(1);
  });

  it("has a checklist for a code that does not appear", async () => {
    await wizard(asks);
    fireEvent.click(button("There is no code on the TV"));
    expect(screen.getByRole("dialog").textContent).toContain("Remote App Pairing");
  });

  it("says why there is a second code, and takes it like the first", async () => {
    const second = { ...asks, protocol: "airplay", second: "companion" } as const;
    const { bridge, container } = await wizard(second);
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe(
      "Enter the second code on Bedroom",
    );
    expect(container.textContent).toContain("Bedroom is paired for apps, text and power.");
    expect(container.textContent).toContain("For what is playing and speakers it did not take");
    typeDigits("4071");
    expect(bridge.of("pairing.submitPin")).toEqual([["4071"]]);
  });

  it("skips the second code and keeps what is paired; the first one cannot be skipped", async () => {
    const { bridge, emit } = await wizard(asks);
    expect(screen.queryByRole("button", { name: "Skip" })).toBeNull();
    const second = { ...asks, protocol: "airplay", second: "companion" } as const;
    await emit("pairing", aPairing(second, 2));
    fireEvent.click(button("Skip"));
    expect(bridge.calls).toEqual([["pairing.skip"]]);
  });

  it("stays on the second code's page while that is checked", async () => {
    const second = { ...asks, protocol: "airplay", second: "companion" } as const;
    const { emit } = await wizard(second);
    await emit("pairing", aPairing({ step: "checking", ...own }, 2));
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe(
      "Enter the second code on Bedroom",
    );
  });

  it("says what a pairing is not enough for, why, and what to do", async () => {
    const { container } = await wizard({
      step: "paired",
      ...own,
      keptIn: "keychain",
      limited: [{ protocol: "airplay", cause: "unpaired" }],
    });
    expect(container.querySelector(".limited")?.textContent).toBe(
      "Missing: what is playing and speakers. It needs a second code. Pair again, and type the code that it shows.",
    );
  });

  it.each([
    [{ subject: "home-only", deviceCode: 470 }, "lets only people in who share its home"],
    [{ subject: "password", deviceCode: 401 }, "asks for a password"],
    [{ subject: "access-restricted", deviceCode: 403 }, "does not let this computer in"],
    [{ subject: "access-restricted", deviceCode: 470 }, "wants a code before it lets"],
    [{ subject: "in-use", deviceCode: 453 }, "is serving somebody else"],
  ])("has words of its own for the refusal %j", async (details, words) => {
    const error = { code: "unavailable", message: "", details } as const;
    const { container } = await wizard({ step: "failed", ...own, error });
    expect(container.textContent).toContain(`Bedroom ${words}`);
  });

  it("takes a speaker into use without a code, and is done", async () => {
    const bridge = new FakeBridge();
    const pod = aDevice({
      id: "pod",
      name: "Kitchen",
      paired: false,
      pairable: false,
      needsPairing: false,
    });
    bridge.answer("devices.snapshot", () => someDevices([pod], { selectedId: null }));
    const { left } = await wizard({ step: "idle" }, bridge);
    fireEvent.click(button(/^Use Kitchen/));
    expect(bridge.of("devices.select")).toEqual([["pod"]]);
    expect(bridge.of("pairing.start")).toEqual([]);
    expect(left()).toBe(1);
  });
});
