import { type PointerEvent, useRef, type WheelEvent } from "react";
import { useClock } from "../../clock.ts";
import type { Direction } from "../../control/remote-control.ts";
import { useShell } from "../../shell.ts";
import { setPressed } from "../../store/ui.ts";
import type { DiscPart } from "./disc.tsx";

/** One step of the focus for this much drag, and for this much wheel. */
const DRAG_STEP_PX = 30;
const WHEEL_STEP_PX = 35;
/** Movement below this is an unsteady hand. */
const SLOP_PX = 8;
/** How long a finger may rest before it is a press and no longer the start of a drag. */
const DECIDE_MS = 80;
/** A pause in the wheel's events ends the gesture. */
const WHEEL_PAUSE_MS = 250;

interface Finger {
  readonly id: number;
  readonly part: DiscPart;
  readonly startX: number;
  readonly startY: number;
  state: "undecided" | "pressing" | "dragging";
  axis: "x" | "y";
  /** Steps sent since the drag began, signed. */
  steps: number;
  cancel: () => void;
}

export interface DiscPointerHandlers {
  onPointerDown(event: PointerEvent<HTMLElement>): void;
  onPointerMove(event: PointerEvent<HTMLElement>): void;
  onPointerUp(): void;
  onPointerCancel(): void;
  onWheel(event: WheelEvent<HTMLElement>): void;
}

const toward = (axis: "x" | "y", sign: number): Direction => {
  if (axis === "x") return sign > 0 ? "right" : "left";
  return sign > 0 ? "down" : "up";
};

const partOf = (target: EventTarget): DiscPart | null => {
  if (!(target instanceof Element)) return null;
  const part = target.closest("[data-part]")?.getAttribute("data-part");
  return (part as DiscPart | null | undefined) ?? null;
};

/**
 * Tells presses from drags. A part lights at once; the press goes out when the finger comes up or
 * has rested for a moment, so that a drag never selects what it started on.
 */
export function useDiscPointer(): DiscPointerHandlers {
  const { control, ui } = useShell();
  const clock = useClock();
  const finger = useRef<Finger | null>(null);
  const wheel = useRef({ x: 0, y: 0, timeMs: 0 });

  const press = (held: Finger): void => {
    held.cancel();
    held.state = "pressing";
    control.down(held.part, "pad");
  };
  const drag = (held: Finger, dx: number, dy: number): void => {
    held.cancel();
    held.state = "dragging";
    held.axis = Math.abs(dx) >= Math.abs(dy) ? "x" : "y";
    setPressed(ui, held.part, false);
  };
  const finish = (): void => {
    const held = finger.current;
    finger.current = null;
    if (held === null) return;
    held.cancel();
    if (held.state === "dragging") control.stopStepping();
    if (held.state === "pressing") control.up(held.part, "pad");
  };

  return {
    onPointerDown(event) {
      const part = partOf(event.target);
      if (event.button !== 0 || part === null || finger.current !== null) return;
      event.currentTarget.setPointerCapture?.(event.pointerId);
      const held: Finger = {
        id: event.pointerId,
        part,
        startX: event.clientX,
        startY: event.clientY,
        state: "undecided",
        axis: "x",
        steps: 0,
        cancel: () => undefined,
      };
      held.cancel = clock.after(DECIDE_MS, () => press(held));
      finger.current = held;
      setPressed(ui, part, true);
    },
    onPointerMove(event) {
      const held = finger.current;
      if (held === null || held.id !== event.pointerId || held.state === "pressing") return;
      const dx = event.clientX - held.startX;
      const dy = event.clientY - held.startY;
      if (held.state === "undecided") {
        if (Math.hypot(dx, dy) < SLOP_PX) return;
        drag(held, dx, dy);
      }
      const wanted = Math.trunc((held.axis === "x" ? dx : dy) / DRAG_STEP_PX);
      if (wanted === held.steps) return;
      control.step(toward(held.axis, wanted - held.steps));
      held.steps = wanted;
    },
    onPointerUp() {
      const held = finger.current;
      if (held?.state === "undecided") press(held);
      finish();
    },
    onPointerCancel() {
      const held = finger.current;
      if (held?.state === "undecided") setPressed(ui, held.part, false);
      finish();
    },
    onWheel(event) {
      const now = event.timeStamp;
      const sum = wheel.current;
      const fresh = now - sum.timeMs > WHEEL_PAUSE_MS;
      const x = (fresh ? 0 : sum.x) + event.deltaX;
      const y = (fresh ? 0 : sum.y) + event.deltaY;
      const axis = Math.abs(x) > Math.abs(y) ? "x" : "y";
      const along = axis === "x" ? x : y;
      if (Math.abs(along) < WHEEL_STEP_PX) {
        wheel.current = { x, y, timeMs: now };
        return;
      }
      wheel.current = { x: 0, y: 0, timeMs: now };
      control.step(toward(axis, along));
    },
  };
}
