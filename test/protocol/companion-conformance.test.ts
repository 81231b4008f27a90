import { companionWorld } from "./companion-world.ts";
import { conformance, strangersKey } from "./conformance.ts";

conformance("Companion", async () => {
  const world = await companionWorld();
  const { plan } = world;
  return { ...world, plan, strangersPlan: world.planWith(strangersKey(world.credentials)) };
});
