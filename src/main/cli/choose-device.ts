import { RemoteError } from "../../shared/errors.ts";
import type { DevicesSnapshot } from "../../shared/model/app.ts";
import type { DeviceSummary } from "../../shared/model/device.ts";
import type { Context } from "./command.ts";
import { awaitDevices, matches } from "./devices.ts";
import { printable } from "./table.ts";

type Choice =
  | { readonly kind: "one"; readonly device: DeviceSummary }
  | { readonly kind: "none" }
  | { readonly kind: "several"; readonly devices: readonly DeviceSummary[] };

/**
 * The device that a command is for: the one named by `--device`, else the one the app controls, else
 * the only paired one. Waits for a named one to be found. Rejects with `not-found`, `unpaired` when
 * nothing is paired yet, or `invalid` with the candidates when it is not clear which.
 */
export async function chooseDevice(context: Context): Promise<DeviceSummary> {
  const { device: wanted, timeout } = context.options;
  if (wanted !== undefined) return await namedDevice(context, wanted, timeout * 1000);
  const choice = choosePaired(await context.handlers["devices.snapshot"]());
  switch (choice.kind) {
    case "one":
      return choice.device;
    case "none":
      throw new RemoteError("unpaired", "no device is paired yet");
    case "several":
      throw ambiguous(choice.devices);
  }
}

/** The device to pair with: the named one, else the only one in sight that accepts it. */
export async function chooseNewDevice(context: Context): Promise<DeviceSummary> {
  const { device: wanted, timeout } = context.options;
  if (wanted !== undefined) return await namedDevice(context, wanted, timeout * 1000);
  let seen: readonly DeviceSummary[] = [];
  await awaitDevices(
    context,
    ({ devices }) => {
      seen = devices.filter(({ pairable, paired, present }) => pairable && !paired && present);
      return undefined;
    },
    timeout * 1000,
  );
  const [only, ...others] = seen;
  if (!only) throw new RemoteError("not-found", "", { subject: "device in sight to pair with" });
  if (others.length > 0) throw ambiguous(seen);
  return only;
}

/** The one device that a person means by an id, a name or an address. Waits for it to be found. */
export async function namedDevice(
  context: Context,
  wanted: string,
  timeoutMs: number,
): Promise<DeviceSummary> {
  const found = await awaitDevices(
    context,
    ({ devices }) => {
      const exact = devices.filter(({ id }) => id === wanted);
      const named = exact.length > 0 ? exact : devices.filter((device) => matches(device, wanted));
      return named.length > 0 ? named : undefined;
    },
    timeoutMs,
  );
  const [only, ...others] = found ?? [];
  if (!only) throw new RemoteError("not-found", "", { subject: `device "${printable(wanted)}"` });
  if (others.length > 0) throw ambiguous([only, ...others]);
  return only;
}

/** Pure: whom a command without `--device` means. */
function choosePaired({ devices, selectedId }: DevicesSnapshot): Choice {
  const selected = devices.find(({ id }) => id === selectedId);
  if (selected) return { kind: "one", device: selected };
  const paired = devices.filter((device) => device.paired);
  const [only, ...others] = paired;
  if (!only) return { kind: "none" };
  return others.length === 0 ? { kind: "one", device: only } : { kind: "several", devices: paired };
}

function ambiguous(devices: readonly DeviceSummary[]): RemoteError {
  const list = devices.map(({ name, id }) => `${printable(name)} (${id})`).join(", ");
  return new RemoteError("invalid", `Choose one with --device: ${list}.`);
}
