import { describe, expect, it } from "vitest";
import { describeCompanion } from "../../../src/main/protocols/companion/describe.ts";
import { describeDmap } from "../../../src/main/protocols/dmap/describe.ts";
import { describeMrp } from "../../../src/main/protocols/mrp/describe.ts";
import { advertised, type Txt } from "../../support/advertised.ts";

const companion = (txt: Txt) => describeCompanion(advertised("_companion-link._tcp", txt));
const mrp = (txt: Txt) => describeMrp(advertised("_mediaremotetv._tcp", txt), []);
const dmap = (type: string, txt: Txt, instance = "40C7B59B5D7EADAA_x") =>
  describeDmap(advertised(type, txt, { instance }));

describe("_companion-link._tcp", () => {
  it("is known by rpMRtID alone and named by its instance (SC-02, SC-25)", () => {
    const rotating = { rpHA: "9948cfb6da55", rpBA: "AA:BB:CC:DD:EE:FF", rpAD: "1", rpHI: "2" };
    expect(companion({ ...rotating, rpMRtID: "M-1" })).toMatchObject({
      protocol: "companion",
      identifiers: ["M-1"],
      name: "Den",
    });
    expect(companion(rotating).identifiers).toEqual([]);
  });

  it.each<[Txt, string]>([
    [{ rpFl: "0x4" }, "disabled"],
    [{ rpFl: "0x4004" }, "disabled"],
    [{ rpFl: "0x4000" }, "mandatory"],
    [{ rpFl: "0x36782" }, "mandatory"],
    [{ rpFl: "0x20000" }, "unsupported"],
    [{}, "unsupported"],
    // Where we leave SC-59: an Apple TV may take a PIN though its flags do not say so; it can refuse.
    [{ rpFl: "0x20000", rpMd: "AppleTV14,1" }, "optional"],
    [{ rpMd: "AppleTV14,1" }, "mandatory"],
  ])("pairing of %j: %s (SC-59, E29)", (txt, pairing) => {
    expect(companion(txt).pairing).toBe(pairing);
  });

  it("tells the model (SC-68)", () => {
    expect(companion({ rpMd: "AppleTV11,1" }).facts).toEqual({
      rawModel: "AppleTV11,1",
      kind: "apple-tv",
      os: "tvOS",
    });
    expect(companion({ rpMd: "Toaster1,1" }).facts).toEqual({ rawModel: "Toaster1,1" });
  });
});

describe("_mediaremotetv._tcp", () => {
  it("is known by UniqueIdentifier and named by Name (SC-06)", () => {
    expect(mrp({ Name: "Bedroom", UniqueIdentifier: "U-1" })).toMatchObject({
      protocol: "mrp",
      identifiers: ["U-1"],
      name: "Bedroom",
    });
  });

  it.each<[Txt, string, boolean]>([
    [{ AllowPairing: "YES" }, "optional", true],
    [{ AllowPairing: "yes", SystemBuildVersion: "18M60" }, "optional", true],
    [{ AllowPairing: "NO" }, "disabled", true],
    [{}, "disabled", true],
    [{ AllowPairing: "YES", SystemBuildVersion: "19J346" }, "not-needed", false],
    [{ AllowPairing: "YES", SystemBuildVersion: "22L100" }, "not-needed", false],
    [{ AllowPairing: "YES", SystemBuildVersion: "nonsense" }, "optional", true],
  ])("%j: pairing %s, enabled %s (SC-56, SC-64)", (txt, pairing, enabled) => {
    expect(mrp(txt)).toMatchObject({ pairing, enabled });
  });

  it("tells build, MAC and system (SC-69)", () => {
    expect(mrp({ SystemBuildVersion: "18M60", macAddress: "aa:bb:cc:dd:ee:ff" }).facts).toEqual({
      kind: "apple-tv",
      os: "tvOS",
      build: "18M60",
      mac: "AA:BB:CC:DD:EE:FF",
    });
  });
});

describe("Home Sharing and its relatives", () => {
  it.each<[row: string, type: string, txt: Txt, id: string, name: string]>([
    ["SC-03", "_appletv-v2._tcp", { Name: "Attic" }, "40C7B59B5D7EADAA", "Attic"],
    ["SC-04", "_touch-able._tcp", { CtlN: "Attic" }, "40C7B59B5D7EADAA", "Attic"],
    ["SC-05", "_hscp._tcp", { "Machine Name": "Mac", "Machine ID": "M-9" }, "M-9", "Mac"],
  ])("%s %s: identifier and name", (_row, type, txt, id, name) => {
    expect(dmap(type, txt)).toMatchObject({ protocol: "dmap", identifiers: [id], name });
  });

  it("leaves the name open where none is told, for the device's other services to give (SC-03)", () => {
    expect(dmap("_appletv-v2._tcp", {})).not.toHaveProperty("name");
  });

  it.each<[Txt, string, string | undefined]>([
    [{ hG: "0000-1" }, "optional", "0000-1"],
    [{}, "mandatory", undefined],
  ])("%j: pairing %s, credential %s (SC-55)", (txt, pairing, credential) => {
    const service = dmap("_appletv-v2._tcp", txt);
    expect(service.pairing).toBe(pairing);
    expect(service.advertisedCredential).toBe(credential);
  });

  it("is an Apple TV of the old kind, or Music on a computer (SC-69b)", () => {
    expect(dmap("_touch-able._tcp", {}).facts).toEqual({ kind: "apple-tv", os: "legacy" });
    expect(dmap("_hscp._tcp", {}).facts).toMatchObject({ rawModel: "Music", os: "legacy" });
  });
});
