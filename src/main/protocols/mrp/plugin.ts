import type { ProtocolPlugin } from "../plugin.ts";
import { describeMrp } from "./describe.ts";
import { pairMrp } from "./pairing.ts";
import { mrpAccepts, planMrp } from "./plan.ts";

export const mrp: ProtocolPlugin = {
  id: "mrp",
  serviceTypes: ["_mediaremotetv._tcp"],
  describe: describeMrp,
  plan: planMrp,
  accepts: mrpAccepts,
  pairing: pairMrp,
};
