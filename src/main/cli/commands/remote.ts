import { RemoteError } from "../../../shared/errors.ts";
import {
  type Button,
  buttons,
  type MediaCommand,
  mediaCommands,
} from "../../../shared/model/buttons.ts";
import type { PowerState, VolumeState } from "../../../shared/model/session.ts";
import { type Context, print } from "../command.ts";
import { connectDevice } from "../connect-device.ts";

export interface PressOptions {
  readonly hold: boolean;
  readonly double: boolean;
}

/** Everything that `press` takes: the keys of a remote, and the commands of a player. */
export const pressableKeys: readonly string[] = [...new Set([...buttons, ...mediaCommands])];

export async function press(
  context: Context,
  key: string,
  { hold, double }: PressOptions,
): Promise<void> {
  const button = buttons.find((name) => name === key);
  const media = mediaCommands.find((name) => name === key);
  if (!button && !media) {
    throw new RemoteError(
      "invalid",
      `There is no key "${key}"; one of ${pressableKeys.join(", ")}.`,
    );
  }
  if (hold && double) throw new RemoteError("invalid", "Choose one of --hold and --double.");
  if (!button && (hold || double)) {
    throw new RemoteError("invalid", `"${key}" cannot be held or pressed twice.`);
  }
  const { device } = await connectDevice(context);
  const action = hold ? "hold" : double ? "double" : "tap";
  if (button) await pressButton(context, device.id, button, action);
  else if (media) await sendMedia(context, device.id, media);
  print(context, { device: device.id, key, action }, []);
}

function pressButton(
  { handlers }: Context,
  id: string,
  button: Button,
  action: "tap" | "double" | "hold",
): Promise<void> {
  return handlers["remote.press"](id, button, action);
}

function sendMedia({ handlers }: Context, id: string, command: MediaCommand): Promise<void> {
  return handlers["remote.media"](id, command);
}

/** Skips by seconds, back when negative. */
export async function skip(context: Context, seconds: string): Promise<void> {
  const amount = Number(seconds);
  if (!Number.isFinite(amount) || seconds.trim() === "") {
    throw new RemoteError("invalid", `"${seconds}" is not a number of seconds.`);
  }
  const { device } = await connectDevice(context);
  await context.handlers["remote.skip"](device.id, amount);
  print(context, { device: device.id, skipped: amount }, []);
}

const powerActions = ["on", "off", "toggle"] as const;

/** Without an argument, says whether the device is on. */
export async function power(context: Context, wanted: string | undefined): Promise<void> {
  const action = powerActions.find((name) => name === wanted);
  if (wanted !== undefined && !action) {
    throw new RemoteError("invalid", `Power is one of ${powerActions.join(", ")}.`);
  }
  const { device, session } = await connectDevice(context);
  if (!action) return printPower(context, device.id, session.power);
  await context.handlers["power.set"](device.id, action);
  const after = await context.handlers["session.snapshot"](device.id);
  printPower(context, device.id, after?.power ?? "unknown");
}

function printPower(context: Context, id: string, state: PowerState): void {
  print(context, { device: id, power: state }, [state]);
}

/** Without an argument, says how loud it is; `up` and `down` step, a number sets percent. */
export async function volume(context: Context, wanted: string | undefined): Promise<void> {
  const percent = wanted === undefined ? undefined : Number(wanted.replace(/%$/, ""));
  const step = wanted === "up" || wanted === "down" ? wanted : undefined;
  if (wanted !== undefined && !step && !(percent !== undefined && percent >= 0 && percent <= 100)) {
    throw new RemoteError("invalid", "Volume is up, down, or a number from 0 to 100.");
  }
  const { device, session } = await connectDevice(context);
  const { handlers } = context;
  if (step) await handlers["volume.step"](device.id, step);
  else if (percent !== undefined) await handlers["volume.set"](device.id, percent);
  const now = wanted === undefined ? session : await handlers["session.snapshot"](device.id);
  const state = now?.volume ?? { control: "unknown", percent: null };
  print(context, { device: device.id, ...state }, [volumeLine(state)]);
}

function volumeLine({ control, percent }: VolumeState): string {
  if (percent !== null) return `${Math.round(percent)} %`;
  return control === "none" ? "no volume control" : "unknown";
}
