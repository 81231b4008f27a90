import { type OpackDict, opackNumber } from "../wire/opack.ts";
import { companionButtons } from "./companion-buttons.ts";
import { badRequest, done, type Reply } from "./companion-reply.ts";
import type { RequestContext } from "./companion-session.ts";
import { touchPhaseOf } from "./touch-pad.ts";

const DOWN = 1;
const UP = 2;

/** `_hidC`: one edge of one button. Sleep and wake act on their release, with or without a press before. */
export function pressHid(content: OpackDict, { buttons, television }: RequestContext): Reply {
  const button = companionButtons.get(opackNumber(content.get("_hidC")) ?? 0);
  const edge = opackNumber(content.get("_hBtS"));
  if (button === undefined || (edge !== DOWN && edge !== UP)) return badRequest("unknown button");
  if (button === "sleep" || button === "wake") {
    if (edge === UP) television.do({ kind: button });
    return done;
  }
  if (edge === DOWN) {
    buttons.down(button);
    return done;
  }
  return buttons.up(button) ? done : badRequest("button up without button down");
}

/** `_hidT`, an event: one point of a finger's way over the pad. Nothing is ever answered. */
export function touchHid(content: OpackDict, { pad, television }: RequestContext): void {
  const phase = touchPhaseOf(opackNumber(content.get("_tPh")) ?? 0);
  const x = opackNumber(content.get("_cx"));
  const y = opackNumber(content.get("_cy"));
  if (phase === undefined || x === undefined || y === undefined) return;
  television.note(`touch ${phase} ${x},${y}`);
  const direction = pad.touch(phase, { x, y });
  if (direction !== null) television.do({ kind: "swipe", direction });
}
