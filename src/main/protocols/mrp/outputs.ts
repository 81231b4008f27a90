import { RemoteError } from "../../../shared/errors.ts";
import type { Clock } from "../../runtime/clock.ts";
import { MessageType, OutputContextType } from "../../wire/mrp/numbers.ts";
import type { Operations } from "../plugin.ts";
import type { RemoteSession } from "./session-contract.ts";
import { reaches } from "./waiting.ts";

/** IF-124: how long the new list may take; the device does not say so when it refuses. */
const CHANGE_MS = 5000;

type OutputOperations = Pick<Operations, "addOutputs" | "removeOutputs" | "setOutputs">;

/**
 * Speakers joining and leaving (MR-53). Each resolves when the device has told its new list, or
 * after a while without: a speaker that was there already changes nothing.
 */
export function outputOperations(
  session: RemoteSession,
  clock: Clock,
  ended: AbortSignal,
): OutputOperations {
  const modify = async (ids: readonly string[], lists: Record<string, string[]>): Promise<void> => {
    if (ids.length === 0) throw new RemoteError("invalid", "at least one speaker is needed");
    const before = session.deviceInfo.value;
    const type = OutputContextType.SharedAudioPresentation;
    const modifyOutputContextRequest = { type, ...lists };
    session.send({ type: MessageType.ModifyOutputContextRequest, modifyOutputContextRequest });
    await reaches(clock, session.deviceInfo, (now) => now !== before, CHANGE_MS, ended);
  };
  // Systems that know clusters read the second list, others the first.
  return {
    addOutputs: (ids) =>
      modify(ids, { addingDevices: [...ids], clusterAwareAddingDevices: [...ids] }),
    removeOutputs: (ids) =>
      modify(ids, { removingDevices: [...ids], clusterAwareRemovingDevices: [...ids] }),
    setOutputs: (ids) =>
      modify(ids, { settingDevices: [...ids], clusterAwareSettingDevices: [...ids] }),
  };
}
