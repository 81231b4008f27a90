import { dmap } from "../../src/main/protocols/dmap/plugin.ts";
import { dmapWorld, strangersGuid } from "../support/dmap-world.ts";
import { settle } from "../support/manual-clock.ts";
import { conformance } from "./conformance.ts";

conformance("Home Sharing, paired", async () => {
  const world = await dmapWorld();
  const key = await world.pair();
  await settle();
  return {
    ...world,
    manyConnections: true,
    plan: world.planWith(key),
    strangersPlan: world.planWith(strangersGuid),
    accepts: async (whose, context) => {
      if (!dmap.accepts) throw new Error("it can be asked");
      return dmap.accepts(
        world.device(),
        { dmap: whose === "ours" ? key : strangersGuid },
        context,
      );
    },
  };
});

conformance("Home Sharing, by the id of the group", async () => {
  const world = await dmapWorld({ homeSharing: true });
  const [plan] = dmap.plan(world.device(), {});
  if (plan === undefined) throw new Error("there should be a plan");
  return {
    ...world,
    manyConnections: true,
    plan,
    accepts: async (_whose, context) => {
      if (!dmap.accepts) throw new Error("it can be asked");
      return dmap.accepts(world.device(), {}, context);
    },
  };
});
