import type { ProtocolPlugin } from "../plugin.ts";
import { describeDmap } from "./describe.ts";
import { pairDmap } from "./pairing.ts";
import { dmapAccepts, planDmap } from "./plan.ts";

export const dmap: ProtocolPlugin = {
  id: "dmap",
  serviceTypes: ["_appletv-v2._tcp", "_touch-able._tcp", "_hscp._tcp"],
  describe: describeDmap,
  plan: planDmap,
  accepts: dmapAccepts,
  turnedPairing: pairDmap,
};
