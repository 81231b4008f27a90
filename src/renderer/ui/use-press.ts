import type { KeyboardEvent, MouseEvent, PointerEvent } from "react";
import { useRef } from "react";

export interface PressHandlers {
  onPointerDown(event: PointerEvent): void;
  onPointerUp(): void;
  onPointerCancel(): void;
  onKeyDown(event: KeyboardEvent): void;
  onKeyUp(event: KeyboardEvent): void;
  onClick(event: MouseEvent): void;
  onBlur(): void;
}

const presses = (key: string): boolean => key === "Enter" || key === " ";

/**
 * A button that starts on the way down and ends on the way up, with mouse, finger, pen and keyboard.
 * A click that came without either, as a screen reader's does, is a short press.
 */
export function usePress(down: () => void, up: () => void): PressHandlers {
  const active = useRef(false);
  const begin = (): void => {
    if (active.current) return;
    active.current = true;
    down();
  };
  const end = (): void => {
    if (!active.current) return;
    active.current = false;
    up();
  };
  return {
    onPointerDown(event) {
      if (event.button !== 0) return;
      const element = event.currentTarget;
      if (element instanceof HTMLElement) element.setPointerCapture?.(event.pointerId);
      begin();
    },
    onPointerUp: end,
    onPointerCancel: end,
    onKeyDown(event) {
      if (!presses(event.key)) return;
      event.preventDefault(); // The browser's own click comes on the way up, without a hold.
      if (!event.repeat) begin();
    },
    onKeyUp(event) {
      if (presses(event.key)) end();
    },
    onClick(event) {
      if (event.detail !== 0) return;
      begin();
      end();
    },
    onBlur: end,
  };
}
