import type { DeviceSummary } from "../../../shared/model/device.ts";

const rank = (device: DeviceSummary): number => {
  if (device.paired) return 0;
  return device.unpairable === null ? 1 : 2;
};

/** What can be used, then what can be paired, then the rest; by name, so that nothing jumps about. */
export function sortDevices(devices: readonly DeviceSummary[]): readonly DeviceSummary[] {
  return [...devices].sort(
    (a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name) || a.id.localeCompare(b.id),
  );
}
