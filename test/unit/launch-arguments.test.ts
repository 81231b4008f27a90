import { describe, expect, it } from "vitest";

interface Given {
  readonly folder: string;
  readonly platform: string;
  readonly uid: number | undefined;
  readonly rest?: readonly string[];
}
// A script, which has no types of its own.
const { launchArguments } = (await import(
  String(new URL("../../scripts/lib/launch-arguments.mjs", import.meta.url))
)) as { launchArguments(given: Given): string[] };

const folder = "/app";

describe("the start script", () => {
  it.each([
    ["linux", 1000],
    ["linux", 65_534],
    ["darwin", 501],
    ["darwin", 0],
    ["win32", undefined],
  ])("leaves the sandbox on for people: %s, user %s", (platform, uid) => {
    expect(launchArguments({ folder, platform, uid, rest: ["--demo"] })).toEqual([
      folder,
      "--demo",
    ]);
  });

  it("turns it off for root on Linux, where nothing would start otherwise", () => {
    expect(launchArguments({ folder, platform: "linux", uid: 0 })).toEqual([
      "--no-sandbox",
      folder,
    ]);
  });
});
