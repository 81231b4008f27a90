import { expect, test } from "vitest";
import { createLocalEngine } from "../../../src/main/sound/local-engine.ts";
import { RemoteError } from "../../../src/shared/errors.ts";
import { MemoryLan } from "../../support/memory-network.ts";
import { testRuntime } from "../../support/runtime.ts";

const leg = {
  localAddress: "10.0.0.1",
  remoteAddress: "10.0.0.2",
  delayMs: 0,
  host: { flush: async () => {}, anchor: async () => {} },
} as const;

test.each([319, 320])(
  "without port %i there is no clock by PTP, and nothing is left open",
  async (port) => {
    const lan = new MemoryLan();
    const network = lan.host("10.0.0.1");
    const refusing: typeof network = {
      ...network,
      interfaces: network.interfaces,
      openUdp: (options) =>
        options.port === port
          ? Promise.reject(new RemoteError("refused", "not for you"))
          : network.openUdp(options),
    };
    const engine = createLocalEngine(testRuntime({ network: refusing }), () => {
      throw new RemoteError("bug", "nothing is opened here");
    });
    const session = await engine.open();
    const failure = await session
      .openLeg({ ...leg, timing: "ptp" })
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "unavailable", details: { subject: "clock-ports" } });
    expect(lan.openHandles).toBe(0);
    const other = await session.openLeg({ ...leg, timing: "ntp" });
    expect(other.clockId).toBeNull();
    await engine.close();
    expect(lan.openHandles).toBe(0);
  },
);
