import { describe, expect, it } from "vitest";
import { recordsOf, response } from "../../support/announce.ts";
import { discoveryWorld } from "../../support/discovery-world.ts";
import { complete, entries, servicesOf, summary } from "../../support/seen-advertisements.ts";
import { expectations } from "../../vectors/advertisement-expectations.ts";

describe("devices seen in the wild", () => {
  it("have an expectation each", () => {
    expect(entries.map(({ id }) => id)).toEqual(Object.keys(expectations));
  });

  it.each(entries.map((entry) => [entry.id, entry.device, entry] as const))(
    "%s %s is shown as what it is (SC-55 to SC-72)",
    async (id, _device, entry) => {
      const expected = expectations[id];
      if (!expected) throw new Error("no expectation");
      const world = await discoveryWorld();
      const services = [...servicesOf(entry, expected.identify === true), ...(expected.also ?? [])];
      for (const service of services) world.neighbour.say(response(recordsOf(service)));
      const devices = await world.devices();
      expect(byName(devices.map(summary))).toEqual(byName(expected.devices.map(complete)));
      await world.discovery.close();
    },
  );
});

function byName<T extends { readonly name: string }>(devices: readonly T[]): T[] {
  return [...devices].sort((a, b) => a.name.localeCompare(b.name));
}
