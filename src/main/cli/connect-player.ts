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

/**
 * As `connectDevice`, with every channel that a new connection may still be opening: that of the player,
 * and those on standby, which open after the first and say what the device plays of ours.
 */
export async function connectWhole(context: Context): Promise<ConnectedDevice> {
  const connected = await connectDevice(context);
  const { device, session, isFresh } = connected;
  if (!isFresh) return connected;
  const outlook = (latest: SessionSnapshot): Outlook => {
    if (mayOpenPlayer(device, latest)) return "may come";
    return standbyIsOpen(device, latest) ? "over" : "comes soon";
  };
  return { ...connected, session: await awaitSession(context, device, session, outlook) };
}

/** Pure: what the device announces to play of ours is among its features, or its channel has failed. */
function standbyIsOpen(device: DeviceSummary, { connection, features }: SessionSnapshot): boolean {
  const lost = connection.phase === "ready" ? connection.lost : [];
  const ways = [
    ["airplay", "play-url", device.playsMedia],
    ["raop", "stream-file", device.playsSound],
  ] as const;
  return ways.every(
    ([protocol, feature, isAnnounced]) =>
      !isAnnounced ||
      (features[feature] ?? "unsupported") !== "unsupported" ||
      lost.some((channel) => channel.protocol === protocol),
  );
}

function awaitPlayer(
  context: Context,
  device: DeviceSummary,
  first: SessionSnapshot,
  knows: (session: SessionSnapshot) => boolean,
): Promise<SessionSnapshot> {
  return awaitSession(context, device, first, (latest) => {
    if (knows(latest)) return "over";
    if (latest.protocols.includes("mrp")) return "comes soon";
    return mayOpenPlayer(device, latest) ? "may come" : "over";
  });
}

/** Whether what is waited for is still to come; soon: within `TELLS_MS` of the first time that this is said. */
type Outlook = "over" | "comes soon" | "may come";

async function awaitSession(
  { service, handlers, world, signal }: Context,
  device: DeviceSummary,
  first: SessionSnapshot,
  outlook: (session: SessionSnapshot) => Outlook,
): Promise<SessionSnapshot> {
  let latest = first;
  let telling: Timer | undefined;
  const stops: (() => void)[] = [];
  try {
    await new Promise<void>((resolve) => {
      const look = (snapshot: SessionSnapshot | null) => {
        if (snapshot?.deviceId !== device.id || snapshot.revision < latest.revision) return;
        latest = snapshot;
        const now = outlook(latest);
        if (now === "over") return resolve();
        if (now === "comes soon") telling ??= world.clock.after(TELLS_MS, resolve);
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
