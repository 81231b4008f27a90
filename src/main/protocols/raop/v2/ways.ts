import { RemoteError } from "../../../../shared/errors.ts";
import { AirPlayFeature, hasFeature, parseFeatures } from "../../airplay-txt.ts";
import { type AirPlayService, controlTarget } from "../../rtsp/access.ts";
import type { SessionAccess } from "../../rtsp/authenticate.ts";
import { needsPassword } from "../../rtsp/status.ts";
import { filled } from "../../txt-record.ts";
import { soundAccess } from "../receiver.ts";
import { FinalRefusal, type SoundReceiver, type SoundWay } from "../way.ts";
import { startAirPlay2 } from "./start.ts";

export type TimingName = "ntp" | "ptp";

/**
 * Ways of AirPlay 2 to this receiver, most promising first (docs/decisions/0040): one for each of the
 * clocks that it may want.
 */
export function airPlay2Ways(receiver: SoundReceiver): readonly SoundWay[] {
  const service = receiver.airplay ?? receiver.raop;
  if (service === undefined) return [];
  return clocksOf(service).map((timing) => ({
    name: `airplay-2-${timing}`,
    start: async (_receiver, join, context) => {
      const access = sessionAccess(receiver, service);
      const target = controlTarget(receiver.device, service, receiver.credentials);
      const patienceMs = setupPatienceMs(service);
      return startAirPlay2({ target, access, timing, patienceMs }, join, context);
    },
  }));
}

/**
 * Which clock is tried first. Apple's own take NTP from every sender that is known to work without
 * the privilege to listen on the ports of PTP; others that say PTP play by nothing else, and may take
 * a session by NTP in silence (docs/protocols/airplay-sound.md#clocks).
 */
function clocksOf({ advertised, facts }: AirPlayService): readonly TimingName[] {
  const txt = advertised?.txt;
  const features = txt && parseFeatures(filled(txt, "features") ?? filled(txt, "ft"));
  const isApples = facts.os !== undefined && facts.os !== "third-party";
  const saysPtp = hasFeature(features, AirPlayFeature.precisionTime);
  return saysPtp && !isApples ? ["ptp", "ntp"] : ["ntp", "ptp"];
}

/** tvOS 27 never answers, which is to be said soon; speakers that set themselves up take up to eight seconds. */
function setupPatienceMs({ facts }: AirPlayService): number {
  return facts.rawModel?.startsWith("AppleTV") ? 5000 : 10_000;
}

/**
 * Passing keys wherever those are enough: there is a receiver that takes a kept one and never encrypts
 * with it (shairport-sync 5). Throws a `FinalRefusal` where there is no way in.
 */
function sessionAccess(receiver: SoundReceiver, service: AirPlayService): SessionAccess {
  const { password } = receiver.credentials;
  const keyless = { ...receiver, credentials: password === undefined ? {} : { password } };
  const access = soundAccess(keyless) ?? soundAccess(receiver);
  if (access?.kind === "hap") return access;
  if (access?.kind !== "transient") throw new FinalRefusal(nobodyGetsIn(service));
  // The PIN that everybody knows would be a wrong one, and each wrong one counts (E54).
  if (service.requiresPassword && !access.password) throw new FinalRefusal(needsPassword(false));
  return access;
}

function nobodyGetsIn({ pairing }: AirPlayService): RemoteError {
  switch (pairing) {
    case "disabled":
      return new RemoteError("unavailable", "it lets in nobody but its home", {
        subject: "home-only",
      });
    case "unsupported":
      return new RemoteError("unsupported", "it pairs with nobody");
    default:
      return new RemoteError("unpaired", "it has to be paired before it plays our sound");
  }
}
