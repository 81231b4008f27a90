import type { DeviceKind } from "../../shared/model/device.ts";
import type { ProtocolId } from "../../shared/model/protocol.ts";
import type { DeviceDescription, ProtocolPlugin } from "../protocols/plugin.ts";
import { pairingOrder } from "./priorities.ts";

/** These show no code, whatever their flags say; a code that nobody can see is never asked for. */
const speechless: ReadonlySet<DeviceKind | undefined> = new Set(["homepod", "speaker"]);

/**
 * Whether this protocol's service says that it asks for a code. Televisions of other makers do so over
 * AirPlay, too, and then take no remote control; speakers show none whatever they say.
 */
function acceptsCode(plugin: ProtocolPlugin, { services }: DeviceDescription): boolean {
  const kinds = new Set(services.map(({ facts }) => facts.kind));
  if ([...kinds].some((kind) => speechless.has(kind))) return false;
  if (!canPair(plugin) || (plugin.id === "airplay" && !kinds.has("apple-tv"))) return false;
  return services.some(
    ({ protocol, enabled, pairing, advertisedCredential }) =>
      protocol === plugin.id &&
      enabled &&
      (pairing === "mandatory" ||
        // Home Sharing: what it announces opens it already.
        (pairing === "optional" && advertisedCredential === undefined)),
  );
}

/** Either way round: the device shows a code, or we do. */
const canPair = ({ pairing, turnedPairing }: ProtocolPlugin) =>
  pairing !== undefined || turnedPairing !== undefined;

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

/**
 * The device is controlled without any key, and shows no code (HomePods) or announces what opens it
 * (Home Sharing): choosing it is enough. Any other that takes a code is paired with, even if it lets
 * strangers in at the moment.
 */
export function needsNoPairing(
  plugins: readonly ProtocolPlugin[],
  device: DeviceDescription,
): boolean {
  if (announcesKey(plugins, device)) return true;
  if (pairingPlugin(plugins, device)) return false;
  return plugins.some((plugin) => plansRemote(plugin, device));
}

function announcesKey(plugins: readonly ProtocolPlugin[], device: DeviceDescription): boolean {
  const open = device.services.filter(({ advertisedCredential }) => advertisedCredential);
  return plugins.some(
    (plugin) => open.some(({ protocol }) => protocol === plugin.id) && plansRemote(plugin, device),
  );
}

/** Whoever only plays what it is sent is not controlled by that. */
function plansRemote(plugin: ProtocolPlugin, device: DeviceDescription): boolean {
  return plugin.plan(device, {}).some(({ standby }) => standby !== true);
}

/** The plug-in that a person chose, where the device may be paired with that way at all. */
export function chosenPlugin(
  plugins: readonly ProtocolPlugin[],
  { services }: DeviceDescription,
  chosen: ProtocolId,
): ProtocolPlugin | undefined {
  const plugin = plugins.find(({ id }) => id === chosen);
  if (!plugin || !canPair(plugin)) return undefined;
  if (services.some(({ facts }) => speechless.has(facts.kind))) return undefined;
  return services.some(isPairable(plugin.id)) ? plugin : undefined;
}

function isPairable(id: ProtocolId) {
  return ({ protocol, enabled, pairing }: DeviceDescription["services"][number]) =>
    protocol === id && enabled && pairing !== "disabled" && pairing !== "unsupported";
}

/** Whether a code of this protocol may be asked for once the device has refused another one's key. */
export function mayAskSecondCode(plugin: ProtocolPlugin, { services }: DeviceDescription): boolean {
  return plugin.pairing !== undefined && services.some(isPairable(plugin.id));
}

/** The plug-ins of this device that take keys of other protocols, best first. */
export function pluginsThatBorrow(
  plugins: readonly ProtocolPlugin[],
  device: DeviceDescription,
): readonly ProtocolPlugin[] {
  const isThere = (id: ProtocolId) =>
    device.services.some(({ protocol, enabled }) => protocol === id && enabled);
  return pairingOrder
    .flatMap((id) => plugins.filter((plugin) => plugin.id === id))
    .filter((plugin) => plugin.accepts && isThere(plugin.id));
}
