import { useEffect, useState } from "react";
import type { DeviceId } from "../../../shared/model/device.ts";
import { useShell } from "../../shell.ts";
import { givenBy, type Hovering, hoveringOf } from "./given.ts";

const isField = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("input, textarea, [contenteditable]") !== null;

/** A device of a list, to let go on. */
const deviceUnder = (target: EventTarget | null): DeviceId | null => {
  if (!(target instanceof Element)) return null;
  return target.closest("[data-drop-device]")?.getAttribute("data-drop-device") ?? null;
};

const same = (a: Over | null, b: Over | null): boolean =>
  a?.kind === b?.kind && a?.count === b?.count && a?.deviceId === b?.deviceId;

/** What hangs over the window, and the device of a list that it hangs over; null: over none. */
export interface Over extends Hovering {
  readonly deviceId: DeviceId | null;
}

/**
 * What hangs over this window, to be let go anywhere in it, while `active`; null: nothing. A text that
 * is dropped on a field is the field's own, and what was dragged from here is not to play.
 */
export function useHovering(active: boolean): Over | null {
  const { media, sound } = useShell();
  const [hovering, setHovering] = useState<Over | null>(null);
  useEffect(() => {
    let own = false;
    const look = (event: DragEvent): void => {
      const found = own ? null : hoveringOf(event.dataTransfer);
      if (found === null || (found.kind === "link" && isField(event.target))) return;
      // Without this the window would go to the file, or let it slip through.
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = active ? "copy" : "none";
      const over = { ...found, deviceId: deviceUnder(event.target) };
      if (active) setHovering((before) => (same(before, over) ? before : over));
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
      if (!active || event.dataTransfer === null) return;
      const given = givenBy(event.dataTransfer);
      if (sound.queues) void sound.addGiven(given);
      else void media.drop(given, deviceUnder(event.target));
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
  }, [active, media, sound]);
  return active ? hovering : null;
}

/** Takes a link or a file out of the clipboard when no field wants it, while `active`. */
export function usePasted(active: boolean): void {
  const { media, sound, ui } = useShell();
  useEffect(() => {
    if (!active) return undefined;
    const paste = (event: ClipboardEvent): void => {
      const { sheet } = ui.getState();
      const takes = sheet === null || sheet === "play" || sheet === "sound";
      if (event.clipboardData === null || !takes) return;
      const given = givenBy(event.clipboardData);
      if (isField(event.target) && given.kind !== "files") return;
      event.preventDefault();
      if (sound.queues) void sound.addGiven(given);
      else void media.paste(given);
    };
    window.addEventListener("paste", paste);
    return () => window.removeEventListener("paste", paste);
  }, [active, media, sound, ui]);
}
