import { airPlayWorld } from "./airplay-world.ts";
import { conformance } from "./conformance.ts";

conformance("MediaRemote through AirPlay", async () => {
  const world = await airPlayWorld();
  const companion = await world.pairCompanion();
  await world.settle();
  return { ...world, plan: world.planWith({ companion }) };
});

conformance("MediaRemote on a HomePod", async () => {
  const world = await airPlayWorld({ model: "homepod-mini" });
  return { ...world, plan: world.planWith({}) };
});
