import { RemoteError } from "../../../shared/errors.ts";
import type { Credentials, HapCredentials } from "../../hap/credentials.ts";
import { pairVerify } from "../../hap/pair-verify.ts";
import type { Channel, ChannelPlan, DeviceDescription, OpenContext } from "../plugin.ts";
import { CompanionChannel } from "./channel.ts";
import { CompanionConnection, type ConnectTarget } from "./connection.ts";
import { companionCipher } from "./frame-cipher.ts";
import { companionMessenger } from "./messenger.ts";

/** Where the device's Companion service listens; undefined when it has none. */
export function companionTarget(device: DeviceDescription): ConnectTarget | undefined {
  const service = device.services.find(({ protocol }) => protocol === "companion");
  if (service === undefined) return undefined;
  const { advertised, port } = service;
  return { addresses: advertised?.addresses ?? device.addresses, port };
}

/** One channel when the device has the service and we have the keys (CO-03), else none. */
export function planCompanion(
  device: DeviceDescription,
  { companion: keys }: Credentials,
): readonly ChannelPlan[] {
  const target = companionTarget(device);
  if (target === undefined || keys === undefined) return [];
  return [
    {
      protocol: "companion",
      way: "direct",
      rank: 0,
      open: (context) => openCompanion(target, keys, context),
    },
  ];
}

async function openCompanion(
  target: ConnectTarget,
  credentials: HapCredentials,
  { runtime, signal, identity, controllerName }: OpenContext,
): Promise<Channel> {
  const connection = await CompanionConnection.open(runtime, target, signal);
  try {
    const { random } = runtime;
    const messenger = companionMessenger(connection);
    const shared = await pairVerify({ messenger, credentials, random, signal });
    connection.encrypt(companionCipher(shared));
    const introduction = { identity, controllerName, pairingId: credentials.ourId };
    return await CompanionChannel.open(connection, runtime, introduction, signal);
  } catch (error) {
    connection.fail(RemoteError.from(error));
    throw error;
  }
}
