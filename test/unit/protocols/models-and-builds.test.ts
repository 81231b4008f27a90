import { describe, expect, it } from "vitest";
import { mergeInfo } from "../../../src/main/discovery/device-info.ts";
import { versionOfBuild } from "../../../src/main/protocols/apple-builds.ts";
import { lookUpModel, modelOfBoard } from "../../../src/main/protocols/apple-models.ts";

describe("models", () => {
  it.each([
    ["AirPort4,107", "speaker", "AirPortOS"],
    ["AirPort10,115", "speaker", "AirPortOS"],
    ["AppleTV1,1", "apple-tv", "legacy"],
    ["AppleTV2,1", "apple-tv", "legacy"],
    ["AppleTV3,1", "apple-tv", "legacy"],
    ["AppleTV3,2", "apple-tv", "legacy"],
    ["AppleTV5,3", "apple-tv", "tvOS"],
    ["AppleTV6,2", "apple-tv", "tvOS"],
    ["AppleTV11,1", "apple-tv", "tvOS"],
    ["AppleTV14,1", "apple-tv", "tvOS"],
    ["AudioAccessory1,1", "homepod", "tvOS"],
    ["AudioAccessory1,2", "homepod", "tvOS"],
    ["AudioAccessory5,1", "homepod", "tvOS"],
    ["AudioAccessorySingle5,1", "homepod", "tvOS"],
    ["AudioAccessory6,1", "homepod", "tvOS"],
  ])("%s is a %s with %s (SC-70, QK-24)", (model, kind, os) => {
    const entry = lookUpModel(model);
    expect(entry).toMatchObject({ kind, os });
    expect(entry?.name).not.toBe(model);
  });

  it.each([
    ["K66AP", "AppleTV2,1"],
    ["J33AP", "AppleTV3,1"],
    ["J33IAP", "AppleTV3,2"],
    ["J42dAP", "AppleTV5,3"],
    ["J105aAP", "AppleTV6,2"],
    ["J305AP", "AppleTV11,1"],
    ["J255AP", "AppleTV14,1"],
  ])("board %s is %s (SC-70)", (board, model) => {
    expect(modelOfBoard(board)).toBe(model);
  });

  it.each(["MacBookAir10,1", "iMac21,1", "Macmini9,1", "MacBookPro18,3", "Mac14,2", "MacPro7,1"])(
    "%s is a computer with macOS (SC-72)",
    (model) => {
      expect(lookUpModel(model)).toMatchObject({ kind: "computer", os: "macOS" });
    },
  );

  it.each(["Macintosh", "Mac", "Sonos", "NotMac14,2"])("%s is no Mac (SC-72)", (model) => {
    expect(lookUpModel(model)).toBeUndefined();
  });
});

describe("versions by build", () => {
  it.each([
    ["17J586", "13.0"],
    ["20L498", "16.4.1"],
    ["22J580", "18.1"],
    ["19X999", "15.x"],
    ["22Z1", "18.x"],
    // Where we leave pyatv: Apple's numbers jumped, and one of its rows has a digit wrong.
    ["21J354", "17.0"],
    ["23A1", "26.x"],
    ["beta", undefined],
    ["", undefined],
  ])("%j is %s (SC-71)", (build, version) => {
    expect(versionOfBuild(build)).toBe(version);
  });
});

describe("one account of a device from all its services", () => {
  it("asks the board only when nobody names a model (SC-69e)", () => {
    expect(mergeInfo([{}], "J42dAP")).toMatchObject({ rawModel: "AppleTV5,3", os: "tvOS" });
    expect(mergeInfo([{ rawModel: "AppleTV6,2" }], "J42dAP").rawModel).toBe("AppleTV6,2");
    expect(mergeInfo([{}], "X1AP")).toMatchObject({ rawModel: "X1AP", modelName: "X1AP" });
  });

  it("shows a model that is not in the table as it is announced (SC-70)", () => {
    expect(mergeInfo([{ rawModel: "AppleTV99,1" }], undefined)).toMatchObject({
      modelName: "AppleTV99,1",
      kind: "apple-tv",
    });
  });

  it("gives a version that was told before one that the build implies (SC-69, SC-71)", () => {
    const facts = { build: "18M60", os: "tvOS" } as const;
    expect(mergeInfo([facts], undefined).osVersion).toBe("14.7");
    expect(mergeInfo([facts, { osVersion: "14.7.1" }], undefined).osVersion).toBe("14.7.1");
  });

  it("the system is the model's, whatever a protocol assumes (QK-24)", () => {
    expect(mergeInfo([{ os: "tvOS", rawModel: "AppleTV3,2" }], undefined).os).toBe(
      "Apple TV software",
    );
    expect(mergeInfo([{ os: "tvOS" }], undefined).os).toBe("tvOS");
  });
});
