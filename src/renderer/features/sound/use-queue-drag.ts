import { type DragEvent, useState } from "react";
import type { SoundItem } from "../../../shared/model/sound.ts";
import { useShell } from "../../shell.ts";

export interface Place {
  readonly itemId: string;
  readonly edge: "before" | "after";
}

interface DragHandlers {
  onDragStart(event: DragEvent<HTMLElement>): void;
  onDragOver(event: DragEvent<HTMLElement>): void;
  onDragLeave(): void;
  onDrop(event: DragEvent<HTMLElement>): void;
  onDragEnd(): void;
}

const itemUnder = (target: EventTarget): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>("[data-item]") : null;

/** Dragging an item to another place; the keys beside the queue and on the keyboard do the same. */
export function useQueueDrag(items: readonly SoundItem[]): {
  readonly place: Place | null;
  readonly handlers: DragHandlers;
} {
  const { sound } = useShell();
  const [dragged, setDragged] = useState<string | null>(null);
  const [place, setPlace] = useState<Place | null>(null);
  const end = (): void => {
    setDragged(null);
    setPlace(null);
  };
  return {
    place,
    handlers: {
      onDragStart(event) {
        const itemId = itemUnder(event.target)?.dataset["item"];
        if (itemId === undefined) return;
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("application/x-armchair-item", itemId);
        setDragged(itemId);
      },
      onDragOver(event) {
        const row = itemUnder(event.target);
        const itemId = row?.dataset["item"];
        if (dragged === null || row === null || itemId === undefined) return;
        event.preventDefault();
        const { top, height } = row.getBoundingClientRect();
        const edge = event.clientY < top + height / 2 ? "before" : "after";
        if (place?.itemId !== itemId || place.edge !== edge) setPlace({ itemId, edge });
      },
      onDragLeave: () => setPlace(null),
      onDrop(event) {
        if (dragged === null || place === null) return;
        event.preventDefault();
        const at = items.findIndex(({ id }) => id === place.itemId);
        const before = place.edge === "before" ? items[at] : items[at + 1];
        if (at >= 0) sound.move(dragged, before?.id ?? null);
        end();
      },
      onDragEnd: end,
    },
  };
}
