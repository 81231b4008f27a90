import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDiscovery } from "../../src/main/discovery/create.ts";
import type { DiscoveredDevice, Discovery } from "../../src/main/discovery/discovery.ts";
import { protocols } from "../../src/main/protocols/registry.ts";
import { until } from "../../src/main/runtime/signal.ts";
import { TV_ADDRESS, type TvLan, tvLan } from "../support/tv-lan.ts";

describe("our discovery and the virtual Apple TV", () => {
  let world: TvLan;
  let discovery: Discovery;

  beforeEach(async () => {
    world = await tvLan();
    discovery = createDiscovery({ runtime: world.machine(), plugins: protocols });
    discovery.start();
  });

  afterEach(async () => {
    await world.run(discovery.close());
    await world.close();
    await world.clock.advance(5000);
    expect(world.lan.openHandles).toBe(0);
  });

  const seen = async (test: (device: DiscoveredDevice) => boolean) => {
    const devices = await world.run(until(discovery.devices, (all) => all.some(test)));
    const device = devices.find(test);
    if (!device) throw new Error("no device");
    return device;
  };
  const companionOf = ({ description }: DiscoveredDevice) =>
    description.services.find(({ protocol }) => protocol === "companion");

  it("finds one device with its services, model, system and identifiers (SC-55, SC-59, SC-64)", async () => {
    const device = await seen(({ description }) => description.services.length === 3);
    expect(discovery.devices.value).toHaveLength(1);
    expect(device.description).toMatchObject({ name: "Living Room", addresses: [TV_ADDRESS] });
    expect(device.description.identifiers).toEqual(
      expect.arrayContaining([...world.tv.identifiers]),
    );
    expect(device.info).toMatchObject({
      kind: "apple-tv",
      rawModel: "AppleTV14,1",
      os: "tvOS",
      osVersion: "26.5",
    });
    expect(companionOf(device)).toMatchObject({ port: world.tv.port, pairing: "mandatory" });
    expect(device.asleep).toBe(false);
  });

  it("follows it to another port", async () => {
    await seen((device) => companionOf(device) !== undefined);
    const port = await world.run(world.tv.faults.changePort());
    await seen((device) => companionOf(device)?.port === port);
    expect(discovery.devices.value).toHaveLength(1);
  });

  it("lets it go when it says goodbye", async () => {
    await seen((device) => companionOf(device) !== undefined);
    await world.run(world.tv.close());
    await world.run(until(discovery.devices, (all) => all.length === 0));
  });

  it("finds it by unicast at its address (SC-45)", async () => {
    const signal = new AbortController().signal;
    const found = await world.run(discovery.probe(TV_ADDRESS, signal));
    expect(found.map(({ description }) => description.name)).toEqual(["Living Room"]);
  });

  it("shows it asleep while a sleep proxy stands in (SC-40)", async () => {
    await world.run(world.tv.faults.sleepProxy());
    const other = createDiscovery({ runtime: world.machine(), plugins: protocols });
    other.start();
    await world.run(until(other.devices, (all) => all.some(({ asleep }) => asleep)));
    await world.run(world.tv.faults.sleepProxy(false));
    await world.run(until(other.devices, (all) => all.some(({ asleep }) => !asleep)));
    await world.run(other.close());
  });
});
