import { describe, expect, it } from "vitest";
import type { InterfaceAddress } from "../../../src/main/runtime/network.ts";
import { Announcer, ipv4 } from "../../support/announce.ts";
import { discoveryWorld } from "../../support/discovery-world.ts";
import { livingRoom } from "../../support/sample-devices.ts";

const loopback: readonly InterfaceAddress[] = [
  { ...ipv4("127.0.0.1", "lo"), internal: true, prefixLength: 8 },
  { ...ipv4("::1", "lo"), family: 6, internal: true, prefixLength: 128 },
];
const ethernet: readonly InterfaceAddress[] = [
  ipv4("10.0.0.1"),
  { ...ipv4("fe80::1"), family: 6, scopeId: 2, prefixLength: 64 },
];

describe("an ordinary machine's interfaces", () => {
  it("are searched over IPv4 and IPv6, loopback over IPv4 only, and nothing is a problem (QK-29)", async () => {
    const world = await discoveryWorld([]);
    const opened: string[] = [];
    const { openMdns } = world.network;
    Object.assign(world.network, {
      openMdns(on: InterfaceAddress) {
        opened.push(`${on.name} ${on.address}`);
        return openMdns(on);
      },
    });
    world.network.interfaces.set([...loopback, ...ethernet]);
    await world.devices();
    expect(opened).toEqual(["lo 127.0.0.1", "eth0 10.0.0.1", "eth0 fe80::1"]);
    expect(world.discovery.status.value).toMatchObject({
      interfaces: ["lo", "eth0"],
      problems: [],
    });
  });

  it("a TV of this machine is found on loopback, under the address of this machine", async () => {
    const world = await discoveryWorld(loopback);
    const tv = await Announcer.at(world.lan.host("127.0.0.2", "lo"));
    tv.announce(livingRoom.map((each) => ({ ...each, addresses: ["127.0.0.1"] })));
    const device = await world.device("Living Room");
    expect(device.description.addresses).toEqual(["127.0.0.1"]);
  });
});
