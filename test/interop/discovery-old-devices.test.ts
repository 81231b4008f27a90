import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createDiscovery } from "../../src/main/discovery/create.ts";
import type { DiscoveredDevice, Discovery } from "../../src/main/discovery/discovery.ts";
import { describeAirPlay } from "../../src/main/protocols/airplay/describe.ts";
import { protocols } from "../../src/main/protocols/registry.ts";
import { airPlayGeneration } from "../../src/main/protocols/rtsp/access.ts";
import { until } from "../../src/main/runtime/signal.ts";
import type { TestService } from "../support/announce.ts";
import { startAvahi } from "../support/avahi.ts";
import { FarHost } from "../support/far-host.ts";
import { realRuntime } from "../support/runtime.ts";
import { complete, entries, servicesOf, summary } from "../support/seen-advertisements.ts";
import { type ExpectedDevice, expectations } from "../vectors/advertisement-expectations.ts";

let host: FarHost;
let discovery: Discovery;

beforeAll(() => expect(entries.length).toBeGreaterThan(50));
beforeEach(() => {
  host = FarHost.create();
  discovery = createDiscovery({ runtime: realRuntime(), plugins: protocols });
  discovery.start();
});
afterEach(async () => {
  await discovery.close();
  await host.close();
});

/** What is shown once avahi has published these as one machine, and is what it should be. */
async function published(
  services: readonly TestService[],
  expected: ExpectedDevice,
): Promise<DiscoveredDevice> {
  await startAvahi(host, "attic", services);
  await until(discovery.devices, (found) => {
    const heard = found.flatMap(({ description }) => description.services);
    return heard.length === new Set(services.map(({ type }) => protocolOf(type))).size;
  });
  // Two services of one protocol are one entry, which the second may still change.
  await expect.poll(() => discovery.devices.value.map(summary)).toEqual([complete(expected)]);
  // Avahi tells its IPv4 address over IPv4 alone, and may answer over IPv6 before.
  await expect.poll(() => discovery.devices.value[0]?.description.addresses[0]).toBe(host.address);
  const [device] = discovery.devices.value;
  if (device === undefined) throw new Error("there should be a device");
  return device;
}

/** Of a device with two services of one protocol one entry is shown. */
function protocolOf(type: string): string {
  return protocols.find(({ serviceTypes }) => serviceTypes.includes(type))?.id ?? type;
}

function generationOf({ description }: DiscoveredDevice): number | undefined {
  const { advertised } = description.services.find(({ protocol }) => protocol === "airplay") ?? {};
  if (!advertised) return undefined;
  return airPlayGeneration({ ...describeAirPlay(advertised), advertised });
}

describe("old devices that were seen in the wild, published by avahi", () => {
  it.each([
    ["D128", "an Apple TV 2 with Home Sharing", 1],
    ["D095", "an Apple TV 2 with two services", 1],
    ["D045", "an Apple TV 3 with system 5.2", 1],
    ["D027", "an Apple TV 3 with a password", 1],
    ["D030", "an Apple TV 2 of which only RAOP was told", undefined],
    ["D032", "an Apple TV 3 of which only RAOP was told", undefined],
  ] as const)(
    "%s %s is one device with its name, system and ways in (SC-65, SC-66)",
    async (...row) => {
      const [id, , generation] = row;
      const entry = entries.find((one) => one.id === id);
      const { devices: [expected] = [], identify } = expectations[id] ?? {};
      if (entry === undefined || expected === undefined) throw new Error("no such entry");
      const device = await published(servicesOf(entry, identify === true), expected);
      expect(generationOf(device)).toBe(generation);
    },
  );
});

interface Old {
  readonly services: readonly TestService[];
  readonly expected: ExpectedDevice;
  readonly generation?: 1 | 2;
}

const airplayOf3: Readonly<Record<string, string>> = {
  deviceid: "B8:78:2E:41:92:A1",
  features: "0x5A7FFFF7,0xE",
  flags: "0x44",
  model: "AppleTV3,2",
  srcvers: "220.68",
};
const legacy = { os: "Apple TV software", version: "" } as const;

/** As the rows SC-03 to SC-05 describe them. */
const described: readonly (readonly [title: string, old: Old])[] = [
  [
    "SC-04 an Apple TV 3 with its remote, AirPlay and RAOP",
    {
      services: [
        {
          type: "_touch-able._tcp",
          instance: "0F3C2B1A9D8E7F61",
          port: 3689,
          txt: { txtvers: "1", CtlN: "Küche’s TV", OSsi: "0x1F6", ver: "131075" },
        },
        { type: "_airplay._tcp", instance: "Küche’s TV", port: 7000, txt: airplayOf3 },
        {
          type: "_raop._tcp",
          instance: "B8782E4192A1@Küche’s TV",
          port: 5000,
          txt: { am: "AppleTV3,2", vs: "220.68", sf: "0x44", ft: "0x5A7FFFF7,0xE" },
        },
      ],
      expected: {
        ...legacy,
        name: "Küche’s TV",
        kind: "apple-tv",
        model: "AppleTV3,2",
        modelName: "Apple TV (3rd generation)",
        mac: "B8:78:2E:41:92:A1",
        identifiers: ["0F3C2B1A9D8E7F61", "B8:78:2E:41:92:A1", "B8782E4192A1"],
        pairing: { dmap: "mandatory", airplay: "not-needed", raop: "not-needed" },
      },
      generation: 1,
    },
  ],
  [
    "SC-04 the remote of an Apple TV alone",
    {
      services: [
        {
          type: "_touch-able._tcp",
          instance: "EC9ED9FECEDB93DF_more",
          port: 3689,
          txt: { CtlN: "Den" },
        },
      ],
      expected: {
        ...legacy,
        name: "Den",
        kind: "apple-tv",
        model: "",
        identifiers: ["EC9ED9FECEDB93DF"],
        pairing: { dmap: "mandatory" },
      },
    },
  ],
  [
    "SC-03 one with Home Sharing beside its remote",
    {
      services: [
        {
          type: "_appletv-v2._tcp",
          instance: "40C7B59B5D7EADAA",
          port: 3689,
          txt: { Name: "Den", hG: "00000000-05bf-a709-e555-9474a09b4015" },
        },
        {
          type: "_touch-able._tcp",
          instance: "40C7B59B5D7EADAA",
          port: 3689,
          txt: { CtlN: "Den" },
        },
      ],
      expected: {
        ...legacy,
        name: "Den",
        kind: "apple-tv",
        model: "",
        identifiers: ["40C7B59B5D7EADAA"],
        pairing: { dmap: "optional" },
      },
    },
  ],
  [
    "SC-05 the Music app of a computer",
    {
      services: [
        {
          type: "_hscp._tcp",
          instance: "Anna’s Mac",
          port: 3689,
          txt: {
            "Machine Name": "Anna’s Library",
            "Machine ID": "F8A5C0123456",
            hG: "00000000-05bf-a709-e555-9474a09b4015",
          },
        },
      ],
      expected: {
        name: "Anna’s Library",
        kind: "computer",
        model: "Music",
        os: "Apple TV software",
        version: "",
        identifiers: ["F8A5C0123456"],
        pairing: { dmap: "optional" },
      },
    },
  ],
];

describe("old devices with all their services, published by avahi", () => {
  it.each(described)("%s", async (_title, { services, expected, generation }) => {
    const device = await published(services, expected);
    expect(generationOf(device)).toBe(generation);
  });
});
