import { describe, expect, it } from "vitest";
import { Secret } from "../../../src/main/runtime/secret.ts";
import { announcementOf } from "../../../src/main/virtual-tv/advertisement.ts";
import { identityOf } from "../../../src/main/virtual-tv/identity.ts";
import { type TvModel, tvModels } from "../../../src/main/virtual-tv/model.ts";
import devices from "../../vectors/advertisements.json" with { type: "json" };

const seed = new Secret(new Uint8Array(32).fill(6));
const ports = { companion: 49_152, airplay: 7000 };

const txtOf = (model: TvModel, type: string) => {
  const { services } = announcementOf("Living Room", identityOf(seed, model), ports);
  return new Map(services.find((service) => service.type === type)?.txt);
};

/** A record of a real device. */
function realTxt(id: string, type: string): Map<string, string> {
  const service = devices
    .find((device) => device.id === id)
    ?.services.find((entry) => entry.type === type);
  return new Map(Object.entries(service?.properties ?? {}));
}

describe("what the virtual devices announce", () => {
  it.each([
    ["homepod-mini", "D059", "_airplay._tcp"],
    ["homepod-mini", "D014", "_raop._tcp"],
    ["apple-tv-hd-tvos14", "D049", "_airplay._tcp"],
    ["apple-tv-4k-tvos26", "D001", "_airplay._tcp"],
    ["apple-tv-4k-tvos26", "D001", "_raop._tcp"],
    ["apple-tv-4k-tvos26", "D001", "_companion-link._tcp"],
    ["apple-tv-3", "D032", "_raop._tcp"],
  ] as const)("%s has every key of %s in %s", (model, id, type) => {
    const real = realTxt(id, type);
    expect(real.size).toBeGreaterThan(5);
    expect([...txtOf(model, type).keys()]).toEqual(expect.arrayContaining([...real.keys()]));
  });

  it.each([
    ["homepod-mini", "D059", ["acl", "features", "fex", "flags", "model", "protovers", "vv"]],
    [
      "apple-tv-hd-tvos14",
      "D049",
      ["acl", "features", "fex", "flags", "model", "osvers", "protovers", "srcvers"],
    ],
    ["apple-tv-4k-tvos26", "D109", ["features", "fex", "model"]],
    ["apple-tv-3", "D027", ["features", "srcvers", "vv"]],
    ["apple-tv-3", "D045", ["model"]],
  ] as const)("%s says of itself what %s says", (model, id, keys) => {
    const [ours, real] = [txtOf(model, "_airplay._tcp"), realTxt(id, "_airplay._tcp")];
    for (const key of keys) expect([key, ours.get(key)]).toEqual([key, real.get(key)]);
  });

  it("says the password's flag in both records (SC-62)", () => {
    const identity = identityOf(seed, "homepod-mini");
    const { services } = announcementOf("Pod", identity, ports, { access: "password" });
    const flags = services.flatMap(({ txt }) =>
      txt.filter(([key]) => key === "flags" || key === "sf"),
    );
    expect(flags.map(([, value]) => value)).toEqual(["0x18484", "0x18484"]);
  });

  it("follows from the seed alone, whatever the model", () => {
    const ids = tvModels.map((model) => identityOf(seed, model).systemId);
    expect(new Set(ids).size).toBe(1);
  });
});
