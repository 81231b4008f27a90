import type { DeviceSummary } from "../../shared/model/device.ts";

type Asked = Pick<DeviceSummary, "paired" | "unpairable">;

/** HomePods and speakers: there is nothing to pair, so they are used as they are. */
export const needsNoCode = ({ paired, unpairable }: Asked): boolean =>
  !paired && unpairable === "no-code";

/** Whether it can be connected to now: paired, or in no need of it. */
export const isUsable = (device: Asked): boolean => device.paired || needsNoCode(device);
