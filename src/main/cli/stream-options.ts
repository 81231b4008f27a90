import { RemoteError } from "../../shared/errors.ts";
import type { DeviceSummary } from "../../shared/model/device.ts";
import { MAX_SPEAKER_DELAY_MS } from "../../shared/model/sound.ts";
import { chooseDevice, namedDevice } from "./choose-device.ts";
import type { Context } from "./command.ts";
import { awaitDevices, matches } from "./devices.ts";
import { printable } from "./table.ts";
import { NO_SOUND } from "./words.ts";

export interface StreamOptions {
  /** As typed: names, ids or addresses, comma between. */
  readonly to: readonly string[];
  /** `30`, or `Kitchen=30` for one of them. */
  readonly volume: readonly string[];
  readonly delay: readonly string[];
}

/** One of the speakers, and what it is to be set to; null leaves it as it is. */
export interface WantedSpeaker {
  readonly device: DeviceSummary;
  readonly volume: number | null;
  readonly delayMs: number | null;
}

interface Setting {
  /** Null: for all. */
  readonly wanted: string | null;
  readonly value: number;
}

/**
 * Whom to send it to, before anything plays. Rejects with `not-found` for a name that nobody has,
 * `unsupported` for a device that takes no sound, `invalid` for a value that is none.
 */
export async function wantedSpeakers(
  context: Context,
  options: StreamOptions,
): Promise<readonly WantedSpeaker[]> {
  const volumes = options.volume.map((text) => settingOf("--volume", text, 0, 100));
  const reach = MAX_SPEAKER_DELAY_MS;
  const delays = options.delay.map((text) => settingOf("--delay", text, -reach, reach));
  const names = options.to.flatMap((text) => text.split(",")).map((name) => name.trim());
  const wanted = names.filter((name) => name !== "");
  const chosen =
    wanted.length === 0
      ? [await chooseDevice(context)]
      : await Promise.all(
          wanted.map((name) => namedDevice(context, name, context.options.timeout * 1000)),
        );
  const devices = await inSight(context, [...new Map(chosen.map((one) => [one.id, one])).values()]);
  for (const [option, settings] of [
    ["--volume", volumes],
    ["--delay", delays],
  ] as const) {
    checkNames(option, settings, devices);
  }
  return devices.map((device) => ({
    device,
    volume: lastFor(volumes, device),
    delayMs: lastFor(delays, device),
  }));
}

function settingOf(option: string, text: string, least: number, most: number): Setting {
  const equals = text.lastIndexOf("=");
  const typed = text.slice(equals + 1).replace(/ ?(%|ms)$/, "");
  const value = Number(typed);
  if (!/^-?\d+$/.test(typed) || value < least || value > most) {
    throw new RemoteError("invalid", `${option} takes a number from ${least} to ${most}.`);
  }
  return { wanted: equals < 0 ? null : text.slice(0, equals), value };
}

/**
 * Those that are only remembered may have moved: given the time that a search takes. Who does not show up
 * is tried where it was.
 */
async function inSight(
  context: Context,
  chosen: readonly DeviceSummary[],
): Promise<readonly DeviceSummary[]> {
  let latest = chosen;
  await awaitDevices(
    context,
    ({ devices }) => {
      latest = chosen.map((one) => devices.find(({ id }) => id === one.id) ?? one);
      return latest.every(({ present }) => present) ? latest : undefined;
    },
    context.options.timeout * 1000,
  );
  const mute = latest.find(({ playsSound }) => !playsSound);
  if (mute) {
    const message = `${printable(mute.name)} plays no sound that is sent to it`;
    throw new RemoteError("unsupported", message, { subject: NO_SOUND });
  }
  return latest;
}

function checkNames(
  option: string,
  settings: readonly Setting[],
  devices: readonly DeviceSummary[],
): void {
  for (const { wanted } of settings) {
    if (wanted === null || devices.some((device) => matches(device, wanted))) continue;
    throw new RemoteError(
      "invalid",
      `${option} names "${printable(wanted)}", which is not among --to.`,
    );
  }
}

/** What was said for this one goes before what was said for all; what was said last goes first. */
function lastFor(settings: readonly Setting[], device: DeviceSummary): number | null {
  const last = [...settings].reverse();
  const own = last.find(({ wanted }) => wanted !== null && matches(device, wanted));
  return (own ?? last.find(({ wanted }) => wanted === null))?.value ?? null;
}
