import type { DmapItem } from "../../src/main/wire/dmap.ts";

/** X3: an idle Apple TV, as pyatv's documentation shows it. */
export const idleStatus = {
  hex: "636d7374000000186d73747400000004000000c8636d73720000000400000019",
  items: [
    [
      "cmst",
      [
        ["mstt", 200],
        ["cmsr", 25],
      ],
    ],
  ] satisfies DmapItem[],
};

/** X1: the binary property list inside the play status of an Apple TV 3 that plays a film. */
export const metadataPlist =
  "62706c6973743030d10102526964583830313231313534" +
  "080b0e0000000000000101000000000000000300000000000000000000000000000017";

/** X1: that play status, item by item (an issue of pyatv, number 107). */
export const filmStatus = [
  ["mstt", 200],
  ["cmsr", 185],
  ["caps", 4],
  ["cash", 0],
  ["carp", 0],
  ["cafs", 0],
  ["cavs", 0],
  ["cavc", false],
  ["caas", 2],
  ["caar", 6],
  ["cafe", false],
  ["cave", false],
  ["ceQA", 0],
  ["cann", "End Summer Night's Dream"],
  ["ceSD", new Uint8Array(Buffer.from(metadataPlist, "hex"))],
  ["cmmk", 2],
  ["casc", 1],
  ["caks", 6],
  ["cant", 1647627],
  ["cast", 1658030],
  ["casu", 0],
] satisfies DmapItem[];

/** X4: how the answer to a login begins; 32 bytes in all. The session's number is ours. */
export const loginAnswer = {
  hex: "6d6c6f67000000186d73747400000004000000c86d6c6964000000040000d903",
  items: [
    [
      "mlog",
      [
        ["mstt", 200],
        ["mlid", 55555],
      ],
    ],
  ] satisfies DmapItem[],
};

/** From the tests of another implementation: what a device sends for a GUID and a PIN (PA-21). */
export const pairingCodes = [
  ["0000000000000001", "1234", "690e6ff61e0d7c747654a42aed17047d"],
  ["1234ABCDE56789FF", "5555", "58ad1d195b6daa58aa2ea29dc25b81c3"],
  ["7D1324235F535AE7", "0001", "a34c3361c7d57d61ca41f62a8042f069"],
] as const;
