import type { ProtocolId } from "../../shared/model/protocol.ts";
import type { Credentials, HapCredentials, LegacyCredentials } from "../hap/credentials.ts";
import type { DeviceDescription, ProtocolPlugin } from "../protocols/plugin.ts";
import { Secret } from "../runtime/secret.ts";
import { mayAskSecondCode } from "./pairing-needs.ts";
import { type PlayOperation, standbyProtocol, waitsFor } from "./standby.ts";

/**
 * The plug-in whose own code would make the device play what we send, where nothing that we have does
 * (AirPlay before HAP, which takes no other protocol's key). Undefined: it plays, or never will.
 */
export function playPairing(
  plugins: readonly ProtocolPlugin[],
  device: DeviceDescription,
  credentials: Credentials,
  operation: PlayOperation,
): ProtocolPlugin | undefined {
  const plays = (keys: Credentials) => plans(plugins, device, keys, operation);
  if (plays(credentials)) return undefined;
  return plugins.find(
    (plugin) =>
      keyOwners(operation).has(plugin.id) &&
      credentials[plugin.id] === undefined &&
      mayAskSecondCode(plugin, device) &&
      device.services.some(
        ({ protocol, pairing }) => protocol === plugin.id && pairing === "mandatory",
      ) &&
      imagined(plugin.id).some((keys) => plays({ ...credentials, ...keys })),
  );
}

/** It plays what it is sent, as far as it announces that, once it has whatever key it asks for. */
export function takes(
  plugins: readonly ProtocolPlugin[],
  device: DeviceDescription,
  operation: PlayOperation,
): boolean {
  if (device.services.length === 0) return false;
  const keys = [{}, ...[...keyOwners(operation)].flatMap(imagined)];
  return keys.some((held) => plans(plugins, device, held, operation));
}

/** Sound takes AirPlay's key, and its service where it announces none of its own (RA-02). */
function keyOwners(operation: PlayOperation): ReadonlySet<ProtocolId> {
  return new Set<ProtocolId>([standbyProtocol[operation], "airplay"]);
}

function plans(
  plugins: readonly ProtocolPlugin[],
  device: DeviceDescription,
  credentials: Credentials,
  operation: PlayOperation,
): boolean {
  const plugin = plugins.find(({ id }) => id === standbyProtocol[operation]);
  return plugin?.plan(device, credentials).some(waitsFor(operation)) ?? false;
}

/** Keys that open nothing, to see what would be planned with a real one. Planning does no I/O. */
function imagined(id: ProtocolId): readonly Credentials[] {
  const password = new Secret("");
  return [hapOfNobody, legacyOfNobody].map((key) => ({ [id]: key, password }));
}

const noKey = new Secret(new Uint8Array(32));
const hapOfNobody: HapCredentials = {
  kind: "hap",
  ourId: "",
  ourPrivateKey: noKey,
  theirId: "",
  theirPublicKey: new Uint8Array(32),
};
const legacyOfNobody: LegacyCredentials = {
  kind: "legacy",
  ourId: "0000000000000000",
  ourPrivateKey: noKey,
};
