import { AirPlayFeature, hasFeature, parseFeatures } from "../../airplay-txt.ts";
import type { AirPlayService } from "../../rtsp/access.ts";
import type { Access, SessionAccess } from "../../rtsp/authenticate.ts";
import { filled } from "../../txt-record.ts";
import type { MediaTarget, StartPlayer } from "./player.ts";
import { startQueue } from "./player-queue.ts";
import { startV1 } from "./player-v1.ts";
import { startV2 } from "./player-v2.ts";

/** `v1` and `v2` are `/play` of AirPlay 1 and 2; the queue comes with either clock. */
export type WayName = "v1" | "v2" | "queue-ptp" | "queue-ntp";

export interface Way {
  readonly name: WayName;
  readonly start: StartPlayer;
}

/** From here on `/play` is answered with yes and nothing plays. */
const FIRST_TVOS_WITH_QUEUE = 26;
/** The same, by the version of AirPlay that a receiver says it has. */
const FIRST_SOURCE_WITH_QUEUE = 900;

/** Ways to have this receiver play, most promising first (docs/decisions/0031-ways-to-play.md). */
export function waysToPlay({ service, access }: Pick<MediaTarget, "service" | "access">): Way[] {
  const session = sessionAccess(access);
  if (session === undefined) return [{ name: "v1", start: startV1 }];
  const starts: Record<WayName, StartPlayer> = {
    v1: startV1,
    v2: (request) => startV2(request, session),
    "queue-ptp": (request) => startQueue(request, session, "PTP"),
    "queue-ntp": (request) => startQueue(request, session, "NTP"),
  };
  return orderOf(service).map((name) => ({ name, start: starts[name] }));
}

/** Keys to encrypt with; whatever else lets us in has none, and AirPlay 2 does not go without. */
function sessionAccess(access: Access): SessionAccess | undefined {
  return access.kind === "hap" || access.kind === "transient" ? access : undefined;
}

function orderOf(service: AirPlayService): readonly WayName[] {
  const newest = hasQueue(service);
  const second: readonly WayName[] = newest
    ? ["queue-ptp", "queue-ntp", "v2"]
    : ["v2", "queue-ptp", "queue-ntp"];
  // Every Apple TV with AirPlay 2 answers the old `/play` with 404.
  if (isAppleTv(service)) return second;
  const onlyFirst = says(service, "videoV1") && !says(service, "videoV2") && !newest;
  return onlyFirst ? ["v1", ...second] : [...second, "v1"];
}

function isAppleTv({ facts }: AirPlayService): boolean {
  return facts.rawModel?.startsWith("AppleTV") === true;
}

function hasQueue({ facts, advertised }: AirPlayService): boolean {
  const source = advertised ? filled(advertised.txt, "srcvers") : undefined;
  if (source !== undefined && Number.parseInt(source, 10) >= FIRST_SOURCE_WITH_QUEUE) return true;
  return (tvOsOf({ facts }) ?? 0) >= FIRST_TVOS_WITH_QUEUE;
}

/** The number of its tvOS; undefined for what has another system, or does not say. */
export function tvOsOf({ facts }: Pick<AirPlayService, "facts">): number | undefined {
  if (facts.rawModel?.startsWith("AppleTV") !== true) return undefined;
  const major = Number.parseInt(facts.osVersion ?? "", 10);
  return Number.isNaN(major) ? undefined : major;
}

/** Said in either of the two keys (FE-08). */
function says({ advertised }: AirPlayService, feature: "videoV1" | "videoV2"): boolean {
  return ["features", "ft"].some((key) => {
    const text = advertised ? filled(advertised.txt, key) : undefined;
    return hasFeature(parseFeatures(text), AirPlayFeature[feature]);
  });
}

/** FE-08. Of a device that is only remembered its model tells, as far as it goes. */
export function playsMedia(service: AirPlayService): "available" | "unknown" | "unsupported" {
  if (service.advertised === null) return isAppleTv(service) ? "unknown" : "unsupported";
  const either = says(service, "videoV1") || says(service, "videoV2");
  return either ? "available" : "unsupported";
}
