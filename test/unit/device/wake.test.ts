import { describe, expect, it } from "vitest";
import { broadcastOf } from "../../../src/main/discovery/wake-on-lan.ts";
import { encodeMagicPacket } from "../../../src/main/wire/magic-packet.ts";
import type { NowPlaying } from "../../../src/shared/model/now-playing.ts";
import type { PowerState } from "../../../src/shared/model/session.ts";
import { fakeKey } from "../../support/fake-plugin.ts";
import { found, hubWorld, known } from "../../support/hub-world.ts";
import { settle } from "../../support/manual-clock.ts";
import { MemoryLan } from "../../support/memory-network.ts";

const MAC = "AA:BB:CC:00:11:22";
const TV = "10.0.0.23";

/** A known TV with a MAC address, and every datagram that leaves this machine. */
async function world() {
  const lan = new MemoryLan();
  const address = (name: string, one: string, internal = false) =>
    ({ name, address: one, family: 4, internal, scopeId: 0, prefixLength: 24 }) as const;
  const network = lan.hostWith([
    address("lo", "127.0.0.1", true),
    address("eth", "10.0.0.1"),
    address("wlan", "192.168.1.7"),
  ]);
  const packets: string[] = [];
  lan.sent.on(({ address: from, to, toPort, bytes }) => {
    expect(bytes).toEqual(encodeMagicPacket(MAC));
    packets.push(`${from} to ${to}:${toPort}`);
  });
  const made = hubWorld({
    devices: [known({ mac: MAC, address: TV })],
    selected: "AA:BB",
    network,
  });
  await made.credentials.set("AA:BB", { companion: fakeKey() });
  made.discovery.devices.set([found()]);
  return { ...made, lan, packets, session: made.hub.session("AA:BB") };
}

const near = ["10.0.0.1 to 10.0.0.255:9", `10.0.0.1 to ${TV}:9`];

describe("waking over the network", () => {
  it("sends the packet to the TV's network and last address, before anything is asked", async () => {
    const { session, tv, clock, discovery, packets, lan, hub } = await world();
    tv.refusal = "timeout";
    const probed: string[][] = [];
    const { probe } = discovery;
    discovery.probe = (host) => {
      probed.push([...packets]);
      return probe.call(discovery, host);
    };
    const on = session.commands.power("on");
    await clock.advance(3000);
    expect(packets).toEqual(near);
    expect(probed[0]).toEqual(near);
    tv.refusal = null;
    await clock.advance(5000);
    await on;
    expect(tv.received).toEqual(["companion turn on"]);
    expect(lan.openHandles, "the sockets are closed").toBe(0);
    await hub.close();
  });

  it("sends it on every network when the last address is on none of them", async () => {
    const { session, tv, clock, packets, settings, discovery, hub } = await world();
    discovery.devices.set([]);
    await settings.update((all) => ({
      ...all,
      devices: all.devices.map((device) => ({ ...device, address: "172.16.9.9" })),
    }));
    tv.refusal = "timeout";
    const on = session.commands.power("on").catch(({ code }) => code);
    await clock.advance(5000);
    expect(packets).toEqual([
      "10.0.0.1 to 10.0.0.255:9",
      "10.0.0.1 to 172.16.9.9:9",
      "192.168.1.7 to 192.168.1.255:9",
      "192.168.1.7 to 172.16.9.9:9",
    ]);
    await clock.advance(30_000);
    expect(await on).toBe("timeout");
    await hub.close();
  });

  it("sends it when a press meets a TV that does not answer, at most every ten seconds", async () => {
    const { session, tv, clock, packets, hub } = await world();
    tv.refusal = "timeout";
    for (let press = 0; press < 5; press++) {
      void session.commands.press("menu", "tap").catch(() => {});
      await clock.advance(1000);
    }
    expect(packets).toEqual(near);
    await hub.close();
  });

  it("never wakes a TV that nobody wants at the moment", async () => {
    const { hub, tv, clock, packets } = await world();
    tv.refusal = "timeout";
    hub.start();
    await clock.advance(60_000);
    hub.resumed();
    hub.rescan();
    hub.attended();
    await clock.advance(600_000);
    expect(tv.opens).toBeGreaterThan(10);
    expect(packets).toEqual([]);
    await hub.close();
  });

  it("forgets the wish of somebody who has long gone", async () => {
    const { session, hub, tv, clock, packets } = await world();
    tv.refusal = "timeout";
    void session.commands.press("menu", "tap").catch(() => {});
    await clock.advance(25_000);
    const sent = packets.length;
    await clock.advance(600_000);
    expect(packets).toHaveLength(sent);
    await hub.close();
  });

  it("sends none to a TV that is there", async () => {
    const { session, tv, packets, hub } = await world();
    await session.commands.press("menu", "tap");
    await session.commands.power("on");
    expect(tv.received).toContain("companion turn on");
    expect(packets).toEqual([]);
    await hub.close();
  });
});

describe("the packet", () => {
  it("is six bytes FF and sixteen times the address", () => {
    const packet = encodeMagicPacket(MAC);
    expect(packet).toHaveLength(102);
    const address = [0xaa, 0xbb, 0xcc, 0x00, 0x11, 0x22];
    const repeated = Array.from({ length: 16 }, () => address).flat();
    expect([...(packet ?? [])]).toEqual([...Array(6).fill(0xff), ...repeated]);
    expect(encodeMagicPacket("aabb-cc00-1122")).toEqual(packet);
  });

  it.each(["", "AA:BB", "not a MAC", "AA:BB:CC:00:11:2G", `${MAC}:33`])("is none for %j", (mac) => {
    expect(encodeMagicPacket(mac)).toBeUndefined();
  });

  it.each([
    ["192.168.1.7", 24, "192.168.1.255"],
    ["10.1.2.3", 8, "10.255.255.255"],
    ["172.16.5.4", 20, "172.16.15.255"],
    ["10.0.0.1", 32, "10.0.0.1"],
  ])("goes to everybody on the network of %s/%d: %s", (address, prefixLength, everybody) => {
    const on = {
      name: "eth",
      address,
      prefixLength,
      family: 4,
      internal: false,
      scopeId: 0,
    } as const;
    expect(broadcastOf(on)).toBe(everybody);
  });
});

describe("the television behind the device", () => {
  async function turnedOn(power: PowerState, wanted: "on" | "toggle", playing = false) {
    const { session, tv, hub } = await world();
    const nowPlaying = { state: "playing", itemId: "a" } as NowPlaying;
    tv.state = { ...tv.state, power, ...(playing && { nowPlaying }) };
    await session.connect();
    await settle();
    const done = session.commands.power(wanted);
    await settle();
    tv.channel.set({ power: "on" });
    await done;
    const { received } = tv;
    await hub.close();
    return received;
  }

  it("is switched on by Menu after Wake (users.md F10)", async () => {
    expect(await turnedOn("off", "on")).toEqual(["companion turn on", "companion tap menu"]);
    expect(await turnedOn("off", "toggle")).toEqual(["companion turn on", "companion tap menu"]);
  });

  it("is not sent Menu by a device that was on: that would leave the app", async () => {
    expect(await turnedOn("on", "on")).toEqual(["companion turn on"]);
  });

  it("is sent it by a device that does not tell, unless that plays or was only toggled", async () => {
    expect(await turnedOn("unknown", "on")).toEqual(["companion turn on", "companion tap menu"]);
    expect(await turnedOn("unknown", "on", true)).toEqual(["companion turn on"]);
    expect(await turnedOn("unknown", "toggle")).toEqual(["companion turn on"]);
  });

  it("stays dark without making it an error when the device takes no Menu", async () => {
    const { session, tv, hub } = await world();
    tv.state = { features: { "turn-on": "available" }, power: "off" };
    await session.connect();
    const done = session.commands.power("on");
    await settle();
    tv.channel.set({ power: "on" });
    await done;
    expect(tv.received).toEqual(["companion turn on"]);
    await hub.close();
  });
});
