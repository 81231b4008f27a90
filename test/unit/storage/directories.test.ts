import { expect, it } from "vitest";
import { settingsDirectory } from "../../../src/main/storage/directories.ts";

it.each([
  ["linux", {}, "/home/me/.config/Armchair"],
  ["linux", { XDG_CONFIG_HOME: "/conf" }, "/conf/Armchair"],
  ["darwin", {}, "/home/me/Library/Application Support/Armchair"],
  ["linux", { ARMCHAIR_HOME: "/elsewhere", XDG_CONFIG_HOME: "/conf" }, "/elsewhere"],
] as const)("keeps the settings where Electron does: %s %j", (platform, environment, expected) => {
  expect(settingsDirectory({ platform, home: "/home/me", environment })).toBe(expected);
});

it("uses the roaming folder on Windows", () => {
  const directory = settingsDirectory({
    platform: "win32",
    home: "C:/Users/me",
    environment: { APPDATA: "C:/Users/me/AppData/Roaming" },
  });
  expect(directory.replaceAll("\\", "/")).toBe("C:/Users/me/AppData/Roaming/Armchair");
});
