import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDiscovery } from "../../src/main/discovery/create.ts";
import type { Discovery } from "../../src/main/discovery/discovery.ts";
import { protocols } from "../../src/main/protocols/registry.ts";
import { until } from "../../src/main/runtime/signal.ts";
import { FarHost } from "../support/far-host.ts";
import { pyatvSource, python } from "../support/peers.ts";
import { realRuntime } from "../support/runtime.ts";
import { isWhole } from "../support/whole.ts";

// zeroconf keeps names as flat text and cannot publish one that ends with a dot.
const name = "Séjour 🎸";
const services = [
  {
    type: "_companion-link._tcp",
    name,
    port: 0,
    txt: { rpMRtID: "CCBB258E-978C-4AD3-A223-6A554370C237", rpFl: "0x36782", rpMd: "AppleTV6,2" },
  },
  {
    type: "_airplay._tcp",
    name,
    port: 7000,
    txt: {
      deviceid: "50:DE:06:9E:50:7C",
      psi: "CCBB258E-978C-4AD3-A223-6A554370C237",
      model: "AppleTV6,2",
      osvers: "15.0",
      flags: "0x644",
    },
  },
  { type: "_raop._tcp", name: `50DE069E507C@${name}`, port: 7000, txt: { am: "AppleTV6,2" } },
  {
    type: "_mediaremotetv._tcp",
    name,
    port: 49152,
    txt: {
      Name: name,
      UniqueIdentifier: "DBCAE90A-D971-416D-9AB8-720B0342DE3E",
      SystemBuildVersion: "18M60",
      AllowPairing: "YES",
      BluetoothAddress: "hex:40ff0080c201",
    },
  },
  {
    type: "_appletv-v2._tcp",
    name: "40C7B59B5D7EADAA",
    port: 3689,
    txt: { Name: name, hG: "00000000-05bf-a709-e555-9474a09b4015" },
  },
];

describe("pyatv's fake Apple TV, published through python-zeroconf", () => {
  let host: FarHost;
  let publisher: ChildProcess;
  let discovery: Discovery;
  let companionPort = 0;

  beforeAll(async () => {
    host = FarHost.create();
    publisher = host.spawn(
      python(),
      [resolve("test/support/zeroconf_publisher.py"), host.address],
      { PYTHONPATH: pyatvSource() },
    );
    discovery = createDiscovery({ runtime: realRuntime(), plugins: protocols });
    discovery.start();
    publisher.stdin?.write(`${JSON.stringify(services)}\n`);
    companionPort = await readiness(publisher);
  });

  afterAll(async () => {
    await discovery.close();
    await host.close();
  });

  it("is found as one device with everything it says", async () => {
    const [device, other] = await until(discovery.devices, (devices) =>
      devices.some(({ description }) => isWhole(description, 5)),
    );
    expect(other).toBeUndefined();
    expect(device?.description).toMatchObject({ name, addresses: [host.address] });
    expect(device?.info).toMatchObject({ rawModel: "AppleTV6,2", os: "tvOS", build: "18M60" });
    const found = (device?.description.services ?? []).map(({ port, pairing }) => [port, pairing]);
    expect(found).toEqual([
      [49152, "optional"],
      [3689, "optional"],
      [companionPort, "mandatory"],
      [7000, "mandatory"],
      [7000, "not-needed"],
    ]);
    for (const { type, txt } of services) {
      const advertised = device?.description.services
        .map((service) => service.advertised)
        .find((service) => service?.type === type);
      const entries = [...(advertised?.txt.entries ?? [])].map(([key, value]) => [
        key,
        bytes(value),
      ]);
      const expected = Object.entries(txt).map(([key, value]) => [key.toLowerCase(), bytes(value)]);
      expect(Object.fromEntries(entries)).toEqual(Object.fromEntries(expected));
    }
  });

  it("answers a probe of its address", async () => {
    const alone = createDiscovery({ runtime: realRuntime(), plugins: protocols });
    const [device] = await alone.probe(host.address, new AbortController().signal);
    expect(device?.description.services).toHaveLength(5);
    await alone.close();
  });

  it("goes from the list when it is withdrawn", async () => {
    const ended = once(publisher, "exit");
    publisher.stdin?.end();
    await until(discovery.devices, (devices) => devices.length === 0);
    await ended;
  });
});

/** Bytes as hex; the driver's "hex:" notation as the bytes it stands for. */
function bytes(value: Uint8Array | string | true): string {
  if (value === true) return "";
  if (typeof value === "string" && value.startsWith("hex:")) return value.slice(4);
  return Buffer.from(value).toString("hex");
}

function readiness(child: ChildProcess): Promise<number> {
  return new Promise((found, failed) => {
    const complaints: string[] = [];
    child.stderr?.on("data", (chunk: Buffer) => complaints.push(chunk.toString()));
    child.once("exit", () => failed(new Error(`the publisher ended:\n${complaints.join("")}`)));
    if (!child.stdout) return failed(new Error("no output"));
    createInterface({ input: child.stdout }).once("line", (line) => {
      found((JSON.parse(line) as { ready: number }).ready);
    });
  });
}
