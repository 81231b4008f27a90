import { describe, expect, it } from "vitest";
import { createBuiltInTv } from "../../src/main/virtual-tv/built-in.ts";
import { beginDemo } from "../../src/main/virtual-tv/demo.ts";
import type { TvScreen } from "../../src/shared/model/tv-screen.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { MemoryLan } from "../support/memory-network.ts";
import { testRuntime } from "../support/runtime.ts";

function machine() {
  const lan = new MemoryLan();
  const clock = new ManualClock();
  const addresses = ["192.168.1.5", "127.0.0.1"].map((address) => ({
    name: address.startsWith("127") ? "lo" : "eth0",
    address,
    family: 4 as const,
    internal: address.startsWith("127"),
    scopeId: 0,
    prefixLength: 24,
  }));
  return { lan, clock, runtime: testRuntime({ network: lan.hostWith(addresses), clock }) };
}

describe("the built-in Apple TV", () => {
  it("starts once, shows its screen, and leaves nothing open", async () => {
    const { lan, clock, runtime } = machine();
    const tv = createBuiltInTv(runtime);
    const screens: (TvScreen | null)[] = [];
    tv.screen.on((screen) => screens.push(screen));
    expect(tv.screen.value).toBeNull();
    const [first, second] = await Promise.all([tv.start(), tv.start()]);
    expect(second).toEqual(first);
    expect(tv.screen.value?.view).toBe("home");
    await tv.stop();
    await tv.stop();
    await clock.advance(5000);
    expect(tv.screen.value).toBeNull();
    expect([lan.openHandles, clock.armedTimers]).toEqual([0, 0]);
  });

  it("has on what it is told to begin with", async () => {
    const { runtime } = machine();
    const tv = createBuiltInTv(runtime, { begin: beginDemo });
    await tv.start();
    expect(tv.screen.value).toMatchObject({ view: "app", playing: true, openApp: { name: "TV" } });
    await tv.stop();
  });

  it("is the same TV when it is started again", async () => {
    const { runtime } = machine();
    const tv = createBuiltInTv(runtime);
    const { identifiers } = await tv.start();
    await tv.stop();
    expect(await tv.start()).toEqual({ identifiers });
    await tv.stop();
  });
});
