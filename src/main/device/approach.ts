import { protocolIds } from "../../shared/model/protocol.ts";
import type { Credentials } from "../hap/credentials.ts";
import type { ProtocolPlugin } from "../protocols/plugin.ts";
import type { Approach } from "./channels.ts";
import type { DeviceEntry } from "./device-entries.ts";
import { needsNoPairing, pairingPlugin } from "./pairing-needs.ts";
import { playPairing } from "./play-needs.ts";
import { placeOf } from "./sightings.ts";
import { isStandbyOnly } from "./standby.ts";
import { planWays } from "./ways.ts";

/** Every way to the device with the keys that there are, and which keys are wanted. */
export function approachTo(
  { description, found, known }: DeviceEntry,
  credentials: Credentials,
  plugins: readonly ProtocolPlugin[],
  proved: Parameters<typeof planWays>[3],
  context: Approach["context"],
): Approach {
  const planned = planWays(plugins, description, credentials, proved);
  const takesCode = needsNoPairing(plugins, description)
    ? undefined
    : pairingPlugin(plugins, description);
  const hasKey = protocolIds.some((protocol) => credentials[protocol] !== undefined);
  const media = planned.filter(({ standby }) => standby === true);
  // A way without a key (MR-05) is for devices that show no code: others are paired with first.
  const plans = takesCode && !hasKey ? media : planned;
  const lacksKeys = takesCode !== undefined || (known?.paired === true && plans.length === 0);
  const { volume: _, ...plain } = context;
  // Nothing tells a volume of its own, and no code would make anything.
  const isOnlySpeaker = takesCode === undefined && isStandbyOnly({ plans });
  const isLacking = takesCode && plans.length === media.length && !credentials[takesCode.id];
  return {
    plans,
    withoutKeys: !hasKey && lacksKeys && plans.length === 0,
    lacking: isLacking ? [takesCode.id] : [],
    keys: {
      playMedia: playPairing(plugins, description, credentials, "playMedia")?.id ?? null,
      playSound: playPairing(plugins, description, credentials, "playSound")?.id ?? null,
    },
    place: placeOf(description),
    certain: found.length > 0 || known?.origin === "manual",
    context: isOnlySpeaker ? context : plain,
  };
}
