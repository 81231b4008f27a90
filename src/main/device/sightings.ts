import type { DeviceId } from "../../shared/model/device.ts";
import type { DeviceDescription } from "../protocols/plugin.ts";
import { type DeviceEntry, lastSeen } from "./device-entries.ts";

/** Where a device is reached, to compare: its addresses and ports, and whether a password stands before them. */
export function placeOf({ addresses, services }: DeviceDescription): string {
  const doors = services.map(({ protocol, port, requiresPassword }) =>
    requiresPassword ? `${protocol}:${port} password` : `${protocol}:${port}`,
  );
  return JSON.stringify([addresses, doors]);
}

/** Tells a device that showed itself again from one that merely stayed on the list. */
export class Sightings {
  readonly #last = new Map<DeviceId, string>();
  readonly #seen = new Map<DeviceId, boolean>();

  /** True when the device was there at the last call, and is not any more. */
  isGone(entry: DeviceEntry): boolean {
    const isSeen = entry.found.length > 0;
    const wasSeen = this.#seen.get(entry.id) ?? false;
    this.#seen.set(entry.id, isSeen);
    return wasSeen && !isSeen;
  }

  /** True when the device answered since the last call, or moved. */
  isNew(entry: DeviceEntry): boolean {
    const seen = entry.found.length > 0;
    const mark = seen ? `${lastSeen(entry)} ${placeOf(entry.description)}` : "";
    const before = this.#last.get(entry.id);
    this.#last.set(entry.id, mark);
    return seen && before !== mark;
  }
}
