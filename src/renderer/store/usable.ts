import type { DeviceSummary } from "../../shared/model/device.ts";

/** Whether it can be connected to now: paired, or of those that never show a code. */
export const isUsable = ({
  paired,
  needsPairing,
}: Pick<DeviceSummary, "paired" | "needsPairing">): boolean => paired || !needsPairing;
