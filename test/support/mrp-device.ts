import type { Credentials, HapCredentials } from "../../src/main/hap/credentials.ts";
import { mrp } from "../../src/main/protocols/mrp/plugin.ts";
import type { Channel, DeviceDescription, OpenContext } from "../../src/main/protocols/plugin.ts";
import type { Runtime } from "../../src/main/runtime/runtime.ts";
import { RemoteError } from "../../src/shared/errors.ts";
import type { PairingRequirement } from "../../src/shared/model/protocol.ts";
import { pairWith } from "./companion-device.ts";

/** A device that has nothing but MediaRemote of its own, as discovery would describe it. */
export function mrpDevice(
  address: string,
  port: number,
  { pairing = "optional" as PairingRequirement, enabled = true } = {},
): DeviceDescription {
  return {
    identifiers: ["mrp-test"],
    name: "Bedroom",
    addresses: [address],
    services: [
      {
        protocol: "mrp",
        identifiers: ["mrp-test"],
        port,
        pairing,
        requiresPassword: false,
        enabled,
        facts: {},
        advertised: null,
      },
    ],
  };
}

/** Pairs over MediaRemote itself. */
export function pairMrpWith(
  device: DeviceDescription,
  pin: string,
  runtime: Runtime,
): Promise<HapCredentials> {
  return pairWith(device, pin, runtime, mrp);
}

export function openMrpWith(
  device: DeviceDescription,
  credentials: Credentials,
  context: OpenContext,
): Promise<Channel> {
  const [plan] = mrp.plan(device, credentials);
  if (plan === undefined) throw new RemoteError("bug", "there should be a plan");
  return plan.open(context);
}
