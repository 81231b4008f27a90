import { describe, expect, it } from "vitest";
import { nameableAddress } from "../../../src/main/device/media-source.ts";
import type { InterfaceAddress } from "../../../src/main/runtime/network.ts";

describe("our address in a URL (QK-31)", () => {
  const on = (name: string, address: string, family: 4 | 6, scopeId = 0): InterfaceAddress => ({
    name,
    address,
    family,
    internal: false,
    scopeId,
    prefixLength: 64,
  });
  const interfaces = [
    on("eth0", "10.0.0.1", 4),
    on("eth0", "fe80::1", 6, 2),
    on("wlan0", "2001:db8::1", 6),
    on("wlan0", "fe80::2", 6, 3),
    on("tun0", "fe80::3", 6, 4),
  ];

  it.each([
    ["10.0.0.1", "10.0.0.1"],
    ["::ffff:10.0.0.1", "10.0.0.1"],
    ["2001:db8::1", "2001:db8::1"],
    ["fe80::1%eth0", "10.0.0.1"],
    ["fe80::1%2", "10.0.0.1"],
    ["fe80::2%wlan0", "2001:db8::1"],
  ])("of %s is %s", (local, named) => {
    expect(nameableAddress(local, interfaces)).toBe(named);
  });

  it("is none where there is only a link-local one", () => {
    expect(() => nameableAddress("fe80::3%tun0", interfaces)).toThrow(
      expect.objectContaining({ code: "unavailable" }),
    );
  });
});
