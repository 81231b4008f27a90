import type { DeviceKind } from "../../shared/model/device.ts";

/** What an identifier such as `AppleTV14,1` stands for. */
export interface ModelEntry {
  readonly name: string;
  readonly kind: DeviceKind;
  readonly os: ModelOs;
}
export type ModelOs = "tvOS" | "legacy" | "macOS" | "AirPortOS";

/** docs/protocols/discovery.md#models says where each row comes from. Keys in lower case (E16). */
const models = new Map<string, ModelEntry>([
  ["appletv1,1", { name: "Apple TV (1st generation)", kind: "apple-tv", os: "legacy" }],
  ["appletv2,1", { name: "Apple TV (2nd generation)", kind: "apple-tv", os: "legacy" }],
  ["appletv3,1", { name: "Apple TV (3rd generation)", kind: "apple-tv", os: "legacy" }],
  ["appletv3,2", { name: "Apple TV (3rd generation)", kind: "apple-tv", os: "legacy" }],
  ["appletv5,3", { name: "Apple TV HD", kind: "apple-tv", os: "tvOS" }],
  ["appletv6,2", { name: "Apple TV 4K (1st generation)", kind: "apple-tv", os: "tvOS" }],
  ["appletv11,1", { name: "Apple TV 4K (2nd generation)", kind: "apple-tv", os: "tvOS" }],
  ["appletv14,1", { name: "Apple TV 4K (3rd generation)", kind: "apple-tv", os: "tvOS" }],
  ["audioaccessory1,1", { name: "HomePod (1st generation)", kind: "homepod", os: "tvOS" }],
  ["audioaccessory1,2", { name: "HomePod (1st generation)", kind: "homepod", os: "tvOS" }],
  ["audioaccessory5,1", { name: "HomePod mini", kind: "homepod", os: "tvOS" }],
  ["audioaccessorysingle5,1", { name: "HomePod mini", kind: "homepod", os: "tvOS" }],
  ["audioaccessory6,1", { name: "HomePod (2nd generation)", kind: "homepod", os: "tvOS" }],
  ["airport4,107", { name: "AirPort Express (1st generation)", kind: "speaker", os: "AirPortOS" }],
  ["airport10,115", { name: "AirPort Express (2nd generation)", kind: "speaker", os: "AirPortOS" }],
]);

/** Board names, which `_device-info._tcp` gives instead of identifiers. */
const boards = new Map<string, string>([
  ["k66ap", "AppleTV2,1"],
  ["j33ap", "AppleTV3,1"],
  ["j33iap", "AppleTV3,2"],
  ["j42dap", "AppleTV5,3"],
  ["j105aap", "AppleTV6,2"],
  ["j305ap", "AppleTV11,1"],
  ["j255ap", "AppleTV14,1"],
  ["b238aap", "AudioAccessory1,1"],
  ["b238ap", "AudioAccessory1,2"],
  ["b520ap", "AudioAccessory5,1"],
  ["b620ap", "AudioAccessory6,1"],
]);

/** A model newer than the table is still of a kind: the family is the part before the numbers (E30). */
const families: readonly (readonly [pattern: RegExp, entry: ModelEntry])[] = [
  [/^appletv\d+,\d+$/, { name: "", kind: "apple-tv", os: "tvOS" }],
  [/^audioaccessory(single)?\d+,\d+$/, { name: "", kind: "homepod", os: "tvOS" }],
  [/^airport\d+,\d+$/, { name: "", kind: "speaker", os: "AirPortOS" }],
  [/^(macbookair|imac|macmini|macbookpro|macbook|macpro|mac)\d+,\d+/, macEntry()],
];

function macEntry(): ModelEntry {
  return { name: "", kind: "computer", os: "macOS" };
}

/**
 * Kind, operating system and name of a model identifier or board name; the raw text is the name of
 * a model that is not in the table. Undefined for models that are not Apple's.
 */
export function lookUpModel(rawModel: string): ModelEntry | undefined {
  const key = (boards.get(rawModel.toLowerCase()) ?? rawModel).toLowerCase();
  const known = models.get(key);
  if (known) return known;
  const family = families.find(([pattern]) => pattern.test(key))?.[1];
  return family && { ...family, name: rawModel };
}

/** The identifier that a board name stands for, such as `AppleTV14,1` for `J255AP`. */
export function modelOfBoard(board: string): string | undefined {
  return boards.get(board.toLowerCase());
}
