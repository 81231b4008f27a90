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

/**
 * Whether this protocol's service says that it asks for a code. Televisions of other makers do so over
 * AirPlay, too, and then take no remote control; speakers show none whatever they say.
 */
export function acceptsCode(plugin: ProtocolPlugin, { services }: DeviceDescription): boolean {
  const kinds = new Set(services.map(({ facts }) => facts.kind));
  if ([...kinds].some((kind) => speechless.has(kind))) return false;
  if (!plugin.pairing || (plugin.id === "airplay" && !kinds.has("apple-tv"))) return false;
  return services.some(
    ({ protocol, enabled, pairing }) =>
      protocol === plugin.id && enabled && (pairing === "mandatory" || pairing === "optional"),
  );
}

/**
 * The plug-in to pair with. Companion opens most; where it does not promise a code, MediaRemote does
 * before it (tvOS 14).
 */
export function pairingPlugin(
  plugins: readonly ProtocolPlugin[],
  device: DeviceDescription,
): ProtocolPlugin | undefined {
  const able = pairingOrder
    .flatMap((id) => plugins.filter((plugin) => plugin.id === id))
    .filter((plugin) => acceptsCode(plugin, device));
  const promises = ({ id }: ProtocolPlugin) =>
    device.services.some(({ protocol, pairing }) => protocol === id && pairing === "mandatory");
  const [first] = able;
  if (!first || promises(first)) return first;
  return able.find(({ id }) => id === "mrp") ?? first;
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
