import { RemoteError } from "../../../shared/errors.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { MrpDeviceInfo, MrpMessage } from "../../wire/mrp/message.ts";
import { MessageType, OutputContextType } from "../../wire/mrp/numbers.ts";
import type { Operations } from "../plugin.ts";
import { outputsOf } from "./outputs-facts.ts";
import type { RemoteSession } from "./session-contract.ts";
import { noVolume } from "./volume-facts.ts";
import { reaches } from "./waiting.ts";

/** IF-124: how long the new list may take; the device does not say so when it refuses. */
const CHANGE_MS = 5000;

type OutputOperations = Pick<Operations, "addOutputs" | "removeOutputs" | "setOutputs">;
type Change = "adding" | "removing" | "setting";

/**
 * Speakers joining and leaving (MR-53). Each resolves when the device has told another list, or tells
 * already what is asked for. `timeout` when it does neither: the speaker is gone, or taken by others.
 */
export function outputOperations(
  session: RemoteSession,
  clock: Clock,
  ended: AbortSignal,
): OutputOperations {
  const modify = async (change: Change, ids: readonly string[]): Promise<void> => {
    if (ids.length === 0) throw new RemoteError("invalid", "at least one speaker is needed");
    const before = namesOf(session.deviceInfo.value);
    const type = OutputContextType.SharedAudioPresentation;
    const modifyOutputContextRequest = { type, ...lists[change](ids) };
    session.send({ type: MessageType.ModifyOutputContextRequest, modifyOutputContextRequest });
    const isDone = (told: MrpDeviceInfo | null) => {
      const now = namesOf(told);
      return now.join() !== before.join() || isAsAsked(change, ids, now);
    };
    if (await reaches(clock, session.deviceInfo, isDone, CHANGE_MS, ended)) return;
    if (ended.aborted) throw new RemoteError("lost", "the session ended");
    throw new RemoteError("timeout", "the device did not change its speakers", {
      subject: ids.join(" "),
    });
  };
  return {
    addOutputs: (ids) => modify("adding", ids),
    removeOutputs: (ids) => modify("removing", ids),
    setOutputs: (ids) => modify("setting", ids),
  };
}

type Modification = NonNullable<MrpMessage["modifyOutputContextRequest"]>;

/** Systems that know clusters read the second list, others the first. */
const lists: Readonly<Record<Change, (ids: readonly string[]) => Modification>> = {
  adding: (ids) => ({ addingDevices: [...ids], clusterAwareAddingDevices: [...ids] }),
  removing: (ids) => ({ removingDevices: [...ids], clusterAwareRemovingDevices: [...ids] }),
  setting: (ids) => ({ settingDevices: [...ids], clusterAwareSettingDevices: [...ids] }),
};

/** Of those that play along; volumes are of no interest here. */
function namesOf(deviceInfo: MrpDeviceInfo | null): readonly string[] {
  return outputsOf(deviceInfo, noVolume).map(({ id }) => id);
}

function isAsAsked(change: Change, ids: readonly string[], now: readonly string[]): boolean {
  const there = ids.filter((id) => now.includes(id)).length;
  if (change === "removing") return there === 0;
  return there === ids.length && (change === "adding" || now.length === ids.length);
}
