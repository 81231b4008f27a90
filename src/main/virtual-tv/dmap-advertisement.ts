import type { AnnouncedService } from "../announce/records.ts";
import type { TvIdentity } from "./identity.ts";

/**
 * Home Sharing as an Apple TV 2 and 3 announce it: for libraries (`_appletv-v2._tcp`) and for remotes
 * (`_touch-able._tcp`), both on one port. With `homeSharing` its owner has put it into a group, whose
 * id is then all that a remote needs. docs/decisions/0016.
 */
export function dmapServices(
  name: string,
  identity: TvIdentity,
  port: number,
  homeSharing: boolean,
): AnnouncedService[] {
  const instance = identity.dmapId;
  return [
    {
      type: "_appletv-v2._tcp",
      instance,
      port,
      txt: [
        ["txtvers", "1"],
        ...(homeSharing ? ([["hG", identity.homeSharingId]] as const) : []),
        ["MniT", "167845888"],
        ["fs", "2"],
        ["Name", name],
        ["PrVs", "65538"],
        ["DFID", "2"],
        ["MiTPV", "196611"],
      ],
    },
    {
      type: "_touch-able._tcp",
      instance,
      port,
      txt: [
        ["txtvers", "1"],
        ["CtlN", name],
        ["DvTy", "AppleTV"],
        ["DvSv", "1792"],
        ["Ver", "131077"],
        ["DbId", instance],
        ["atSV", "65541"],
        ["atCV", "65539"],
      ],
    },
  ];
}
