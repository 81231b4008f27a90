import { useEffect, useState } from "react";
import { useShell } from "../../shell.ts";
import { givenBy, type Hovering, hoveringOf } from "./given.ts";

const isField = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("input, textarea, [contenteditable]") !== null;

const same = (a: Hovering | null, b: Hovering | null): boolean =>
  a?.kind === b?.kind && a?.count === b?.count;

/**
 * What hangs over this window, to be let go anywhere in it, while `active`; null: nothing. A text that
 * is dropped on a field is the field's own, and what was dragged from here is not to play.
 */
export function useHovering(active: boolean): Hovering | null {
  const { media } = useShell();
  const [hovering, setHovering] = useState<Hovering | null>(null);
  useEffect(() => {
    let own = false;
    const look = (event: DragEvent): void => {
      const found = own ? null : hoveringOf(event.dataTransfer);
      if (found === null || (found.kind === "link" && isField(event.target))) return;
      // Without this the window would go to the file, or let it slip through.
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = active ? "copy" : "none";
      if (active) setHovering((before) => (same(before, found) ? before : found));
    };
    const end = (): void => {
      own = false;
      setHovering(null);
    };
    const leave = (event: DragEvent): void => {
      // From one element to the next it is still here; it left where there is no next one.
      if ((event.relatedTarget ?? null) === null) setHovering(null);
    };
    const drop = (event: DragEvent): void => {
      const found = own ? null : hoveringOf(event.dataTransfer);
      end();
      if (found === null || (found.kind === "link" && isField(event.target))) return;
      event.preventDefault();
      if (active && event.dataTransfer !== null) void media.drop(givenBy(event.dataTransfer));
    };
    const start = (): void => {
      own = true;
    };
    const listeners = [
      ["dragenter", look],
      ["dragover", look],
      ["dragleave", leave],
      ["drop", drop],
      ["dragstart", start],
      ["dragend", end],
    ] as const;
    for (const [name, listener] of listeners) window.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of listeners) window.removeEventListener(name, listener);
    };
  }, [active, media]);
  return active ? hovering : null;
}

/** Takes a link or a file out of the clipboard when no field wants it, while `active`. */
export function usePasted(active: boolean): void {
  const { media, ui } = useShell();
  useEffect(() => {
    if (!active) return undefined;
    const paste = (event: ClipboardEvent): void => {
      const { sheet } = ui.getState();
      if (event.clipboardData === null || (sheet !== null && sheet !== "play")) return;
      const given = givenBy(event.clipboardData);
      if (isField(event.target) && given.kind !== "files") return;
      event.preventDefault();
      void media.paste(given);
    };
    window.addEventListener("paste", paste);
    return () => window.removeEventListener("paste", paste);
  }, [active, media, ui]);
}
