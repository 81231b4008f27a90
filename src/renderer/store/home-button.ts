import { type FeatureStates, offers } from "../../shared/model/features.ts";

/**
 * What the Home key sends: the device's Home, or the top of its menu where that is all there is; null
 * where there is neither. A device that has not said anything yet is taken to have a Home.
 */
export function homeButton(features: FeatureStates): "home" | "top-menu" | null {
  if (Object.keys(features).length === 0 || offers(features, "home")) return "home";
  return offers(features, "top-menu") ? "top-menu" : null;
}
