import { RemoteError } from "../../../shared/errors.ts";
import type { DeviceSummary } from "../../../shared/model/device.ts";
import type { Timer } from "../../runtime/clock.ts";
import { type Context, orAborted, print } from "../command.ts";
import { awaitDevices, deviceCells, matches } from "../devices.ts";
import { table } from "../table.ts";

export interface ScanOptions {
  /** Addresses to ask by unicast; those that answer are remembered. */
  readonly hosts: readonly string[];
  /** Stop as soon as this device is found: id, identifier, name or address. */
  readonly id?: string;
}

/** A device is printed once nothing about it changed for this long: its services come one by one. */
const QUIET_MS = 150;

/**
 * Looks for devices, each printed as it is found; with `--json` one list at the end. Rejects with
 * `not-found` when a host does not answer or the device asked for does not turn up.
 */
export async function scan(context: Context, { hosts, id }: ScanOptions): Promise<void> {
  const { handlers, options } = context;
  await handlers["devices.rescan"]();
  if (hosts.length > 0) return await scanHosts(context, hosts, id);
  const progress = new Progress(context, ({ present }) => present);
  const found = await awaitDevices(
    context,
    ({ devices }) => {
      const wanted = devices.filter((device) => id === undefined || matches(device, id));
      progress.look(wanted);
      return id === undefined ? undefined : wanted.find(({ present }) => present);
    },
    options.timeout * 1000,
  );
  const count = progress.finish();
  if (id === undefined && count === 0) context.world.err("No device was found.");
  if (id !== undefined && !found)
    throw new RemoteError("not-found", "", { subject: `device ${id}` });
}

async function scanHosts(
  context: Context,
  hosts: readonly string[],
  id: string | undefined,
): Promise<void> {
  const { handlers, signal } = context;
  const progress = new Progress(context, () => true);
  const silent: string[] = [];
  const found: DeviceSummary[] = [];
  await Promise.all(
    hosts.map(async (host) => {
      try {
        const ids = await orAborted(handlers["devices.add"](host), signal);
        const { devices } = await handlers["devices.snapshot"]();
        const here = devices.filter((device) => ids.includes(device.id));
        found.push(...here.filter((device) => id === undefined || matches(device, id)));
        progress.look(found);
      } catch (error) {
        if (RemoteError.from(error).code !== "not-found") throw error;
        silent.push(host);
      }
    }),
  );
  progress.finish();
  if (silent.length > 0) {
    throw new RemoteError("not-found", "", { subject: `answer from ${silent.join(", ")}` });
  }
  if (id !== undefined && found.length === 0) {
    throw new RemoteError("not-found", "", { subject: `device ${id}` });
  }
}

/** Prints each device once, when it is complete. */
class Progress {
  readonly #context: Context;
  readonly #accepts: (device: DeviceSummary) => boolean;
  readonly #seen = new Map<string, { device: DeviceSummary; text: string; timer: Timer }>();
  readonly #printed = new Set<string>();

  constructor(context: Context, accepts: (device: DeviceSummary) => boolean) {
    this.#context = context;
    this.#accepts = accepts;
  }

  look(devices: readonly DeviceSummary[]): void {
    for (const device of devices.filter(this.#accepts)) {
      const text = JSON.stringify(device);
      const before = this.#seen.get(device.id);
      if (before?.text === text) continue;
      before?.timer.cancel();
      const timer = this.#context.world.clock.after(QUIET_MS, () => this.#print(device.id));
      this.#seen.set(device.id, { device, text, timer });
    }
  }

  /** Prints the rest; says how many there were. */
  finish(): number {
    for (const { timer } of this.#seen.values()) timer.cancel();
    for (const id of this.#seen.keys()) this.#print(id);
    const devices = [...this.#seen.values()].map(({ device }) => device);
    const { options, world } = this.#context;
    if (options.json) world.out(JSON.stringify(devices));
    return devices.length;
  }

  #print(id: string): void {
    const { options, world } = this.#context;
    const seen = this.#seen.get(id);
    if (!seen || options.json || this.#printed.has(id)) return;
    this.#printed.add(id);
    world.out(deviceCells(seen.device).join("  "));
  }
}

/** What is known without looking: remembered devices, and those the running app sees. */
export async function devices(context: Context): Promise<void> {
  const snapshot = await context.handlers["devices.snapshot"]();
  const rows = snapshot.devices.map((device) => [
    device.id === snapshot.selectedId ? "*" : " ",
    ...deviceCells(device),
  ]);
  print(context, { selectedId: snapshot.selectedId, devices: snapshot.devices }, table(rows));
}
