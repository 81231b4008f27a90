import type { HapCredentials } from "../../src/main/hap/credentials.ts";
import { mrp } from "../../src/main/protocols/mrp/plugin.ts";
import type { DeviceDescription } from "../../src/main/protocols/plugin.ts";
import { openContext } from "../support/companion-device.ts";
import { DEVICE_ADDRESS, mrpWorld } from "../support/scripted-mrp-device.ts";
import { tapNetwork } from "../support/tapped-network.ts";
import { airPlayWorld } from "./airplay-world.ts";
import { type ConformanceWorld, conformance, strangersKey } from "./conformance.ts";

/** What the suite needs of the direct way to a device that made this key. */
function direct(device: DeviceDescription, key: HapCredentials) {
  const stranger = strangersKey(key);
  const planWith = (keys: HapCredentials) => {
    const [plan] = mrp.plan(device, { mrp: keys });
    if (plan === undefined) throw new Error("there should be a plan");
    return plan;
  };
  return {
    plan: planWith(key),
    strangersPlan: planWith(stranger),
    accepts: async (whose, context) => {
      if (!mrp.accepts) throw new Error("it can be asked");
      return mrp.accepts(device, { mrp: whose === "ours" ? key : stranger }, context);
    },
  } satisfies Partial<ConformanceWorld>;
}

async function scripted(): Promise<ConformanceWorld> {
  const { lan, clock, runtime, description, credentials } = await mrpWorld();
  const network = tapNetwork(runtime.network);
  return {
    ...direct(description, credentials),
    clock,
    lan,
    deviceAddress: DEVICE_ADDRESS,
    context: (signal) => openContext({ ...runtime, network }, signal),
    inject: (bytes) => network.inject(bytes),
    close: async () => {},
  };
}

conformance("MediaRemote on a connection of its own", scripted);

conformance("MediaRemote of tvOS 14 with Companion's key", async () => {
  const world = await airPlayWorld({ model: "apple-tv-hd-tvos14" });
  const key = await world.pairCompanion();
  await world.settle();
  return { ...world, ...direct(world.device(), key) };
});
