import type { ProtocolPlugin } from "../plugin.ts";
import { describeCompanion } from "./describe.ts";
import { pairCompanion } from "./pairing.ts";
import { planCompanion } from "./plan.ts";

export const companion: ProtocolPlugin = {
  id: "companion",
  serviceTypes: ["_companion-link._tcp"],
  describe: (service) => describeCompanion(service),
  plan: planCompanion,
  pairing: pairCompanion,
};
