import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createHub, type Hub } from "../../src/main/device/hub.ts";
import type { DiscoveredDevice } from "../../src/main/discovery/discovery.ts";
import { createMediaFiles } from "../../src/main/media/create.ts";
import { describeAirPlay } from "../../src/main/protocols/airplay/describe.ts";
import { protocols } from "../../src/main/protocols/registry.ts";
import { until } from "../../src/main/runtime/signal.ts";
import { createIdentity, defaultSettings } from "../../src/main/storage/default-settings.ts";
import { MemoryCredentials } from "../../src/main/storage/memory-credentials.ts";
import { createMemorySettings } from "../../src/main/storage/memory-settings.ts";
import type { SessionSnapshot } from "../../src/shared/model/session.ts";
import { advertised } from "../support/advertised.ts";
import { dmapDevice, pairingGuid } from "../support/dmap-device.ts";
import { FakeDiscovery, found } from "../support/hub-world.ts";
import type { PyatvFake } from "../support/pyatv-fake.ts";
import { type FakeAirPlayState, startPyatvFakeAirPlay } from "../support/pyatv-fake-airplay.ts";
import {
  FAKE_PAIRING_GUID,
  type FakeDmapState,
  PyatvFakeDmap,
} from "../support/pyatv-fake-dmap.ts";
import { realRuntime } from "../support/runtime.ts";

const runtime = realRuntime();
const EXAMPLE = "http://example.test/stream.mp4";

/** One device of both, as discovery would tell it. */
function seen(dmapPort: number, airplayPort: number): DiscoveredDevice {
  const device = found({ rawModel: "AppleTV3,2" });
  const txt = { features: "0x5A7FFFF7,0xE", model: "AppleTV3,2" };
  const airplay = advertised("_airplay._tcp", txt, { addresses: ["127.0.0.1"], port: airplayPort });
  const { services: remote } = dmapDevice("127.0.0.1", dmapPort);
  const services = [...remote, { ...describeAirPlay(airplay), advertised: airplay }];
  const description = { ...device.description, addresses: ["127.0.0.1"], services };
  return { ...device, description };
}

describe("a device of pyatv's that speaks DMAP and AirPlay", () => {
  let remote: PyatvFake<FakeDmapState>;
  let airplay: PyatvFake<FakeAirPlayState>;
  let hub: Hub;
  let folder = "";

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "armchair-hub-"));
    remote = await PyatvFakeDmap.start();
    airplay = await startPyatvFakeAirPlay();
    const credentials = new MemoryCredentials({ code: "storage", message: "a test" });
    await credentials.set("AA:BB", { dmap: pairingGuid(FAKE_PAIRING_GUID) });
    const discovery = new FakeDiscovery();
    hub = createHub({
      runtime,
      plugins: protocols,
      discovery,
      credentials,
      settings: createMemorySettings(defaultSettings(createIdentity(runtime.random))),
      controllerName: "Armchair (test)",
      files: createMediaFiles(runtime),
    });
    discovery.devices.set([seen(remote.port, airplay.port)]);
  });
  afterAll(async () => {
    await hub?.close();
    await airplay?.stop();
    await remote?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const snapshot = (test: (now: SessionSnapshot) => boolean) =>
    until(hub.session("AA:BB").snapshot, test);
  const isIdle = () => snapshot(({ stream }) => stream === null);
  const played = async () => (await airplay.do("played")) as { url: string; content: string };

  it("TS-01 is one device by the identifier that its sessions have", async () => {
    const { devices } = hub.devices.value;
    expect(devices.map((device) => device.id)).toEqual(["AA:BB"]);
    expect(hub.session("AA:BB").snapshot.value.deviceId).toBe("AA:BB");
    expect(() => hub.session("nobody")).toThrow(expect.objectContaining({ code: "not-found" }));
  });

  it("TS-01 a protocol that it does not have cannot be paired", async () => {
    expect(() => hub.startPairing("AA:BB", "companion")).toThrow(
      expect.objectContaining({ code: "unsupported" }),
    );
    expect(hub.pairing.snapshot.value.pairing).toEqual({ step: "idle" });
  });

  it("TS-01 FE-08 connects over its remote's protocol, and plays addresses besides", async () => {
    await hub.session("AA:BB").connect();
    // It is ready with its first channel, of which AirPlay's holds no connection.
    await snapshot(({ protocols: open }) => open.includes("dmap"));
    expect(hub.devices.value.devices).toMatchObject([{ playsMedia: true }]);
  });

  it("TS-01 IF-090 plays an address, which is shown until it has ended", async () => {
    for (const state of ["playing", "idle"]) await airplay.do(state);
    const shown = snapshot(({ stream, nowPlaying }) => stream !== null && nowPlaying !== null);
    await hub.play("AA:BB", { url: EXAMPLE }, 0);
    const { nowPlaying, features } = await shown;
    expect(nowPlaying?.title).toBe("stream.mp4");
    expect(features["play-url"]).toBe("available");
    await isIdle();
    expect((await played()).url).toBe(EXAMPLE);
  });

  it("TS-01 AP-40 plays a file of ours, which it fetches from us", async () => {
    const path = join(folder, "film.mp4");
    writeFileSync(path, "a file for testing");
    const { id: offer } = await hub.offerFile(path);
    for (const state of ["playing", "idle"]) await airplay.do(state);
    await hub.play("AA:BB", { offer }, 0);
    await isIdle();
    const { url, content } = await played();
    expect(content).toBe("a file for testing");
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//);
    await expect(fetch(url)).rejects.toThrow();
  });

  it("TS-01 AP-43 says that it is refused, and the remote stays", async () => {
    await airplay.do("never_authenticates", true);
    await expect(hub.play("AA:BB", { url: EXAMPLE }, 0)).rejects.toMatchObject({
      code: "rejected",
      details: { deviceCode: 503 },
    });
    await isIdle();
    await snapshot(
      ({ connection, protocols: open }) => connection.phase === "ready" && open.includes("dmap"),
    );
  });
});
