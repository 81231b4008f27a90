import { describe, expect, it } from "vitest";
import { KNOCK_PORTS } from "../../../src/main/discovery/knock.ts";
import { discoveryWorld } from "../../support/discovery-world.ts";
import { settle } from "../../support/manual-clock.ts";
import { livingRoom } from "../../support/sample-devices.ts";
import { type ResponderOptions, UnicastResponder } from "../../support/unicast-responder.ts";

const HOST = "10.0.9.9";
const services = livingRoom.map((each) => ({ ...each, addresses: [HOST] }));
const never = () => new AbortController().signal;

async function probeWorld(options: ResponderOptions = {}) {
  const world = await discoveryWorld();
  const responder = await UnicastResponder.at(world.lan.host(HOST), services, options);
  return { ...world, responder };
}

describe("probing an address", () => {
  it("SC-45 SC-46 ends as soon as everything is answered, without a second passing", async () => {
    const { discovery, clock } = await probeWorld();
    const [device] = await discovery.probe(HOST, never());
    expect(clock.now()).toBe(0);
    expect(device?.description.name).toBe("Living Room");
    expect(device?.description.services).toHaveLength(3);
    expect(device?.asleep).toBe(false);
  });

  it("asks one type a packet, and no question twice when it was answered", async () => {
    const { discovery, responder } = await probeWorld();
    await discovery.probe(HOST, never());
    await settle();
    expect(new Set(responder.asked).size).toBe(responder.asked.length);
    expect(responder.asked).toContain("_companion-link._tcp.local 12");
    expect(responder.asked).toContain("_services._dns-sd._udp.local 12");
  });

  it("asks for what an answer left out, one by one", async () => {
    const { discovery, responder, clock } = await probeWorld({ terse: true });
    const [device] = await discovery.probe(HOST, never());
    expect(device?.description.services).toHaveLength(3);
    expect(device?.info.osVersion).toBe("26.5");
    expect(responder.asked).toContain("living room._airplay._tcp.local 33");
    expect(clock.now()).toBe(0);
  });

  it("QK-27 keeps partial answers when the time is up", async () => {
    const { discovery, clock } = await probeWorld({ mute: ["_companion-link"] });
    const probing = discovery.probe(HOST, never());
    await clock.advance(3_000);
    const [device] = await probing;
    expect(device?.description.services.map(({ protocol }) => protocol)).toEqual([
      "airplay",
      "raop",
    ]);
  });

  it("is patient with a host that does not list its types, but not for long", async () => {
    const { discovery, clock } = await probeWorld({ listsTypes: false });
    const probing = discovery.probe(HOST, never());
    await clock.advance(3_000);
    expect(await probing).toHaveLength(1);
  });

  it("E33 keeps what a probe found for the session, and adds what is announced later", async () => {
    const { discovery, clock, devices } = await probeWorld();
    await discovery.probe(HOST, never());
    await clock.advance(3_600_000);
    expect(await devices()).toHaveLength(1);
  });

  it("SC-48 E47 finds nothing where nobody answers, as from another subnet: not-found after six seconds", async () => {
    const { discovery, clock } = await discoveryWorld();
    const probing = discovery.probe("10.0.7.7", never());
    const outcome = expect(probing).rejects.toMatchObject({
      code: "not-found",
      details: { subject: "10.0.7.7" },
    });
    await clock.advance(6_000);
    await outcome;
  });

  it("E46 asks again for some seconds while the device wakes up", async () => {
    const world = await discoveryWorld();
    const probing = world.discovery.probe(HOST, never());
    await world.clock.advance(4_500);
    await UnicastResponder.at(world.lan.host(HOST), services);
    await world.clock.advance(500);
    expect(await probing).toHaveLength(1);
  });

  it("SC-47 E46 knocks on four ports and hangs up", async () => {
    const world = await discoveryWorld();
    const knocked: number[] = [];
    for (const port of KNOCK_PORTS) {
      await world.lan.host(HOST).listenTcp({ host: HOST, port }, (stream) => {
        knocked.push(port);
        void stream.closed.then(() => knocked.push(-port));
      });
    }
    const probing = world.discovery.probe(HOST, never()).catch(() => {});
    await world.clock.advance(100);
    expect(knocked.sort((a, b) => a - b)).toEqual([
      -49152, -32498, -7000, -3689, 3689, 7000, 32498, 49152,
    ]);
    await world.clock.advance(6_000);
    await probing;
  });

  it("finds a host by its .local name", async () => {
    const world = await probeWorld();
    const probing = world.discovery.probe("living-room.local.", never());
    await settle();
    world.neighbour.announce(services);
    const [device] = await probing;
    expect(device?.description.addresses).toEqual([HOST]);
  });

  it("stops when aborted or closed, and leaves nothing open", async () => {
    const world = await discoveryWorld();
    const before = world.lan.openHandles;
    const abort = new AbortController();
    const first = world.discovery.probe(HOST, abort.signal);
    const second = world.discovery.probe(HOST, never());
    await settle();
    abort.abort(new Error("changed my mind"));
    await expect(first).rejects.toThrow("changed my mind");
    await world.discovery.close();
    await expect(second).rejects.toMatchObject({ code: "cancelled" });
    expect(world.clock.armedTimers).toBe(0);
    expect(world.lan.openHandles).toBe(before - 1);
  });
});
