import type { DeviceId } from "../../shared/model/device.ts";
import { type DeviceEntry, lastSeen } from "./device-entries.ts";

/** Tells a device that showed itself again from one that merely stayed on the list. */
export class Sightings {
  readonly #last = new Map<DeviceId, string>();

  /** True when the device answered since the last call, or moved. */
  isNew(entry: DeviceEntry): boolean {
    const { addresses, services } = entry.description;
    const ports = services.map(({ protocol, port }) => `${protocol}:${port}`);
    const seen = entry.found.length > 0;
    const mark = seen ? JSON.stringify([lastSeen(entry), addresses, ports]) : "";
    const before = this.#last.get(entry.id);
    this.#last.set(entry.id, mark);
    return seen && before !== mark;
  }
}
