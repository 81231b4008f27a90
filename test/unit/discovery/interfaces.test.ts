import { describe, expect, it } from "vitest";
import { createDiscovery } from "../../../src/main/discovery/create.ts";
import { isWithin } from "../../../src/main/discovery/subnet.ts";
import { protocols } from "../../../src/main/protocols/registry.ts";
import type { DatagramSocket, Network } from "../../../src/main/runtime/network.ts";
import { decodeMessage } from "../../../src/main/wire/dns/decode.ts";
import { isResponse } from "../../../src/main/wire/dns/message.ts";
import { Announcer, ipv4 } from "../../support/announce.ts";
import { discoveryWorld } from "../../support/discovery-world.ts";
import { ManualClock, settle } from "../../support/manual-clock.ts";
import { MemoryLan } from "../../support/memory-network.ts";
import { testRuntime } from "../../support/runtime.ts";
import { livingRoom } from "../../support/sample-devices.ts";

describe("network interfaces", () => {
  it("a new one is searched as soon as it is there", async () => {
    const world = await discoveryWorld([]);
    expect(world.discovery.status.value.interfaces).toEqual([]);
    const asked: string[] = [];
    world.neighbour.socket.onMessage(({ address }) => asked.push(address));
    world.network.interfaces.set([ipv4("10.0.0.1", "wlan0")]);
    await settle();
    expect(asked).toEqual(["10.0.0.1"]);
    expect(world.discovery.status.value.interfaces).toEqual(["wlan0"]);
  });

  it("one that goes away takes along what was heard there", async () => {
    const world = await discoveryWorld([ipv4("10.0.0.1"), ipv4("10.9.0.1", "wlan0")]);
    world.neighbour.announce(livingRoom);
    expect(await world.devices()).toHaveLength(1);
    world.network.interfaces.set([ipv4("10.9.0.1", "wlan0")]);
    expect(await world.devices()).toHaveLength(0);
  });

  it("one that refuses is a problem, tried again, and the others go on (E45, VPN, WSL)", async () => {
    const lan = new MemoryLan();
    const clock = new ManualClock();
    const base = lan.hostWith([ipv4("10.0.0.1"), ipv4("10.8.0.1", "tun0")]);
    let refusals = 2;
    const network: Network = {
      ...base,
      openMdns: async (on) => {
        if (on.name === "tun0" && refusals-- > 0) throw new Error("no multicast on tun0");
        return base.openMdns(on);
      },
    };
    const discovery = createDiscovery({
      runtime: testRuntime({ clock, network }),
      plugins: protocols,
    });
    discovery.start();
    await settle();
    expect(discovery.status.value).toMatchObject({
      interfaces: ["eth0"],
      problems: [{ interfaceName: "tun0", message: "no multicast on tun0" }],
    });
    (await Announcer.at(lan.host("10.0.0.2"))).announce(livingRoom);
    await clock.advance(50);
    expect(discovery.devices.value).toHaveLength(1);
    await clock.advance(20_000);
    expect(discovery.status.value).toMatchObject({ interfaces: ["eth0", "tun0"], problems: [] });
  });

  it("one whose socket fails later is closed and opened again", async () => {
    const lan = new MemoryLan();
    const clock = new ManualClock();
    const base = lan.hostWith([ipv4("10.0.0.1")]);
    const fail: ((error: Error) => void)[] = [];
    const network: Network = {
      ...base,
      openMdns: async (on): Promise<DatagramSocket> => ({
        ...(await base.openMdns(on)),
        onError: (listener) => {
          fail.push(listener);
          return () => {};
        },
      }),
    };
    const discovery = createDiscovery({
      runtime: testRuntime({ clock, network }),
      plugins: protocols,
    });
    discovery.start();
    await settle();
    fail[0]?.(new Error("network is down"));
    expect(discovery.status.value.problems).toEqual([
      { interfaceName: "eth0", message: "network is down" },
    ]);
    expect(lan.openHandles).toBe(0);
    await clock.advance(5_000);
    expect(discovery.status.value).toMatchObject({ interfaces: ["eth0"], problems: [] });
  });

  it("hears a packet once though the system gives it to every socket", async () => {
    const world = await discoveryWorld([ipv4("10.0.0.1"), ipv4("10.0.1.1", "wlan0")]);
    world.neighbour.announce(livingRoom);
    expect(await world.devices()).toHaveLength(1);
    // Heard on eth0 only, so losing wlan0 loses nothing.
    world.network.interfaces.set([ipv4("10.0.0.1")]);
    expect(await world.devices()).toHaveLength(1);
  });

  it("tells by the sender's network where a packet came from", () => {
    const eth0 = { ...ipv4("10.1.128.1"), prefixLength: 17 };
    expect(isWithin("10.1.200.9", eth0)).toBe(true);
    expect(isWithin("10.1.100.9", eth0)).toBe(false);
    expect(isWithin("2001:db8::1", eth0)).toBe(false);
    expect(isWithin("living-room.local", eth0)).toBe(false);
  });

  it("is quiet when idle: at most 40 timers a minute with ten devices", async () => {
    const world = await discoveryWorld();
    let fired = 0;
    const { clock } = world;
    const after = clock.after.bind(clock);
    clock.after = (delayMs, action) =>
      after(delayMs, () => {
        fired += 1;
        action();
      });
    const many = Array.from({ length: 10 }, (_, index) =>
      livingRoom.map((each) => ({
        ...each,
        instance: each.instance.replace("Living Room", `TV ${index}`),
        host: `tv-${index}.local`,
        txt: { ...each.txt, psi: `P${index}`, rpMRtID: `P${index}`, deviceid: `D${index}` },
      })),
    );
    for (const services of many) {
      world.neighbour.announce(services);
      await clock.advance(3_000);
    }
    await clock.advance(600_000);
    fired = 0;
    // They answer when asked, as devices do.
    world.neighbour.socket.onMessage(({ bytes }) => {
      const message = decodeMessage(bytes);
      if (!isResponse(message)) world.neighbour.announce(many.flat());
    });
    world.neighbour.announce(many.flat());
    await clock.advance(600_000);
    expect(world.discovery.devices.value).toHaveLength(10);
    expect(fired / 10).toBeLessThanOrEqual(40);
  });
});
