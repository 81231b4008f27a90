import { RemoteError } from "../../../shared/errors.ts";
import type { PowerState } from "../../../shared/model/session.ts";
import { type Clock, delay } from "../../runtime/clock.ts";
import { MessageType } from "../../wire/mrp/numbers.ts";
import type { Operations } from "../plugin.ts";
import type { HidSender } from "./hid.ts";
import type { RemoteSession } from "./session-contract.ts";
import type { MediaRemoteState } from "./state.ts";
import { reaches } from "./waiting.ts";

/** How long falling asleep and waking may take before it counts as failed (QK-03). */
const CHANGE_MS = 5000;
/** IF-102: the menu that holding Home opens needs a moment before it takes a press. */
const MENU_MS = 100;

/** Waking, and falling asleep by the menu that holding Home opens (IF-101, IF-102). */
export function powerOperations(
  session: RemoteSession,
  clock: Clock,
  { state }: MediaRemoteState,
  hid: HidSender,
  ended: AbortSignal,
): Pick<Operations, "turnOn" | "turnOff"> {
  /** A device that keeps its power to itself, or is there already, is not waited for. */
  const waitFor = async (before: PowerState | undefined, wanted: PowerState) => {
    if (before === undefined || before === "unknown" || before === wanted) return;
    const there = await reaches(clock, state, ({ power }) => power === wanted, CHANGE_MS, ended);
    // A device that falls asleep may take the link with it.
    if (there || (ended.aborted && wanted === "off")) return;
    throw new RemoteError("timeout", "the device did not change its power state");
  };
  return {
    turnOn: async () => {
      const before = state.value.power;
      session.send({ type: MessageType.WakeDevice, wakeDevice: {} });
      await waitFor(before, "on");
    },
    turnOff: async () => {
      const before = state.value.power;
      // Pressed on a device that sleeps, the same keys would wake it.
      if (before === "off") return;
      await hid.press("home", "hold");
      await delay(clock, MENU_MS, ended);
      await hid.press("select", "tap");
      await waitFor(before, "off");
    },
  };
}
