import { dmap } from "../../src/main/protocols/dmap/plugin.ts";
import { pairingGuid } from "../support/dmap-device.ts";
import { type ConformanceWorld, conformance } from "./conformance.ts";
import { dmapWorld } from "./dmap-world.ts";

const stranger = pairingGuid("0x0123456789ABCDEF");

conformance("DMAP, paired", async (): Promise<ConformanceWorld> => {
  const world = await dmapWorld();
  const key = await world.pair();
  return {
    ...world,
    openingTurns: 2,
    manyConnections: true,
    plan: world.planWith(key),
    strangersPlan: world.planWith(stranger),
    accepts: async (whose, context) => {
      if (!dmap.accepts) throw new Error("it can be asked");
      return dmap.accepts(world.device(), { dmap: whose === "ours" ? key : stranger }, context);
    },
  };
});

conformance("DMAP in a Home Sharing group", async (): Promise<ConformanceWorld> => {
  const world = await dmapWorld({ homeSharing: true });
  return {
    ...world,
    openingTurns: 2,
    manyConnections: true,
    plan: world.planWith(),
    accepts: async (_whose, context) => {
      if (!dmap.accepts) throw new Error("it can be asked");
      return dmap.accepts(world.device(), {}, context);
    },
  };
});
