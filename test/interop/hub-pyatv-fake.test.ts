import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createHub, type Hub } from "../../src/main/device/hub.ts";
import { createDiscovery } from "../../src/main/discovery/create.ts";
import { protocols } from "../../src/main/protocols/registry.ts";
import { until } from "../../src/main/runtime/signal.ts";
import { MemoryCredentials } from "../../src/main/storage/memory-credentials.ts";
import { openSettings } from "../../src/main/storage/settings-file.ts";
import type { ConnectionState } from "../../src/shared/model/session.ts";
import { FarHost } from "../support/far-host.ts";
import { FAKE_PIN, PyatvFakeCompanion } from "../support/pyatv-fake-companion.ts";
import { realRuntime } from "../support/runtime.ts";

const credentials = new MemoryCredentials({ code: "storage", message: "a test" });
let directory: string;
let host: FarHost;
let fake: PyatvFakeCompanion;
let hub: Hub;

/** The device layer as the app puts it together, on the settings that are on the disk. */
async function startHub(): Promise<Hub> {
  const runtime = realRuntime();
  const made = createHub({
    runtime,
    plugins: protocols,
    discovery: createDiscovery({ runtime, plugins: protocols }),
    credentials,
    settings: await openSettings({ directory, runtime }),
    controllerName: "Armchair (test)",
  });
  made.start();
  return made;
}

const listed = async () => {
  const { devices } = await until(hub.devices, (snapshot) =>
    snapshot.devices.some(({ present }) => present),
  );
  return devices[0];
};
const pairing = async (step: string) =>
  (await until(hub.pairing.snapshot, (snapshot) => snapshot.pairing.step === step)).pairing;
const phase = (id: string, wanted: ConnectionState["phase"]) =>
  until(hub.session(id).snapshot, ({ connection }) => connection.phase === wanted);

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "armchair-hub-"));
  host = FarHost.create();
  fake = await PyatvFakeCompanion.startOn(host);
  hub = await startHub();
});
afterAll(async () => {
  await hub.close();
  await fake.stop();
  await host.close();
  await rm(directory, { recursive: true, force: true });
});

describe("the whole path, to pyatv's fake Apple TV on another machine", () => {
  let id = "";

  it("finds it by what python-zeroconf announces", async () => {
    const device = await listed();
    expect(device).toMatchObject({
      name: "Fake Apple TV",
      kind: "apple-tv",
      rawModel: "AppleTV6,2",
      address: host.address,
      pairable: true,
      paired: false,
    });
    id = device?.id ?? "";
  });

  it("asks for the PIN again after a wrong one, pairs, and is connected", async () => {
    hub.startPairing(id);
    await pairing("enter-pin");
    hub.pairing.submitPin("9999");
    const again = await until(
      hub.pairing.snapshot,
      ({ pairing: step }) => step.step === "enter-pin" && step.previous !== null,
    );
    expect(again.pairing).toMatchObject({ previous: { code: "wrong-pin" } });
    hub.pairing.submitPin(FAKE_PIN);
    expect(await pairing("paired")).toMatchObject({ deviceId: id, keptIn: "memory" });
    await phase(id, "ready");
    expect((await fake.state()).paired).toBe(true);
  });

  it("presses and launches, and the fake says so", async () => {
    const { commands } = hub.session(id);
    await commands.press("up", "tap");
    expect((await fake.state()).button).toBe("up");
    await commands.launchApp("com.apple.TVSettings");
    expect((await fake.state()).app).toBe("com.apple.TVSettings");
  });

  it("is back by itself when the connection is reset, and the press arrives", async () => {
    await fake.do("drop", "reset");
    await hub.session(id).commands.press("select", "tap");
    expect((await fake.state()).button).toBe("select");
  });

  it("connects after a restart without pairing, from what is on the disk", async () => {
    await hub.close();
    await fake.until(({ clients }) => clients === 0);
    const file = await readFile(join(directory, "settings.json"), "utf8");
    expect(file).toContain('"paired": true');
    hub = await startHub();
    await phase(id, "ready");
    await hub.session(id).commands.press("down", "tap");
    expect((await fake.state()).button).toBe("down");
    expect(hub.pairing.snapshot.value.pairing.step).toBe("idle");
  });
});
