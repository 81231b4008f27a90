import { type AirPlayWorld, airPlayWorld } from "./airplay-world.ts";
import { type ConformanceWorld, conformance, strangersKey } from "./conformance.ts";

/** The tunnel of an Apple TV, with the key that Companion's PIN made. */
async function tunnel(
  options: Parameters<typeof airPlayWorld>[0] = {},
): Promise<AirPlayWorld & ConformanceWorld> {
  const world = await airPlayWorld(options);
  const ours = await world.pairCompanion();
  const stranger = strangersKey(ours);
  await world.settle();
  return {
    ...world,
    plan: world.planWith({ companion: ours }),
    strangersPlan: world.planWith({ companion: stranger }),
    accepts: async (whose, context) => {
      if (!world.airplay.accepts) throw new Error("it can be asked");
      const companion = whose === "ours" ? ours : stranger;
      return world.airplay.accepts(world.device(), { companion }, context);
    },
  };
}

conformance("MediaRemote through AirPlay", () => tunnel());
conformance("MediaRemote through AirPlay of tvOS 14", () =>
  tunnel({ model: "apple-tv-hd-tvos14" }),
);
conformance("MediaRemote through AirPlay without RECORD", () => tunnel({ skipRecord: true }));

conformance("MediaRemote on a HomePod", async () => {
  const world = await airPlayWorld({ model: "homepod-mini" });
  return {
    ...world,
    plan: world.planWith({}),
    accepts: async (_, context) => {
      if (!world.airplay.accepts) throw new Error("it can be asked");
      return world.airplay.accepts(world.device(), {}, context);
    },
  };
});
