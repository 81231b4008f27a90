import type { KeyDriver } from "./key-driver.ts";

/** Fields take their own keys; buttons and the like only those that press them. */
function belongsTo(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest("input, textarea, select, [contenteditable]") !== null) return true;
  const presses = key === "Enter" || key === " ";
  return presses && target.closest("button, a, summary, [role='option']") !== null;
}

/**
 * Listens to a window's keyboard for the driver. `isOpen` says whether something lies over the
 * remote that has the keyboard to itself.
 */
export function attachKeys(target: Window, driver: KeyDriver, isOpen: () => boolean): () => void {
  const down = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.repeat && driver.holds(event.code)) {
      event.preventDefault();
      if (!isOpen()) driver.down(event, event.code);
      return;
    }
    if (isOpen() || belongsTo(event.target, event.key)) return;
    if (driver.down(event, event.code)) event.preventDefault();
  };
  const up = (event: KeyboardEvent): void => driver.up(event.code);
  const blur = (): void => driver.releaseAll();
  target.addEventListener("keydown", down);
  target.addEventListener("keyup", up);
  target.addEventListener("blur", blur);
  return () => {
    target.removeEventListener("keydown", down);
    target.removeEventListener("keyup", up);
    target.removeEventListener("blur", blur);
  };
}
