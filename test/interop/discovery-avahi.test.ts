import type { ChildProcess } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDiscovery } from "../../src/main/discovery/create.ts";
import type { DiscoveredDevice, Discovery } from "../../src/main/discovery/discovery.ts";
import { protocols } from "../../src/main/protocols/registry.ts";
import { until } from "../../src/main/runtime/signal.ts";
import type { TestService } from "../support/announce.ts";
import { startAvahi } from "../support/avahi.ts";
import { FarHost } from "../support/far-host.ts";
import { realRuntime } from "../support/runtime.ts";
import { isWhole } from "../support/whole.ts";

const name = "客厅’s TV. & more";
const psi = "C14C9E01-6FF3-4FB9-A006-99AEF6F00669";
const services: readonly TestService[] = [
  {
    type: "_airplay._tcp",
    instance: name,
    port: 7000,
    txt: {
      deviceid: "CC:D2:81:7C:45:EA",
      psi,
      model: "AppleTV14,1",
      osvers: "26.5",
      flags: "0x244",
      features: "0x4A7FDFD5,0xBC157FDE",
      pk: "777be3e75b63ddd7c0f11faf96ed9bae4a5fcb0e97c7561c09b967334d72802f",
    },
  },
  {
    type: "_companion-link._tcp",
    instance: name,
    port: 49153,
    txt: {
      rpMRtID: psi,
      rpFl: "0xB6782",
      rpMd: "AppleTV14,1",
      rpAD: "",
      bare: true,
      room: "Küche=1",
    },
  },
  { type: "_raop._tcp", instance: `CCD2817C45EA@${name}`, port: 7001, txt: { am: "AppleTV14,1" } },
  {
    type: "_mediaremotetv._tcp",
    instance: name,
    port: 49152,
    txt: {
      Name: name,
      UniqueIdentifier: "DBCAE90A-D971-416D-9AB8-720B0342DE3E",
      SystemBuildVersion: "23L471",
      BluetoothAddress: Uint8Array.of(0x40, 0xff, 0x00, 0x80, 0xc2, 0x01),
    },
  },
  {
    type: "_touch-able._tcp",
    instance: "EC9ED9FECEDB93DFEE5A0AC02C0BA9A5CD8DDA27",
    port: 3689,
    txt: { CtlN: name },
  },
];

function theTv(devices: readonly DiscoveredDevice[]): DiscoveredDevice {
  const [device, other] = devices;
  if (!device || other) throw new Error(`${devices.length} devices`);
  return device;
}

describe("avahi on another machine", () => {
  let host: FarHost;
  let avahi: ChildProcess;
  let discovery: Discovery;

  /** Avahi tells its IPv4 address over IPv4 alone, and may answer over IPv6 before. */
  const complete = (devices: readonly DiscoveredDevice[]) =>
    devices.some(
      ({ description }) => isWhole(description, 5) && description.addresses.includes(host.address),
    );

  beforeAll(async () => {
    host = FarHost.create();
    avahi = await startAvahi(host, "living-room", services);
    discovery = createDiscovery({ runtime: realRuntime(), plugins: protocols });
    discovery.start();
  });

  afterAll(async () => {
    await discovery.close();
    await host.close();
  });

  it("is found with all five protocols, as one device", async () => {
    const device = theTv(await until(discovery.devices, complete));
    expect(device.description.name).toBe(name);
    expect(device.info).toMatchObject({ kind: "apple-tv", osVersion: "26.5", build: "23L471" });
    expect(device.description.addresses[0]).toBe(host.address);
    expect(device.description.services.map(({ port }) => port)).toEqual([
      49152, 3689, 49153, 7000, 7001,
    ]);
    expect(device.asleep).toBe(false);
  });

  it("gives every TXT entry as it was published, UTF-8, binary, empty and bare", async () => {
    const device = theTv(await until(discovery.devices, complete));
    for (const { type, txt = {} } of services) {
      const found = device.description.services.find(
        ({ advertised }) => advertised?.type === type,
      )?.advertised;
      const expected = Object.entries(txt).map(([key, value]) => [
        key.toLowerCase(),
        typeof value === "string" ? new Uint8Array(Buffer.from(value)) : value,
      ]);
      const entries = [...(found?.txt.entries ?? [])].map(([key, value]) => [
        key,
        value === true ? true : Uint8Array.from(value),
      ]);
      expect(Object.fromEntries(entries)).toEqual(Object.fromEntries(expected));
    }
  });

  it("SC-45 SC-46 answers a unicast probe, at once and whole", async () => {
    const alone = createDiscovery({ runtime: realRuntime(), plugins: protocols });
    const started = performance.now();
    const device = theTv(await alone.probe(host.address, new AbortController().signal));
    expect(performance.now() - started).toBeLessThan(2000);
    expect(device.description.services).toHaveLength(5);
    expect(device.info.osVersion).toBe("26.5");
    expect(alone.devices.value).toEqual([device]);
    await alone.close();
  });

  it("is found by its .local name", async () => {
    const device = theTv(await discovery.probe("living-room.local", new AbortController().signal));
    expect(device.description.name).toBe(name);
  });

  it("goes from the list with its goodbye", async () => {
    await until(discovery.devices, complete);
    await host.stop(avahi);
    await until(discovery.devices, (devices) => devices.length === 0);
  });
});
