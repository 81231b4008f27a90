import type { DeviceId } from "../../shared/model/device.ts";
import type { DeviceDescription } from "../protocols/plugin.ts";
import { type DeviceEntry, lastSeen } from "./device-entries.ts";

/** Where a device is reached, to compare: its addresses and ports. */
export function placeOf({ addresses, services }: DeviceDescription): string {
  return JSON.stringify([addresses, services.map(({ protocol, port }) => `${protocol}:${port}`)]);
}

/** Tells a device that showed itself again from one that merely stayed on the list. */
export class Sightings {
  readonly #last = new Map<DeviceId, string>();

  /** True when the device answered since the last call, or moved. */
  isNew(entry: DeviceEntry): boolean {
    const seen = entry.found.length > 0;
    const mark = seen ? `${lastSeen(entry)} ${placeOf(entry.description)}` : "";
    const before = this.#last.get(entry.id);
    this.#last.set(entry.id, mark);
    return seen && before !== mark;
  }
}
