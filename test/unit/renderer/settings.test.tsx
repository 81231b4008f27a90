import { fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { SettingsWindow } from "../../../src/renderer/features/settings/settings-window.tsx";
import { followTheme } from "../../../src/renderer/theme.ts";
import { windowNameOf } from "../../../src/renderer/window-name.ts";
import {
  aDevice,
  anApp,
  aSession,
  someDevices,
  someSettings,
} from "../../support/renderer/fixtures.ts";
import { connected, stage } from "./stage.tsx";

const button = (name: string | RegExp): HTMLElement => screen.getByRole("button", { name });

describe("the settings", () => {
  it("save a choice at once and show what came of it", async () => {
    const bridge = connected();
    const { emit } = await stage(<SettingsWindow />, { bridge });
    fireEvent.click(screen.getByRole("radio", { name: "Dark" }));
    fireEvent.click(screen.getByRole("switch", { name: "Start at login" }));
    expect(bridge.of("settings.update")).toEqual([[{ theme: "dark" }], [{ startAtLogin: true }]]);
    await emit("settings", { ...someSettings({ theme: "dark" }), revision: 2 });
    expect(screen.getByRole("radio", { name: "Dark" })).toHaveProperty("checked", true);
  });

  it("rename a device", async () => {
    const bridge = connected();
    await stage(<SettingsWindow />, { bridge });
    const field = screen.getByLabelText("Name");
    fireEvent.change(field, { target: { value: "Den" } });
    fireEvent.submit(field);
    expect(bridge.of("devices.rename")).toEqual([["tv", "Den"]]);
  });

  it("forget a device only after asking", async () => {
    const bridge = connected();
    await stage(<SettingsWindow />, { bridge });
    fireEvent.click(button("Forget"));
    expect(bridge.calls).toEqual([]);
    const sheet = screen.getByRole("dialog", { name: "Forget Living Room?" });
    fireEvent.click(within(sheet).getByRole("button", { name: "Forget" }));
    expect(bridge.of("devices.forget")).toEqual([["tv"]]);
  });

  it("pair a known device again in the wizard's window", async () => {
    const bridge = connected();
    const { pass } = await stage(<SettingsWindow />, { bridge });
    fireEvent.click(button("Pair again"));
    await pass(0);
    expect(bridge.calls.slice(-2)).toEqual([
      ["app.openWindow", "pairing"],
      ["pairing.start", "tv"],
    ]);
  });

  it("list paired devices only", async () => {
    const bridge = connected();
    const other = aDevice({ id: "x", name: "Stranger", paired: false });
    bridge.answer("devices.snapshot", () => someDevices([aDevice(), other]));
    const { container } = await stage(<SettingsWindow />, { bridge });
    expect(container.textContent).not.toContain("Stranger");
  });

  it("show what each protocol and feature of a device can do", async () => {
    await stage(<SettingsWindow />, { bridge: connected() });
    fireEvent.click(button("What Living Room can do"));
    expect(
      screen.getByRole("row", {
        name: /^Companion Keys, apps.* 49152 Needed Pair.* Connected 2$/,
      }),
    ).toBeTruthy();
    expect(screen.getByRole("row", { name: "up Works Companion" })).toBeTruthy();
    expect(screen.queryByRole("row", { name: /^mute/ })).toBeNull();
  });

  it("show why a protocol is missing, and which are not in use", async () => {
    const bridge = connected({
      connection: { phase: "ready", lost: [{ protocol: "airplay", cause: "unpaired" }] },
    });
    const { emit } = await stage(<SettingsWindow />, { bridge });
    fireEvent.click(button("What Living Room can do"));
    const missing = "Missing. It needs a second code. Pair again, and type the code that it shows.";
    expect(await screen.findByRole("cell", { name: missing })).toBeTruthy();
    await emit("session", aSession({ revision: 2 }));
    expect(screen.getByRole("row", { name: /^AirPlay .* Not in use 0$/ })).toBeTruthy();
  });

  it("pair by one protocol alone, where it takes a pairing", async () => {
    const bridge = connected();
    const { services } = aDevice();
    const raop = { protocol: "raop", port: 7000, pairing: "unsupported" } as const;
    const mrp = { protocol: "mrp", port: 49153, pairing: "optional" } as const;
    const rest = { requiresPassword: false, enabled: true };
    bridge.answer("devices.snapshot", () =>
      someDevices([
        aDevice({
          services: [...services, { ...raop, ...rest }, { ...mrp, ...rest, enabled: false }],
        }),
      ]),
    );
    const { pass } = await stage(<SettingsWindow />, { bridge });
    fireEvent.click(button("What Living Room can do"));
    expect(screen.queryByRole("button", { name: /^Pair AirPlay audio/ })).toBeNull();
    expect(screen.queryByRole("button", { name: /^Pair Media Remote/ })).toBeNull();
    fireEvent.click(button("Pair AirPlay again"));
    await pass(0);
    expect(bridge.calls.slice(-2)).toEqual([
      ["app.openWindow", "pairing"],
      ["pairing.start", "tv", "airplay"],
    ]);
  });

  it("SC-46 keep addresses to probe, and refuse what is none", async () => {
    const bridge = connected();
    bridge.answer("settings.snapshot", () => someSettings({ probeAddresses: ["10.0.0.7"] }));
    const { container } = await stage(<SettingsWindow />, { bridge });
    const field = screen.getByLabelText("Address");
    fireEvent.change(field, { target: { value: "not an address" } });
    fireEvent.submit(field);
    expect(bridge.calls).toEqual([]);
    expect(container.textContent).toContain("That is not an IP address or a host name.");
    fireEvent.change(field, { target: { value: "fe80::1%eth0" } });
    fireEvent.submit(field);
    fireEvent.click(button("Remove 10.0.0.7"));
    expect(bridge.of("settings.update")).toEqual([
      [{ probeAddresses: ["10.0.0.7", "fe80::1%eth0"] }],
      [{ probeAddresses: [] }],
    ]);
  });

  it("say where keys are kept and why they are not, and what is unusual about this copy", async () => {
    const bridge = connected();
    bridge.answer("app.snapshot", () =>
      anApp({
        keychain: { kind: "memory", cause: { code: "locked", message: "" } },
        developmentRuntime: true,
        sandboxed: false,
      }),
    );
    const { container } = await stage(<SettingsWindow />, { bridge });
    expect(container.textContent).toContain("kept in memory only, until you quit. The keychain is");
    expect(container.textContent).toContain("development-only runtime");
    expect(container.textContent).toContain("sandbox is off");
    expect(container.textContent).toContain("Nothing about you leaves your network");
  });

  it("say what could not be saved", async () => {
    const bridge = connected();
    bridge.refuse("settings.update", { code: "storage", message: "ENOSPC" });
    const { container, pass } = await stage(<SettingsWindow />, { bridge });
    fireEvent.click(screen.getByRole("radio", { name: "Light" }));
    await pass(0);
    expect(container.textContent).toContain("Check that the disk has space");
    expect(container.textContent).not.toContain("ENOSPC");
  });
});

describe("a window", () => {
  it("takes the preferred theme over the system's", async () => {
    const bridge = connected();
    bridge.answer("settings.snapshot", () => someSettings({ theme: "dark" }));
    const { shell, emit } = await stage(<SettingsWindow />, { bridge });
    const stop = followTheme(shell.facts, window);
    expect(document.documentElement.dataset["theme"]).toBe("dark");
    await emit("settings", { ...someSettings({ theme: "light" }), revision: 2 });
    expect(document.documentElement.dataset["theme"]).toBe("light");
    stop();
  });

  it("knows which it is by its address, and is the remote otherwise", () => {
    expect(windowNameOf({ search: "?window=tv", hash: "" })).toBe("tv");
    expect(windowNameOf({ search: "", hash: "#settings" })).toBe("settings");
    expect(windowNameOf({ search: "?window=other", hash: "" })).toBe("remote");
  });
});
