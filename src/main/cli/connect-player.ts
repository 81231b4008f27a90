import type { DeviceSummary } from "../../shared/model/device.ts";
import type { SessionSnapshot } from "../../shared/model/session.ts";
import type { Timer } from "../runtime/clock.ts";
import type { Context } from "./command.ts";
import { type ConnectedDevice, connectDevice } from "./connect-device.ts";

/** A session is ready with its first channel; the one that knows the player may need this long, in ms. */
const OPENS_MS = 5000;
/** What plays is told right after that channel opens, or nothing does. */
const TELLS_MS = 1000;

/**
 * As `connectDevice`, for what only the channel of the player knows: a new connection is given the
 * time to open it and to say what plays. What never comes is for the command to miss.
 */
export async function connectPlayer(
  context: Context,
  knows: (session: SessionSnapshot) => boolean,
): Promise<ConnectedDevice> {
  const connected = await connectDevice(context);
  const { device, session, isFresh } = connected;
  if (!isFresh || knows(session)) return connected;
  return { ...connected, session: await awaitPlayer(context, device, session, knows) };
}

/** Pure: the device offers a player's channel that has neither opened nor failed. */
export function mayOpenPlayer(device: DeviceSummary, session: SessionSnapshot): boolean {
  const { connection, protocols } = session;
  if (connection.phase !== "ready" || protocols.includes("mrp")) return false;
  const ways = ["mrp", "airplay"] as const;
  const lost = connection.lost.map(({ protocol }) => protocol);
  if (ways.some((way) => lost.includes(way))) return false;
  return device.services.some(
    ({ protocol, enabled }) => enabled && ways.some((w) => w === protocol),
  );
}

async function awaitPlayer(
  { service, handlers, world, signal }: Context,
  device: DeviceSummary,
  first: SessionSnapshot,
  knows: (session: SessionSnapshot) => boolean,
): Promise<SessionSnapshot> {
  let latest = first;
  let telling: Timer | undefined;
  const stops: (() => void)[] = [];
  try {
    await new Promise<void>((resolve) => {
      const look = (snapshot: SessionSnapshot | null) => {
        if (snapshot?.deviceId !== device.id || snapshot.revision < latest.revision) return;
        latest = snapshot;
        if (knows(latest)) return resolve();
        if (latest.protocols.includes("mrp")) telling ??= world.clock.after(TELLS_MS, resolve);
        else if (!mayOpenPlayer(device, latest)) resolve();
      };
      const end = () => resolve();
      signal.addEventListener("abort", end, { once: true });
      stops.push(() => signal.removeEventListener("abort", end));
      stops.push(service.on("session", look));
      const patience = world.clock.after(OPENS_MS, resolve);
      stops.push(() => patience.cancel());
      look(first);
      handlers["session.snapshot"](device.id).then(look, resolve);
    });
  } finally {
    telling?.cancel();
    for (const stop of stops) stop();
  }
  return latest;
}
