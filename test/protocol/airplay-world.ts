import type { HapCredentials } from "../../src/main/hap/credentials.ts";
import { createAirPlay } from "../../src/main/protocols/airplay/plugin.ts";
import { openMediaRemote } from "../../src/main/protocols/mrp/open.ts";
import type { DeviceDescription } from "../../src/main/protocols/plugin.ts";
import { protocols } from "../../src/main/protocols/registry.ts";
import { txtFromStrings } from "../../src/main/protocols/txt-record.ts";
import type { VirtualTv, VirtualTvOptions } from "../../src/main/virtual-tv/virtual-tv.ts";
import { encodeTxt } from "../../src/main/wire/dns/txt.ts";
import { openContext, pairWith, testIdentity } from "../support/companion-device.ts";
import { settle } from "../support/manual-clock.ts";
import { memoryTv, TV_ADDRESS } from "./memory-tv.ts";

export const TV_PIN = "1234";

/** The device as discovery describes it, from what it announces. */
export function describeTv(
  tv: Pick<VirtualTv, "announcement" | "identifiers" | "name">,
  address = TV_ADDRESS,
): DeviceDescription {
  const services = tv.announcement.services.flatMap(({ type, instance, port, txt }) =>
    port === null
      ? []
      : [
          {
            type,
            instance,
            host: "tv.local",
            addresses: [address],
            port,
            txt: txtFromStrings(encodeTxt(txt)),
          },
        ],
  );
  const described = services.flatMap((advertised) => {
    const plugin = protocols.find(({ serviceTypes }) => serviceTypes.includes(advertised.type));
    const description = plugin?.describe(advertised, services);
    return description ? [{ ...description, advertised }] : [];
  });
  return {
    identifiers: tv.identifiers,
    name: tv.name,
    addresses: [address],
    services: described,
  };
}

/** A virtual device and our client, in a LAN in memory with a clock of its own; no keys yet. */
export async function airPlayWorld(options: Partial<VirtualTvOptions> = {}) {
  const memory = await memoryTv({ name: "Living Room", pin: TV_PIN, ...options });
  const { tv, runtime } = memory;
  const airplay = createAirPlay({ openMediaRemote });
  const device = () => describeTv(tv);
  const planWith = (keys: { companion?: HapCredentials; airplay?: HapCredentials }) => {
    const [plan] = airplay.plan(device(), keys);
    if (plan === undefined) throw new Error("there should be a plan");
    return plan;
  };
  const never = new AbortController().signal;
  return {
    ...memory,
    airplay,
    device,
    deviceAddress: TV_ADDRESS,
    planWith,
    /** The one PIN that a person types: Companion's. */
    pairCompanion: () => pairWith(device(), TV_PIN, runtime),
    pairingDialogue: () => {
      const target = {
        device: device(),
        controllerName: "Armchair (test)",
        identity: testIdentity,
      };
      const dialogue = airplay.pairing?.(target, runtime);
      if (dialogue === undefined) throw new Error("AirPlay pairs");
      return dialogue;
    },
    context: (signal: AbortSignal = never) => openContext(runtime, signal),
    close: () => tv.close(),
    settle,
  };
}
export type AirPlayWorld = Awaited<ReturnType<typeof airPlayWorld>>;
