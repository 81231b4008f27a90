import { fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { PairingWizard } from "../../../src/renderer/features/pairing/pairing-wizard.tsx";
import { RemoteWindow } from "../../../src/renderer/features/remote/remote-window.tsx";
import { SettingsWindow } from "../../../src/renderer/features/settings/settings-window.tsx";
import type { DeviceSummary } from "../../../src/shared/model/device.ts";
import { FakeBridge } from "../../support/renderer/fake-bridge.ts";
import { aDevice, anApp, aPairing, someDevices } from "../../support/renderer/fixtures.ts";
import { connected, stage } from "./stage.tsx";

const button = (name: string | RegExp): HTMLElement => screen.getByRole("button", { name });
const field = (): HTMLElement => screen.getByLabelText("AirPlay password of Living Room");
const guarded = aDevice({ restriction: "password" });

/** The one of the form: the settings save names as well. */
const saveButton = (name = "Save"): HTMLElement => {
  const form = field().closest("form") ?? document.body;
  return within(form).getByRole("button", { name });
};

function type(password: string, save = "Save"): void {
  fireEvent.change(field(), { target: { value: password } });
  fireEvent.click(saveButton(save));
}

async function settingsOf(device: DeviceSummary) {
  const bridge = connected();
  bridge.answer("devices.snapshot", () => someDevices([device]));
  return { ...(await stage(<SettingsWindow />, { bridge })), bridge };
}

describe("an AirPlay password", () => {
  it("is typed unseen, shown on request, and kept", async () => {
    const { bridge, pass } = await settingsOf(guarded);
    fireEvent.click(button("Type the password"));
    expect(document.activeElement).toBe(field());
    expect(field()).toHaveProperty("type", "password");
    expect(saveButton()).toHaveProperty("disabled", true);
    fireEvent.click(button("Show the password"));
    expect(field()).toHaveProperty("type", "text");
    expect(button("Show the password").getAttribute("aria-pressed")).toBe("true");
    type("open sesame");
    await pass(0);
    expect(bridge.calls).toEqual([["devices.setPassword", "tv", "open sesame"]]);
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("is changed and forgotten in the settings, also of a device that is not paired", async () => {
    const { bridge } = await settingsOf(aDevice({ paired: false, hasPassword: true }));
    expect(button("Change the password")).toBeTruthy();
    fireEvent.click(button("Forget the password"));
    expect(bridge.calls).toEqual([["devices.setPassword", "tv", null]]);
  });

  it("is no matter of a device that asks for none", async () => {
    await settingsOf(aDevice());
    expect(screen.queryByRole("button", { name: /password/i })).toBeNull();
  });

  it("says where it is kept, and what went wrong when it could not be", async () => {
    const { bridge, emit, pass } = await settingsOf(guarded);
    const cause = { code: "locked", message: "" } as const;
    await emit("app", anApp({ revision: 2, keychain: { kind: "memory", cause } }));
    fireEvent.click(button("Type the password"));
    const sheet = within(screen.getByRole("dialog", { name: "Password of Living Room" }));
    expect(sheet.getByRole("status").textContent).toContain("kept until you quit");
    bridge.refuse("devices.setPassword", { code: "locked", message: "D-Bus" });
    type("sesame");
    await pass(0);
    expect(sheet.getByRole("status").textContent).toBe(
      "The keychain is locked. Unlock it, then try again.",
    );
    expect(field()).toHaveProperty("value", "sesame");
    expect(saveButton()).toHaveProperty("disabled", false);
  });

  it("is what the remote asks for where it is what is missing, and connects with it", async () => {
    const connection = {
      phase: "ready",
      lost: [{ protocol: "airplay", cause: "unpaired" }],
    } as const;
    const bridge = connected({ connection });
    bridge.answer("devices.snapshot", () => someDevices([guarded]));
    const { container, pass } = await stage(<RemoteWindow />, { bridge });
    expect(container.querySelector(".banner")?.textContent).toContain("It asks for a password");
    expect(screen.queryByRole("button", { name: "Pair again" })).toBeNull();
    fireEvent.click(button("Type the password"));
    type("sesame");
    await pass(0);
    expect(bridge.calls).toEqual([
      ["devices.setPassword", "tv", "sesame"],
      ["session.connect", "tv"],
    ]);
  });

  it("is all that the remote asks for where nothing opens without it", async () => {
    const connection = {
      phase: "needs-pairing",
      cause: "unpaired",
      subject: "password",
    } as const;
    const { container } = await stage(<RemoteWindow />, { bridge: connected({ connection }) });
    expect(container.querySelector(".banner")?.textContent).toContain(
      "Living Room asks for a password that its owner set.",
    );
    expect(screen.queryByRole("button", { name: "Pair again" })).toBeNull();
    fireEvent.click(button("Type the password"));
    expect(field()).toBeTruthy();
  });

  it("is asked for by the list where nothing else stands before a device", async () => {
    const bridge = new FakeBridge();
    const device = aDevice({ paired: false, pairable: false, unpairable: "password" });
    bridge.answer("devices.snapshot", () => someDevices([device], { selectedId: null }));
    const { pass } = await stage(<RemoteWindow />, { bridge });
    fireEvent.click(button("Password of Living Room"));
    type("sesame");
    await pass(0);
    expect(bridge.of("devices.setPassword")).toEqual([["tv", "sesame"]]);
  });

  it.each(["unpaired", "unavailable", "rejected"] as const)(
    "is asked for by the wizard when pairing ended with %s for want of it",
    async (code) => {
      const bridge = new FakeBridge();
      const own = { deviceId: "tv", name: "Living Room" };
      const error = { code, message: "", details: { subject: "password" } };
      bridge.answer("pairing.snapshot", () => aPairing({ step: "failed", ...own, error }));
      const wizard = <PairingWizard onLeave={() => undefined} />;
      const { container, pass } = await stage(wizard, { bridge });
      expect(container.textContent).toContain("Living Room asks for a password");
      type("sesame", "Save and pair");
      await pass(0);
      expect(bridge.calls).toEqual([
        ["devices.setPassword", "tv", "sesame"],
        ["pairing.start", "tv"],
      ]);
    },
  );
});
