import { isRemoteError, RemoteError } from "../../shared/errors.ts";
import type { DeviceSummary } from "../../shared/model/device.ts";
import type { SessionSnapshot } from "../../shared/model/session.ts";
import { chooseDevice } from "./choose-device.ts";
import { type Context, orAborted } from "./command.ts";
import { awaitDevices } from "./devices.ts";

export interface ConnectedDevice {
  readonly device: DeviceSummary;
  readonly session: SessionSnapshot;
  /** There was no connection before: slower channels may still be opening. */
  readonly isFresh: boolean;
}

/**
 * The chosen device, with a session that is ready. Tries the address it had last at once; when
 * nobody answers there, looks for it on the network and tries again. Rejects with what stopped it.
 */
export async function connectDevice(context: Context): Promise<ConnectedDevice> {
  const device = await chooseDevice(context);
  const before = await context.handlers["session.snapshot"](device.id);
  const isFresh = before?.connection.phase !== "ready";
  const connect = () => orAborted(context.handlers["session.connect"](device.id), context.signal);
  let latest = device;
  const session = await againWhenFound(context, device, connect, (found) => {
    latest = found;
  });
  return { device: latest, session, isFresh };
}

/**
 * Tries at the address that the device had last; when nobody answers there, looks for it on the network
 * and tries once more. Rejects with what stopped it.
 */
export async function againWhenFound<T>(
  context: Context,
  device: DeviceSummary,
  attempt: () => Promise<T>,
  found: (device: DeviceSummary) => void = () => {},
): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (!isRemoteError(error, "refused", "timeout", "lost", "not-found")) throw error;
    const present = await awaitDevices(
      context,
      ({ devices }) => devices.find(({ id, present }) => id === device.id && present),
      context.options.timeout * 1000,
    );
    if (!present) throw RemoteError.from(error);
    found(present);
    return await attempt();
  }
}
