import type { KeyboardEvent } from "react";
import type { SoundItem } from "../../../shared/model/sound.ts";
import { useShell } from "../../shell.ts";
import { useWords } from "../../words/words.ts";

const PAGE = 10;

/** What can be done with the chosen item: by the keys of the list and by the buttons under it. */
export interface QueueDeeds {
  play(): void;
  move(by: 1 | -1): void;
  remove(): void;
}

interface QueueParts {
  readonly items: readonly SoundItem[];
  readonly chosen: SoundItem | null;
  readonly choose: (itemId: string) => void;
  /** Hears what a listener is to be told. */
  readonly say: (sentence: string) => void;
}

export function useQueueDeeds({ items, chosen, choose, say }: QueueParts): QueueDeeds {
  const words = useWords();
  const { sound } = useShell();
  return {
    play() {
      if (chosen !== null) sound.skipTo(chosen.id);
    },
    move(by) {
      const place = chosen === null ? null : sound.moveBy(chosen.id, by);
      if (chosen === null || place === null) return;
      say(words("sound.queue.moved", { title: chosen.title, place, count: items.length }));
    },
    remove() {
      if (chosen === null) return;
      const at = items.indexOf(chosen);
      const next = items[at + 1] ?? items[at - 1];
      sound.remove(chosen.id);
      say(words("sound.queue.removed", { title: chosen.title }));
      if (next !== undefined) choose(next.id);
    },
  };
}

/** The item that a key leads to; null for a key that leads nowhere. */
function indexFor(key: string, at: number, count: number): number | null {
  const inside = (index: number): number => Math.max(0, Math.min(count - 1, index));
  switch (key) {
    case "ArrowDown":
      return inside(at + 1);
    case "ArrowUp":
      return inside(at - 1);
    case "PageDown":
      return inside(at + PAGE);
    case "PageUp":
      return inside(at - PAGE);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

/** The keyboard of the list. Alt with an arrow takes the item along. */
export function useQueueKeys(
  { items, chosen, choose }: QueueParts,
  deeds: QueueDeeds,
): (event: KeyboardEvent) => void {
  return (event) => {
    const { key, altKey, ctrlKey, metaKey } = event;
    if (ctrlKey || metaKey) return;
    const moves = key === "ArrowUp" || key === "ArrowDown";
    const at = chosen === null ? -1 : items.indexOf(chosen);
    const to = altKey ? null : indexFor(key, at, items.length);
    if (altKey && moves) deeds.move(key === "ArrowUp" ? -1 : 1);
    else if (altKey) return;
    else if (key === "Enter") deeds.play();
    else if (key === "Delete" || key === "Backspace") deeds.remove();
    else if (to !== null) choose(items[to]?.id ?? "");
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}
