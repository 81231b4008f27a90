import type { ProtocolPlugin } from "../plugin.ts";
import { describeRaop } from "./describe.ts";
import { planSound } from "./plan.ts";

export const raop: ProtocolPlugin = {
  id: "raop",
  serviceTypes: ["_raop._tcp"],
  describe: describeRaop,
  plan: planSound,
};
