import { companionWorld } from "./companion-world.ts";
import { conformance } from "./conformance.ts";

conformance("Companion", companionWorld);
