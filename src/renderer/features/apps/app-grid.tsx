import { Pin } from "lucide-react";
import { type KeyboardEvent, useRef } from "react";
import type { AppEntry } from "../../../shared/model/session.ts";
import { useWords } from "../../words/words.ts";
import { initialsOf, tintOf } from "./arrange-apps.ts";

interface AppGridProps {
  readonly apps: readonly AppEntry[];
  readonly pinned: readonly string[];
  readonly pinning: boolean;
  readonly onChoose: (app: AppEntry) => void;
  /** Moves on from the first row upwards, or types: back to the search. */
  readonly onLeave: () => void;
}

/** The tile that an arrow leads to, by where the tiles really are: columns vary with the width. */
function neighbour(
  tiles: readonly HTMLElement[],
  from: HTMLElement,
  key: string,
): HTMLElement | null {
  const index = tiles.indexOf(from);
  const forward = getComputedStyle(from).direction === "rtl" ? -1 : 1;
  if (key === "ArrowLeft") return tiles[index - forward] ?? null;
  if (key === "ArrowRight") return tiles[index + forward] ?? null;
  if (key === "Home") return tiles[0] ?? null;
  if (key === "End") return tiles.at(-1) ?? null;
  const columns = tiles.filter((tile) => tile.offsetTop === tiles[0]?.offsetTop).length;
  if (key === "ArrowUp") return tiles[index - columns] ?? null;
  return tiles[index + columns] ?? tiles.at(-1) ?? null;
}

const moves = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"]);

export function AppGrid({ apps, pinned, pinning, onChoose, onLeave }: AppGridProps) {
  const words = useWords();
  const list = useRef<HTMLUListElement>(null);
  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>): void => {
    if (moves.has(event.key)) {
      const tiles = [...(list.current?.querySelectorAll<HTMLElement>("button") ?? [])];
      const next = neighbour(tiles, event.currentTarget, event.key);
      if (next !== null) next.focus();
      else if (event.key === "ArrowUp" || event.key === "ArrowLeft") onLeave();
      event.preventDefault();
    } else if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey) {
      onLeave(); // The letter itself lands in the search.
    }
  };
  return (
    <ul className="app-grid" ref={list}>
      {apps.map((app, index) => {
        const isPinned = pinned.includes(app.id);
        return (
          <li key={app.id}>
            <button
              type="button"
              className="app"
              tabIndex={index === 0 ? 0 : -1}
              aria-label={appLabel(app, { isPinned, pinning }, words)}
              aria-pressed={pinning ? isPinned : undefined}
              onClick={() => onChoose(app)}
              onKeyDown={onKeyDown}
            >
              <span className="app-tile" data-tint={tintOf(app.id)} aria-hidden="true">
                {initialsOf(app.name)}
                {isPinned && <Pin className="app-pin" />}
              </span>
              <span className="app-name">{app.name}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function appLabel(
  app: AppEntry,
  { isPinned, pinning }: { readonly isPinned: boolean; readonly pinning: boolean },
  words: ReturnType<typeof useWords>,
): string {
  if (pinning) return words("apps.pin", { app: app.name });
  const open = words("apps.launch", { app: app.name });
  return isPinned ? words("apps.pinned", { app: open }) : open;
}
