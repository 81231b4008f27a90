import { RemoteError } from "../../../shared/errors.ts";
import { hasJumped, type NowPlaying } from "../../../shared/model/now-playing.ts";
import type { SessionSnapshot } from "../../../shared/model/session.ts";
import type { Context } from "../command.ts";
import { connectDevice } from "../connect-device.ts";

/** One line of `watch`: the kind of fact, and the fact whole. */
export interface WatchEvent {
  readonly event: string;
  readonly [fact: string]: unknown;
}

/**
 * Prints what happens on a device, one JSON object a line, first how things stand. Runs until it is
 * interrupted, or the running app goes away (`lost`).
 */
export async function watch(context: Context): Promise<void> {
  const { service, world, signal } = context;
  const { device, session } = await connectDevice(context);
  let last = session;
  const tell = (events: readonly WatchEvent[]) => {
    const at = new Date(world.clock.wallMs()).toISOString();
    for (const event of events) world.out(JSON.stringify({ at, device: device.id, ...event }));
  };
  tell(changes(undefined, session));
  const off = service.on("session", (snapshot) => {
    if (snapshot.deviceId !== device.id || snapshot.revision <= last.revision) return;
    const before = last;
    last = snapshot;
    tell(changes(before, snapshot));
  });
  try {
    const missed = await context.handlers["session.snapshot"](device.id);
    if (missed && missed.revision > last.revision) tell(changes(last, missed));
    await new Promise<void>((resolve) => {
      if (signal.aborted) return resolve();
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
  } finally {
    off();
  }
  // Ctrl-C is how a watch ends; anything else ended it too early.
  const reason = RemoteError.from(signal.reason);
  if (reason.code !== "cancelled") throw reason;
}

/** Pure: the facts that differ between two snapshots; all of them when there was none before. */
export function changes(
  before: SessionSnapshot | undefined,
  after: SessionSnapshot,
): readonly WatchEvent[] {
  const facts = (snapshot: SessionSnapshot): readonly WatchEvent[] => [
    { event: "connection", ...snapshot.connection, protocols: snapshot.protocols },
    { event: "power", power: snapshot.power },
    { event: "volume", ...snapshot.volume },
    { event: "keyboard", ...maskedKeyboard(snapshot) },
    { event: "playing", playing: snapshot.nowPlaying },
    { event: "outputs", outputs: snapshot.outputs },
    { event: "features", features: snapshot.features },
    { event: "error", error: snapshot.lastError },
  ];
  const known = before ? facts(before).map((fact) => JSON.stringify(fact)) : [];
  return facts(after).filter((fact, index) => {
    if (!before && fact.event === "error") return after.lastError !== null;
    if (before && fact.event === "playing")
      return playsOtherwise(before.nowPlaying, after.nowPlaying);
    return JSON.stringify(fact) !== known[index];
  });
}

/** A password field's text is nobody's business, not even a log's. */
function maskedKeyboard({ keyboard }: SessionSnapshot) {
  return keyboard.secure ? { ...keyboard, text: null } : keyboard;
}

/** Whether another thing plays, in another way, or elsewhere than its clock said it would be. */
function playsOtherwise(before: NowPlaying | null, after: NowPlaying | null): boolean {
  if (before === null || after === null) return before !== after;
  const rest = ({ position, ...others }: NowPlaying) =>
    JSON.stringify([others, position === null ? null : position.rate]);
  return rest(before) !== rest(after) || hasJumped(before, after);
}
