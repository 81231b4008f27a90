import { describe, expect, it } from "vitest";
import { createIdentity, defaultSettings } from "../../../src/main/storage/default-settings.ts";
import { parseSettings } from "../../../src/main/storage/parse-settings.ts";
import { Identity, KnownDevice, type Settings } from "../../../src/shared/model/settings.ts";
import { seededRandom } from "../../support/seeded-random.ts";

const identity = createIdentity(seededRandom(1));
const other = createIdentity(seededRandom(2));
const device = (id: string) => KnownDevice.parse({ id, identifiers: [id], name: id, paired: true });
const settings: Settings = {
  ...defaultSettings(identity),
  devices: [device("tv-1"), device("tv-2")],
  selectedDeviceId: "tv-2",
  windows: { remote: { x: 1, y: 2, width: 300, height: 400 } },
};
const parse = (value: unknown) => parseSettings(JSON.stringify(value), () => other);

describe("a settings file", () => {
  it("comes back as it was written", () => {
    expect(parse(settings)).toEqual({ kind: "whole", settings, migratedFrom: null });
  });

  it("ignores settings that it does not know", () => {
    expect(parse({ ...settings, colour: "red" })).toMatchObject({ kind: "whole", settings });
  });

  it("fills in what an older program did not write", () => {
    const { version, preferences } = settings;
    const parsed = parse({ version, identity, preferences });
    expect(parsed).toMatchObject({ kind: "whole", settings: { identity, devices: [] } });
  });

  it("loses one bad device and no other", () => {
    const parsed = parse({
      ...settings,
      devices: [device("tv-1"), 7, { name: "x" }, device("tv-2")],
    });
    expect(parsed).toEqual({
      kind: "salvaged",
      settings,
      lost: ["devices[1].id", "devices[2].id"],
    });
  });

  it("keeps a device with a bad field, without the field", () => {
    const bad = { ...device("tv-1"), customName: { nested: true }, name: 3 };
    const parsed = parse({ ...settings, devices: [bad, device("tv-2")] });
    expect(parsed).toMatchObject({
      kind: "salvaged",
      settings: { devices: [{ id: "tv-1", name: "tv-1", paired: true, customName: null }, {}] },
      lost: ["devices[0].name", "devices[0].customName"],
    });
  });

  it("keeps the other preferences and window places when one is bad", () => {
    const parsed = parse({
      ...settings,
      preferences: { ...settings.preferences, theme: "pink", alwaysOnTop: true },
      windows: { ...settings.windows, bad: { x: "left" } },
      selectedDeviceId: 5,
    });
    expect(parsed).toMatchObject({
      kind: "salvaged",
      settings: {
        preferences: { theme: "system", alwaysOnTop: true },
        windows: settings.windows,
        selectedDeviceId: null,
      },
      lost: ["windows.bad", "preferences.theme", "selectedDeviceId"],
    });
  });

  it("knows no speakers in a file from before sound was sent, and writes none of it off", () => {
    const { speakers: _, ...older } = settings;
    expect(parse(older)).toEqual({
      kind: "whole",
      settings: { ...settings, speakers: {} },
      migratedFrom: null,
    });
  });

  it("keeps what was set for the other speakers when one is bad", () => {
    const kitchen = { volume: 12.5, delayMs: -80 };
    const parsed = parse({
      ...settings,
      speakers: { kitchen, bath: { volume: 700 }, attic: { delayMs: 0.5 }, hall: {} },
    });
    expect(parsed).toMatchObject({
      kind: "salvaged",
      settings: { speakers: { kitchen, hall: { volume: null, delayMs: 0 } } },
      lost: ["speakers.bath", "speakers.attic"],
    });
  });

  it("makes a new identity when the old one is unusable, and keeps the devices", () => {
    const parsed = parse({ ...settings, identity: { rpId: "short" } });
    expect(parsed).toMatchObject({ settings: { identity: other, devices: settings.devices } });
  });

  it.each([
    ["empty", ""],
    ["cut off", JSON.stringify(settings).slice(0, 100)],
    ["a list", "[]"],
    ["without a version", "{}"],
    ["of a version that is no number", '{"version":"1"}'],
    ["from a newer program", JSON.stringify({ ...settings, version: 2 })],
  ])("is unusable when it is %s", (_, text) => {
    expect(parseSettings(text, () => other).kind).toBe("unusable");
  });

  it("walks through every migration between its version and ours", () => {
    const steps = {
      "-1": () => ({}),
      0: (older: Readonly<Record<string, unknown>>) => ({ ...older, who: older["me"] }),
      1: (older: Readonly<Record<string, unknown>>) => ({ ...older, identity: older["who"] }),
    };
    const text = JSON.stringify({ ...settings, version: 0, identity: undefined, me: identity });
    const parsed = parseSettings(text, () => other, steps, 2);
    expect(parsed).toEqual({ kind: "whole", settings, migratedFrom: 0 });
  });

  it("is unusable when a migration is missing", () => {
    const parsed = parseSettings('{"version":0}', () => other, {}, 1);
    expect(parsed).toMatchObject({ kind: "unusable" });
  });
});

describe("an identity", () => {
  it("is valid, locally administered and different each time", () => {
    for (let seed = 0; seed < 50; seed++) {
      const made = createIdentity(seededRandom(seed));
      expect(Identity.safeParse(made).success).toBe(true);
      expect(Number.parseInt(made.deviceId.slice(0, 2), 16) & 0b11).toBe(0b10);
    }
    expect(identity).not.toEqual(other);
  });
});
