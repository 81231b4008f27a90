import { expect, it } from "vitest";
import { VirtualTv } from "../../src/main/virtual-tv/virtual-tv.ts";
import { AirplayRemote } from "../support/airplay-remote.ts";
import { realRuntime } from "../support/runtime.ts";

it.each(["close", "restart"] as const)(
  "lets nobody keep a virtual HomePod from its %s",
  async (what) => {
    const runtime = realRuntime();
    const host = "127.0.0.1";
    const pod = await VirtualTv.start({ runtime, model: "homepod-mini", host, advertise: false });
    const remote = await AirplayRemote.connect(runtime, host, pod.airplayPort);
    await remote.transient();
    await remote.openTunnel();
    await pod[what]();
    await remote.control.closed;
    expect(remote.isClosed("control")).toBe(true);
    await pod.close();
  },
);
