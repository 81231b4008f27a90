import { isRemoteError, RemoteError } from "../../../shared/errors.ts";
import { type Credentials, type HapCredentials, isHap } from "../../hap/credentials.ts";
import { pairVerify } from "../../hap/pair-verify.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import type { MediaRemoteStart } from "../media-remote.ts";
import type {
  Channel,
  ChannelPlan,
  DeviceDescription,
  OpenContext,
  ProtocolPlugin,
} from "../plugin.ts";
import { MessageCipher } from "./message-cipher.ts";
import { mrpMessenger } from "./messenger.ts";
import { openMediaRemote } from "./open.ts";
import { type MrpTarget, TcpPipe } from "./pipe.ts";
import { MediaRemoteSession } from "./session.ts";

/** The tunnel in AirPlay has rank 0 (IF-004). */
const DIRECT_RANK = 1;

/** Where MediaRemote listens by itself; undefined when it does not, as from tvOS 15 on (IF-006). */
export function mrpTarget(device: DeviceDescription): MrpTarget | undefined {
  const service = directService(device);
  if (service === undefined) return undefined;
  return { addresses: service.advertised?.addresses ?? device.addresses, port: service.port };
}

/**
 * One way, over its own connection, with the key of whichever protocol was paired: a device has one
 * list of controllers. Without any key (MR-05) only where the device says that pairing is optional.
 */
export function planMrp(
  device: DeviceDescription,
  credentials: Credentials,
): readonly ChannelPlan[] {
  const target = mrpTarget(device);
  const keys = keysOf(credentials);
  if (target === undefined) return [];
  if (keys === undefined && directService(device)?.pairing !== "optional") return [];
  const open = (context: OpenContext) => openDirect(target, keys, context);
  return [{ protocol: "mrp", way: "direct", rank: DIRECT_RANK, open }];
}

/** Verifies the keys on a connection of its own, which ends there. */
export const mrpAccepts: NonNullable<ProtocolPlugin["accepts"]> = async (
  device,
  credentials,
  { runtime, signal, controllerName },
) => {
  const target = mrpTarget(device);
  if (target === undefined) return "not-needed";
  const keys = keysOf(credentials);
  if (keys === undefined) return "refused";
  let pipe: TcpPipe | undefined;
  try {
    pipe = await TcpPipe.open(runtime, target, signal);
    const introduction = { ourId: keys.ourId, controllerName };
    const session = new MediaRemoteSession(pipe, runtime, introduction);
    await session.introduce(signal);
    await verify(
      pipe,
      keys,
      runtime,
    )((message, during) => {
      return session.request(message, { signal: during });
    }, signal);
    return "accepted";
  } catch (error) {
    signal.throwIfAborted();
    return isRefusal(error) ? "refused" : "unreachable";
  } finally {
    await pipe?.close();
  }
};

function directService(
  device: DeviceDescription,
): DeviceDescription["services"][number] | undefined {
  return device.services.find(({ protocol, enabled }) => protocol === "mrp" && enabled);
}

function keysOf({ mrp, companion, airplay }: Credentials): HapCredentials | undefined {
  return [mrp, companion, airplay].find(isHap);
}

async function openDirect(
  target: MrpTarget,
  keys: HapCredentials | undefined,
  context: OpenContext,
): Promise<Channel> {
  const { runtime, signal } = context;
  const pipe = await TcpPipe.open(runtime, target, signal);
  if (keys !== undefined) {
    const authenticate = verify(pipe, keys, runtime);
    return openMediaRemote(pipe, context, { ourId: keys.ourId, authenticate });
  }
  return openUnencrypted(pipe, context);
}

/** A device that lets nobody in without a key greets first and then says nothing, or hangs up. */
async function openUnencrypted(pipe: TcpPipe, context: OpenContext): Promise<Channel> {
  let greeted = false;
  const authenticate = async () => {
    greeted = true;
  };
  const ourId = context.runtime.random.uuid();
  try {
    return await openMediaRemote(pipe, context, { ourId, authenticate });
  } catch (cause) {
    context.signal.throwIfAborted();
    if (!greeted || !isRemoteError(cause, "timeout", "lost")) throw cause;
    throw new RemoteError("unpaired", "the device wants to be paired", { cause });
  }
}

/** PA-50: from here on both sides encrypt. */
function verify(
  pipe: TcpPipe,
  credentials: HapCredentials,
  { random }: Runtime,
): NonNullable<MediaRemoteStart["authenticate"]> {
  return async (exchange, signal) => {
    const messenger = mrpMessenger(exchange);
    const shared = await pairVerify({ messenger, credentials, random, signal });
    pipe.encrypt(MessageCipher.forController(shared));
  };
}

/** Its answer to our signature, or to whom it takes itself for: another pairing is needed. */
function isRefusal(error: unknown): boolean {
  if (isRemoteError(error, "unpaired", "rejected")) return true;
  return isRemoteError(error, "malformed") && error.details.subject === "identity";
}
