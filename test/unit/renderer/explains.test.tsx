import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { NowPlayingWindow } from "../../../src/renderer/features/now-playing/now-playing-window.tsx";
import { RemoteWindow } from "../../../src/renderer/features/remote/remote-window.tsx";
import { FakeBridge } from "../../support/renderer/fake-bridge.ts";
import { aDevice, anEpisode, aSession, someDevices } from "../../support/renderer/fixtures.ts";
import { stage } from "./stage.tsx";

function connected(change: Parameters<typeof aSession>[0] = {}): FakeBridge {
  const bridge = new FakeBridge();
  bridge.answer("devices.snapshot", () => someDevices([aDevice()]));
  bridge.hold(aSession(change));
  return bridge;
}

const refused = { code: "rejected", message: "the device said no" } as const;

describe("a failure in the now-playing window", () => {
  it("is shown and spoken when the tray or the command line began it", async () => {
    const on = await stage(<NowPlayingWindow />, {
      bridge: connected({ nowPlaying: anEpisode() }),
    });
    expect(screen.getByRole("alert").textContent).toBe("");
    const failed = { nowPlaying: anEpisode(), lastError: refused };
    await on.emit("session", aSession({ revision: 2, ...failed }));
    await on.pass(200);
    expect(on.container.querySelector(".note")?.textContent).toContain("said no");
    expect(screen.getByRole("alert").textContent).toContain("Living Room said no.");
  });

  it("is spoken when a key of its own did nothing, and no more once one works", async () => {
    const bridge = connected({ nowPlaying: anEpisode() });
    bridge.refuse("remote.skip", refused);
    const on = await stage(<NowPlayingWindow />, { bridge });
    await on.key("]");
    expect(screen.getByRole("alert").textContent).toContain("Living Room said no.");
    bridge.answer("remote.skip", () => null);
    await on.key("]");
    expect(screen.getByRole("alert").textContent).toBe("");
  });
});

describe("a failure that began elsewhere", () => {
  it("is told once under the device's name, and leaves when something works", async () => {
    const on = await stage(<RemoteWindow />, { bridge: connected() });
    await on.emit("session", aSession({ revision: 2, lastError: refused }));
    await on.pass(200);
    expect(on.container.querySelector(".note-header")?.textContent).toContain("said no");
    await on.emit("session", aSession({ revision: 3, lastError: null }));
    expect(on.container.querySelector(".note")).toBeNull();
  });

  it("is not told again when this window's own call was the one that failed", async () => {
    const bridge = connected();
    bridge.refuse("remote.skip", refused);
    const on = await stage(<RemoteWindow />, { bridge });
    await on.emit("session", aSession({ revision: 2, lastError: refused }));
    await on.key("]");
    await on.pass(200);
    expect(on.container.querySelector(".note-header")).toBeNull();
    expect(on.container.querySelector(".note-keys")?.textContent).toContain("said no");
  });
});

it("says that the volume is infrared's when its key is pressed all the same", async () => {
  const bridge = connected({ volume: { control: "none", percent: null } });
  const on = await stage(<RemoteWindow />, { bridge });
  await on.key("+");
  expect(on.container.querySelector(".note-keys")?.textContent).toContain("infrared");
  expect(bridge.of("volume.step")).toEqual([]);
});

it("says why the list may be empty, after a while: networks, problems and a VPN", async () => {
  const bridge = new FakeBridge();
  bridge.answer("devices.snapshot", () =>
    someDevices([], {
      interfaces: ["wlan0", "wg0"],
      problems: [{ interfaceName: "eth1", message: "ENODEV" }],
    }),
  );
  const on = await stage(<RemoteWindow />, { bridge });
  expect(on.container.querySelector(".reasons")).toBeNull();
  await on.pass(5000);
  const reasons = on.container.querySelector(".reasons")?.textContent ?? "";
  for (const part of ["wlan0, wg0", "eth1", "A VPN may hide devices at home (wg0)"]) {
    expect(reasons).toContain(part);
  }
});
