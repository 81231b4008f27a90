import { RemoteError } from "../../../shared/errors.ts";
import type { Button, PressAction } from "../../../shared/model/buttons.ts";
import type { Operations } from "../plugin.ts";
import { buttonCodes, type HidSender } from "./hid.ts";

/** CO-10: how long a held button stays down. */
export const HOLD_MS = 1000;

/** How a press is made of edges; the same for buttons and for the touch pad's click. */
export function pressOptions(action: PressAction): { heldMs: number; times: number } {
  return { heldMs: action === "hold" ? HOLD_MS : 0, times: action === "double" ? 2 : 1 };
}

type ButtonOperations = Pick<Operations, "press" | "button" | "volumeStep">;

/** `unsupported` for a button that Companion has no code for. */
export function buttonOperations(hid: HidSender): ButtonOperations {
  return {
    press: async (button, action) => hid.press(codeOf(button), pressOptions(action)),
    button: async (button, edge) => hid.edge(codeOf(button), edge),
    // The volume that results comes as an event, from devices that have one (QK-07): nothing to wait for.
    volumeStep: async (direction) => hid.press(codeOf(`volume-${direction}`)),
  };
}

function codeOf(button: Button): number {
  const code = buttonCodes[button];
  if (code === undefined) {
    throw new RemoteError("unsupported", "Companion has no such button", { subject: button });
  }
  return code;
}
