import type { DeviceSummary } from "../../../shared/model/device.ts";

/** Whether its owner set a password for its AirPlay, as far as it announces that. */
export const wantsPassword = ({ restriction, services }: DeviceSummary): boolean =>
  restriction === "password" || services.some(({ requiresPassword }) => requiresPassword);
