import { mrp } from "../../src/main/protocols/mrp/plugin.ts";
import { openContext } from "../support/companion-device.ts";
import { DEVICE_ADDRESS, mrpWorld } from "../support/scripted-mrp-device.ts";
import { tapNetwork } from "../support/tapped-network.ts";
import { type ConformanceWorld, conformance } from "./conformance.ts";

async function start(): Promise<ConformanceWorld> {
  const { lan, clock, runtime, description, credentials } = await mrpWorld();
  const network = tapNetwork(runtime.network);
  const [plan] = mrp.plan(description, { mrp: credentials });
  if (plan === undefined) throw new Error("there should be a plan");
  return {
    clock,
    lan,
    deviceAddress: DEVICE_ADDRESS,
    plan,
    context: (signal) => openContext({ ...runtime, network }, signal),
    inject: (bytes) => network.inject(bytes),
    close: async () => {},
  };
}

conformance("MediaRemote on a connection of its own", start);
