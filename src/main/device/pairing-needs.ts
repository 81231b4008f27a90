import type { DeviceKind } from "../../shared/model/device.ts";
import type { ProtocolId } from "../../shared/model/protocol.ts";
import type { Credentials } from "../hap/credentials.ts";
import type { DeviceDescription, ProtocolPlugin } from "../protocols/plugin.ts";
import { pairingOrder } from "./priorities.ts";

/** These show no code, whatever their flags say; a code that nobody can see is never asked for. */
const speechless: ReadonlySet<DeviceKind | undefined> = new Set(["homepod", "speaker"]);

/** The device is controlled without any key (HomePods): choosing it is enough. */
export function opensWithoutKeys(
  plugins: readonly ProtocolPlugin[],
  device: DeviceDescription,
): boolean {
  return plugins.some((plugin) => plugin.plan(device, {}).length > 0);
}

/** The plug-in to pair with: the first that can, whose service says that it accepts pairing. */
export function pairingPlugin(
  plugins: readonly ProtocolPlugin[],
  device: DeviceDescription,
): ProtocolPlugin | undefined {
  const kinds = new Set(device.services.map(({ facts }) => facts.kind));
  if ([...kinds].some((kind) => speechless.has(kind))) return undefined;
  const accepts = (id: ProtocolId) =>
    device.services.some(
      ({ protocol, enabled, pairing }) =>
        protocol === id && enabled && (pairing === "mandatory" || pairing === "optional"),
    );
  // Televisions of other makers pair over AirPlay, too, and then take no remote control.
  const isOurs = (id: ProtocolId) => id !== "airplay" || kinds.has("apple-tv");
  return pairingOrder
    .flatMap((id) => plugins.filter((plugin) => plugin.id === id))
    .find((plugin) => plugin.pairing && accepts(plugin.id) && isOurs(plugin.id));
}

/** The plug-ins whose own key would open more than `credentials` do, best first. */
export function pluginsWithoutKey(
  plugins: readonly ProtocolPlugin[],
  device: DeviceDescription,
  credentials: Credentials,
): readonly ProtocolPlugin[] {
  const isThere = (id: ProtocolId) =>
    device.services.some(({ protocol, enabled }) => protocol === id && enabled);
  return pairingOrder
    .flatMap((id) => plugins.filter((plugin) => plugin.id === id))
    .filter((plugin) => plugin.accepts && isThere(plugin.id) && !credentials[plugin.id]);
}
