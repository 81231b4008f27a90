import { describe, expect, it } from "vitest";
import {
  type TrayFacts,
  type TrayItem,
  trayMenu,
  trayState,
  trayToolTip,
} from "../../src/main/app/tray-model.ts";
import type { FeatureStates } from "../../src/shared/model/features.ts";
import type { SoundItem, SoundSnapshot } from "../../src/shared/model/sound.ts";
import { episode } from "../support/playing.ts";
import { aDevice, allFeatures, aSession, someDevices } from "../support/renderer/fixtures.ts";

const facts = (change: Partial<TrayFacts> = {}): TrayFacts => ({
  devices: someDevices([aDevice()]),
  session: aSession(),
  sound: null,
  remoteVisible: false,
  builtInTvRunning: false,
  ...change,
});
const anItem = (id: string): SoundItem => ({
  id,
  kind: "file",
  title: id,
  artist: null,
  album: null,
  durationS: 60,
  hasPicture: false,
  error: null,
});
const aSound = (): SoundSnapshot => ({
  revision: 1,
  state: "playing",
  items: [anItem("a"), anItem("b")],
  currentId: "a",
  position: null,
  onAir: null,
  canSeek: true,
  speakers: [
    {
      deviceId: "kitchen",
      name: "Kitchen",
      phase: "joined",
      volume: 30,
      delayMs: 0,
      error: null,
    },
  ],
  volume: 30,
  lastError: null,
});
const labels = (items: readonly TrayItem[]) =>
  items.map((item) => (item.kind === "separator" ? "-" : item.label));
const item = (given: TrayFacts, label: string) => {
  const found = trayMenu(given).find((one) => one.kind === "action" && one.label === label);
  if (found?.kind !== "action") throw new Error(`no item ${label}`);
  return found;
};

describe("the tray's menu", () => {
  it("has everything on it, because some trays know no click", () => {
    expect(labels(trayMenu(facts()))).toEqual([
      "Show remote",
      "-",
      "Living Room: connected",
      "-",
      "Play / pause",
      "Volume up",
      "Volume down",
      "Sleep",
      "-",
      "Now playing …",
      "Pair a device …",
      "Settings …",
      "-",
      "Quit Armchair",
    ]);
  });

  it("says where sound goes and stops it, since it goes on with every window closed", () => {
    const sound = aSound();
    const given = facts({ sound });
    expect(labels(trayMenu(given))).toContain("Sound to Kitchen");
    expect(item(given, "Pause the sound").action).toEqual({ do: "sound", command: "pause" });
    expect(item(given, "Stop sending sound").action).toEqual({ do: "sound", command: "stop" });
    expect(item(given, "Next song").action).toEqual({ do: "sound", command: "next" });
    const paused = facts({ sound: { ...sound, state: "paused", currentId: "b" } });
    expect(item(paused, "Go on with the sound").action).toEqual({ do: "sound", command: "play" });
    expect(labels(trayMenu(paused))).not.toContain("Next song");
    const idle = facts({ sound: { ...sound, state: "idle" } });
    expect(labels(trayMenu(idle)).join()).not.toContain("ound");
  });

  it("offers a speaker that needs no code as a device to choose", () => {
    const speaker = aDevice({ id: "kitchen", name: "Kitchen", paired: false, needsPairing: false });
    const given = facts({ devices: someDevices([aDevice(), { ...speaker, pairable: false }]) });
    expect(item(given, "Kitchen: ready").action).toEqual({ do: "select", deviceId: "kitchen" });
  });

  it("says that nothing was found, and offers no controls then", () => {
    expect(labels(trayMenu(facts({ devices: someDevices([]), session: null })))).toEqual([
      "Show remote",
      "-",
      "No devices found yet",
      "-",
      "Now playing …",
      "Pair a device …",
      "Settings …",
      "-",
      "Quit Armchair",
    ]);
  });

  it("hides the remote when it is there, and opens the built-in TV's screen when that runs", () => {
    const shown = labels(trayMenu(facts({ remoteVisible: true, builtInTvRunning: true })));
    expect(shown[0]).toBe("Hide remote");
    expect(shown).toContain("Built-in Apple TV");
  });

  it("marks the selected device, switches to a paired one, and opens the wizard for another", () => {
    const devices = someDevices([
      aDevice(),
      aDevice({ id: "bedroom", name: "Bedroom", hint: "Apple TV HD" }),
      aDevice({ id: "den", name: "Den", paired: false }),
      aDevice({ id: "printer", name: "Printer", paired: false, pairable: false }),
    ]);
    const given = facts({ devices });
    expect(item(given, "Living Room: connected").chosen).toBe(true);
    expect(item(given, "Bedroom (Apple TV HD): ready")).toMatchObject({
      chosen: false,
      action: { do: "select", deviceId: "bedroom" },
    });
    expect(item(given, "Den: not paired").action).toEqual({ do: "open", window: "pairing" });
    expect(labels(trayMenu(given)).join()).not.toContain("Printer");
  });

  it("offers waking instead of sleep when the device is off, even without a connection", () => {
    expect(item(facts({ session: aSession({ power: "off" }) }), "Wake").action).toEqual({
      do: "power",
      deviceId: "tv",
      to: "on",
    });
    const away = aSession({ power: "off", connection: { phase: "offline" } });
    expect(item(facts({ session: away }), "Wake").enabled).toBe(true);
    expect(item(facts({ session: away }), "Play / pause").enabled).toBe(false);
  });

  it("enables a control only when the device can do it now", () => {
    const session = aSession({
      features: { "volume-up": "available", "play-pause": "unsupported" },
    });
    const enabled = (label: string) => item(facts({ session }), label).enabled;
    expect(enabled("Volume up")).toBe(true);
    expect(enabled("Volume down")).toBe(false);
    expect(enabled("Play / pause")).toBe(false);
    expect(enabled("Sleep")).toBe(false);
  });
});

describe("the tray while something plays", () => {
  const playing = (change = {}, features: FeatureStates = allFeatures) =>
    facts({ session: aSession({ nowPlaying: episode(change), features }) });
  const controls = (given: TrayFacts) => {
    const all = labels(trayMenu(given));
    return all.slice(4, all.indexOf("-", 4));
  };

  it("says what, and offers what works with it", () => {
    expect(controls(playing({}, { ...allFeatures, mute: "available" }))).toEqual([
      "Pop · The Bear · S2 E5",
      "Play / pause",
      "Back 10 s",
      "Forward 10 s",
      "Previous",
      "Next",
      "Volume up",
      "Volume down",
      "Mute",
      "Sleep",
    ]);
    expect(controls(playing({}, { "play-pause": "available", next: "unavailable" }))).toEqual([
      "Pop · The Bear · S2 E5",
      "Play / pause",
      "Volume up",
      "Volume down",
      "Sleep",
    ]);
  });

  it("skips by the seconds that the app wants", () => {
    const given = playing({ skipBackwardS: 15, skipForwardS: 30 });
    expect(item(given, "Back 15 s").action).toEqual({ do: "skip", deviceId: "tv", seconds: -15 });
    expect(item(given, "Forward 30 s").action).toEqual({ do: "skip", deviceId: "tv", seconds: 30 });
  });

  it("keeps a long or hostile title on one line of a menu", () => {
    const [title = ""] = controls(playing({ title: `a\nb${"x".repeat(100)}` }));
    expect(title).toMatch(/^a bx+…$/);
    expect(title).toHaveLength(48);
  });

  it("shows nothing of it once the connection is gone", () => {
    const away = aSession({ nowPlaying: episode(), connection: { phase: "offline" } });
    expect(labels(trayMenu(facts({ session: away }))).join()).not.toContain("Pop");
  });
});

describe("the tray's icon", () => {
  it("shows connected, asleep and lost apart", () => {
    expect(trayState(facts())).toBe("connected");
    expect(trayState(facts({ session: aSession({ power: "off" }) }))).toBe("asleep");
    expect(trayState(facts({ session: null }))).toBe("lost");
    const gone = aSession({ connection: { phase: "connecting", attempt: 2 } });
    expect(trayState(facts({ session: gone }))).toBe("lost");
  });

  it("names the device and where it stands when it is pointed at", () => {
    const waiting = aSession({
      connection: { phase: "waiting", attempt: 1, cause: "timeout", retryAtMs: 0 },
    });
    expect(trayToolTip(facts())).toBe("Armchair: Living Room, connected");
    expect(trayToolTip(facts({ session: waiting }))).toBe("Armchair: Living Room, not answering");
    expect(trayToolTip(facts({ devices: someDevices([]), session: null }))).toBe("Armchair");
  });
});
