import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSettings } from "../../../src/main/storage/settings-file.ts";
import { KnownDevice, type Settings } from "../../../src/shared/model/settings.ts";
import { testRuntime } from "../../support/runtime.ts";

let directory = "";
beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), "armchair-settings-")), "Armchair");
});
afterEach(() => rmSync(join(directory, ".."), { recursive: true, force: true }));

const open = (seed = 1) => openSettings({ directory, runtime: testRuntime({ seed }) });
const file = () => join(directory, "settings.json");
const onDisk = () => JSON.parse(readFileSync(file(), "utf8")) as Settings;
const withDevice = (id: string) => (settings: Settings) => ({
  ...settings,
  devices: [...settings.devices, KnownDevice.parse({ id, identifiers: [id], name: id })],
});

describe("the settings store", () => {
  it("begins a file for its owner alone and keeps the identity it made", async () => {
    const first = await open(1);
    expect(first.problem).toBeNull();
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    const second = await open(2);
    expect(second.settings.value).toEqual(first.settings.value);
  });

  it("has every change on the disk when update resolves, in order", async () => {
    const store = await open();
    const seen: number[] = [];
    store.settings.on(({ devices }) => seen.push(devices.length));
    await Promise.all(["a", "b", "c"].map((id) => store.update(withDevice(id))));
    expect(seen).toEqual([1, 2, 3]);
    expect(onDisk().devices.map(({ id }) => id)).toEqual(["a", "b", "c"]);
    expect((await open()).settings.value).toEqual(store.settings.value);
  });

  it("does not write when nothing changed", async () => {
    const store = await open();
    const { ino } = statSync(file());
    await store.update((settings) => settings);
    expect(statSync(file()).ino).toBe(ino);
  });

  it("refuses settings that it could not read again, and goes on", async () => {
    const store = await open();
    await expect(store.update(withDevice(""))).rejects.toMatchObject({ name: "ZodError" });
    const invalid = store.update((settings) => ({ ...settings, selectedDeviceId: 5 as never }));
    await expect(invalid).rejects.toMatchObject({ code: "invalid" });
    await store.update(withDevice("a"));
    expect(onDisk().devices).toHaveLength(1);
  });

  it("sees what another process wrote, and loses neither's devices", async () => {
    const window = await open();
    const commandLine = await open();
    await commandLine.update(withDevice("from the command line"));
    await window.update(withDevice("from the window"));
    expect(onDisk().devices.map(({ id }) => id)).toEqual([
      "from the command line",
      "from the window",
    ]);
  });

  it("sets a corrupt file aside, says so and starts from the version before", async () => {
    const store = await open();
    await store.update(withDevice("a"));
    await store.update(withDevice("b"));
    writeFileSync(file(), '{"version":1,"devi');
    const again = await open(2);
    expect(again.problem).toMatchObject({
      code: "storage",
      details: { subject: `${file()}.corrupt-1` },
    });
    expect(again.settings.value.devices.map(({ id }) => id)).toEqual(["a"]);
    expect(again.settings.value.identity).toEqual(store.settings.value.identity);
    expect(readFileSync(`${file()}.corrupt-1`, "utf8")).toBe('{"version":1,"devi');
    writeFileSync(file(), "again");
    await open();
    expect(readFileSync(`${file()}.corrupt-2`, "utf8")).toBe("again");
    expect((await open()).problem).toBeNull();
  });

  it("sets the file of a newer program aside unchanged", async () => {
    mkdirSync(directory);
    writeFileSync(file(), '{"version":99}');
    const store = await open();
    expect(store.problem?.message).toContain("newer");
    expect(readFileSync(`${file()}.corrupt-1`, "utf8")).toBe('{"version":99}');
    expect(onDisk().version).toBe(1);
  });

  it("keeps a copy of a damaged file and writes what was good", async () => {
    const store = await open();
    await store.update(withDevice("good"));
    const damaged = JSON.stringify({ ...onDisk(), devices: [...onDisk().devices, "bad"] });
    writeFileSync(file(), damaged);
    const again = await open();
    expect(again.problem?.message).toContain("devices[1].id");
    expect(onDisk().devices.map(({ id }) => id)).toEqual(["good"]);
    expect(readFileSync(`${file()}.corrupt-1`, "utf8")).toBe(damaged);
  });

  it("clears away what a killed process left, and spares a living one", async () => {
    await open();
    writeFileSync(`${file()}.tmp-999999999`, "half");
    writeFileSync(`${file()}.tmp-1`, "somebody writes this now");
    await open();
    expect(readdirSync(directory).filter((name) => name.includes(".tmp-"))).toEqual([
      "settings.json.tmp-1",
    ]);
  });

  it("runs from memory where it cannot keep a file, says so and keeps what it had", async () => {
    writeFileSync(directory, "a file where the folder should be");
    const store = await open();
    expect(store.problem).toMatchObject({ code: "storage" });
    await expect(store.update(withDevice("a"))).rejects.toMatchObject({ code: "storage" });
    expect(store.settings.value.devices).toHaveLength(1);
    rmSync(directory);
    await store.update((settings) => settings);
    expect(onDisk().devices.map(({ id }) => id)).toEqual(["a"]);
  });

  it("never replaces a file that it could not read", async () => {
    mkdirSync(file(), { recursive: true });
    const store = await open();
    expect(store.problem).toMatchObject({ code: "storage" });
    await expect(store.update(withDevice("a"))).rejects.toMatchObject({ code: "storage" });
    expect(statSync(file()).isDirectory()).toBe(true);
  });
});
