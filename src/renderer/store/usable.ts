import type { DeviceSummary } from "../../shared/model/device.ts";

/** Not to be controlled, but there to be played on: a receiver that takes sound and nothing else. */
export const isOnlySpeaker = ({ playsSound, unpairable }: DeviceSummary): boolean =>
  playsSound && (unpairable === "no-code" || unpairable === "not-a-remote-target");

/** Whether it can be connected to now: paired, or of those that never show a code. */
export const isUsable = ({
  paired,
  needsPairing,
}: Pick<DeviceSummary, "paired" | "needsPairing">): boolean => paired || !needsPairing;
