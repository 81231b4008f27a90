import { RemoteError } from "../../../shared/errors.ts";
import type { DeviceSummary } from "../../../shared/model/device.ts";
import { positionAt } from "../../../shared/model/now-playing.ts";
import type { SessionSnapshot } from "../../../shared/model/session.ts";
import { delay } from "../../runtime/clock.ts";
import { chooseDevice } from "../choose-device.ts";
import { type Context, orAborted, print } from "../command.ts";
import { againWhenFound } from "../connect-device.ts";
import { mediaSource } from "../media-source.ts";
import { PlayWatch } from "../play-watch.ts";
import { formatTime } from "../playing-words.ts";
import { printable } from "../table.ts";
import { parseSeek } from "./playback.ts";

export interface PlayOptions {
  /** As `seek` takes it, from the start. */
  readonly at: string;
  readonly force: boolean;
}

/**
 * Plays an address or a file on the device and shows how far it is, until it ends. Whatever else ends this
 * command ends the playback, too. Rejects with what the device said.
 */
export async function playUrl(context: Context, typed: string, options: PlayOptions) {
  const { handlers, signal, world } = context;
  const start = parseSeek(options.at);
  if (start.relative) throw new RemoteError("invalid", "The start is a time, such as 90 or 1:30.");
  const device = await chooseDevice(context);
  const source = await mediaSource(context, typed, options.force);
  const watch = new PlayWatch(context, device.id);
  try {
    await againWhenFound(context, device, () =>
      orAborted(handlers["media.play"](device.id, source, start.seconds), signal),
    );
    await follow(context, device, watch);
  } catch (error) {
    await handlers["media.stop"](device.id).catch(() => {});
    throw error;
  } finally {
    watch.close();
    world.progress("");
  }
}

/** A failure is told right after the end of what failed, in ms. */
const TELLS_WHY_MS = 300;

async function follow(context: Context, device: DeviceSummary, watch: PlayWatch): Promise<void> {
  const { options, world, signal } = context;
  const title = await watch.began();
  if (!options.json) world.out(`Playing ${printable(title)} on ${printable(device.name)}.`);
  const stopTelling = watch.onChange((session) => world.progress(progressLine(session, world)));
  try {
    await watch.ended();
  } finally {
    stopTelling();
  }
  const { clock } = watch;
  const positionS = clock === null ? null : positionAt(clock, world.clock.wallMs());
  await delay(world.clock, TELLS_WHY_MS, signal);
  const { failure } = watch;
  if (failure) throw RemoteError.fromBody(failure);
  print(context, { device: device.id, title, positionS, durationS: clock?.durationS ?? null }, [
    positionS === null ? "Ended." : `Ended at ${formatTime(positionS)}.`,
  ]);
}

function progressLine(session: SessionSnapshot, { clock }: Context["world"]): string {
  const { nowPlaying } = session;
  if (nowPlaying === null) return "";
  const at = positionAt(nowPlaying, clock.wallMs());
  const end = nowPlaying.durationS === null ? "" : ` of ${formatTime(nowPlaying.durationS)}`;
  return at === null ? nowPlaying.state : `${nowPlaying.state}, ${formatTime(at)}${end}`;
}

/** Ends what was sent to the device from here or from the app. Nothing that plays is no error. */
export async function stopPlaying(context: Context): Promise<void> {
  const device = await chooseDevice(context);
  const session = await context.handlers["session.snapshot"](device.id);
  const title = session?.stream?.title ?? null;
  await context.handlers["media.stop"](device.id);
  print(context, { device: device.id, stopped: title }, [
    title === null
      ? `Nothing that was sent from here plays on ${printable(device.name)}.`
      : `Stopped ${printable(title)}.`,
  ]);
}
