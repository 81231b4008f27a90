import { fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { PairingWizard } from "../../../src/renderer/features/pairing/pairing-wizard.tsx";
import { startPairing } from "../../../src/renderer/features/pairing/start-pairing.ts";
import type { DeviceSummary } from "../../../src/shared/model/device.ts";
import type { PairingStep } from "../../../src/shared/model/pairing.ts";
import { FakeBridge } from "../../support/renderer/fake-bridge.ts";
import { aDevice, aPairing, someDevices } from "../../support/renderer/fixtures.ts";
import { ManualWindowClock } from "../../support/renderer/manual-window-clock.ts";
import { stage } from "./stage.tsx";

const own = { deviceId: "bed", name: "Bedroom" };
const shows: PairingStep = {
  step: "show-pin",
  ...own,
  protocol: "dmap",
  pin: "0423",
  remoteName: "Armchair (den)",
  previous: null,
  untilMs: new ManualWindowClock().now() + 5 * 60_000,
};
const old = aDevice({
  id: "bed",
  name: "Bedroom",
  modelName: "Apple TV (3rd generation)",
  osLabel: "Apple TV software 7.9",
  paired: false,
});
const button = (name: string | RegExp): HTMLElement => screen.getByRole("button", { name });

async function wizard(step: PairingStep, device: DeviceSummary = old) {
  const bridge = new FakeBridge();
  bridge.answer("pairing.snapshot", () => aPairing(step));
  bridge.answer("devices.snapshot", () => someDevices([device]));
  let left = 0;
  const on = await stage(<PairingWizard onLeave={() => left++} />, { bridge });
  return { ...on, left: () => left };
}

describe("pairing turned round", () => {
  it("PA-20 begins with an Apple TV 3 like with any other", async () => {
    const { bridge } = await wizard({ step: "idle" });
    fireEvent.click(button(/^Pair Bedroom/));
    expect(bridge.of("pairing.start")).toEqual([["bed"]]);
  });

  it("PA-20 shows our code large, digit by digit for ears, and says where to type it", async () => {
    const { container } = await wizard(shows);
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Type 0423 on Bedroom");
    const code = container.querySelector(".show-pin");
    expect([...(code?.querySelectorAll("[aria-hidden]") ?? [])].map((e) => e.textContent)).toEqual([
      "0",
      "4",
      "2",
      "3",
    ]);
    expect(code?.querySelector(".for-ears")?.textContent).toBe("Code: 0 4 2 3");
    expect(
      within(screen.getByRole("list"))
        .getAllByRole("listitem")
        .map((e) => e.textContent),
    ).toEqual([
      "On Bedroom, open Settings, General, Remotes.",
      "Choose Armchair (den) in the list.",
      "Type 0423 there. This page goes on by itself.",
    ]);
    expect(screen.getByRole("status").textContent).toBe("Type 0 4 2 3 on Bedroom");
  });

  it("says where Music has its list when the device is a computer", async () => {
    await wizard(shows, { ...old, kind: "computer" });
    expect(screen.getByRole("list").textContent).toContain("open Music, or iTunes");
  });

  it("PA-21 says that another code was typed, and keeps its own", async () => {
    const { container, emit } = await wizard(shows);
    const previous = { code: "wrong-pin", message: "" } as const;
    await emit("pairing", aPairing({ ...shows, previous }, 2));
    expect(container.querySelector(".wizard-note")?.textContent).toBe(
      "Another code was typed on Bedroom. Type 0423.",
    );
    expect(screen.getByRole("status").textContent).toBe(
      "Another code was typed on Bedroom. Type 0 4 2 3.",
    );
    expect(container.querySelector(".show-pin")).not.toBeNull();
  });

  it("counts down for the eyes and never for the ears, and leaves no timer armed", async () => {
    const { clock, pass } = await wizard(shows);
    const timer = screen.getByRole("timer");
    expect(timer.textContent).toBe("Waits for another 5:00");
    expect(timer.getAttribute("aria-live")).toBe("off");
    await pass(61_000);
    expect(timer.textContent).toBe("Waits for another 3:59");
    await pass(240_000);
    expect(timer.textContent).toBe("Nobody called.");
    expect(clock.armedTimers).toBe(0);
  });

  it("PA-22 goes on by itself when the device has called", async () => {
    const { emit } = await wizard(shows);
    await emit("pairing", aPairing({ step: "paired", ...own, keptIn: "keychain", limited: [] }, 2));
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Bedroom is paired");
  });

  it("tells of a time-out and what to do, and begins again by the same protocol", async () => {
    const { bridge, emit, shell } = await wizard({ step: "idle" });
    startPairing(shell, "bed", "dmap");
    const error = { code: "timeout", message: "" } as const;
    await emit("pairing", aPairing({ step: "failed", ...own, error }, 2));
    fireEvent.click(button("Try again"));
    expect(bridge.of("pairing.start")).toEqual([
      ["bed", "dmap"],
      ["bed", "dmap"],
    ]);
  });

  it("has a checklist for a device that does not list this computer", async () => {
    await wizard(shows);
    fireEvent.click(button("It does not list this computer"));
    const sheet = screen.getByRole("dialog", { name: "If Bedroom does not list this computer" });
    expect(sheet.textContent).toContain("Armchair (den) has to appear there");
    expect(sheet.textContent).toContain("firewall");
    expect(sheet.textContent).not.toContain("{");
  });

  it("stops announcing this computer when it is left", async () => {
    const { bridge, left } = await wizard(shows);
    fireEvent.click(button("Cancel"));
    expect(bridge.of("pairing.cancel")).toEqual([[]]);
    expect(left()).toBe(1);
  });

  it("says what AirPlay's own code is for once the remote is paired", async () => {
    const { container } = await wizard({
      step: "enter-pin",
      ...own,
      protocol: "airplay",
      previous: null,
      second: "dmap",
    });
    expect(container.textContent).toContain(
      "Bedroom is paired as a remote. For videos and music from this computer, AirPlay wants a code of its own",
    );
    expect(container.textContent).not.toContain("did not take the same key");
    expect(button("Skip")).toBeTruthy();
  });
});
