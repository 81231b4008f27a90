import { ArrowDown, ArrowUp, Play, Plus, Trash2 } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import type { SoundItem, SoundSnapshot } from "../../../shared/model/sound.ts";
import { useShell } from "../../shell.ts";
import { openSheet } from "../../store/ui.ts";
import { Announcer } from "../../ui/announcer.tsx";
import { useWords } from "../../words/words.ts";
import { QueueRow } from "./queue-row.tsx";
import { useQueueDrag } from "./use-queue-drag.ts";
import { type QueueDeeds, useQueueDeeds, useQueueKeys } from "./use-queue-keys.ts";

/**
 * Everything that is to be played, the one that plays marked. One item is chosen; what is done with it
 * is over the list, so that a row has room for its words in a narrow window.
 */
export function Queue({ sound }: { readonly sound: SoundSnapshot }) {
  const words = useWords();
  const { ui } = useShell();
  const { items, currentId } = sound;
  const titleId = useId();
  const [chosenId, choose] = useState<string | null>(null);
  const [said, say] = useState<string | null>(null);
  const chosen =
    items.find(({ id }) => id === chosenId) ?? items.find(({ id }) => id === currentId) ?? null;
  const parts = { items, chosen, choose, say };
  const deeds = useQueueDeeds(parts);
  const count = items.length;
  return (
    <section className="menu-group" aria-labelledby={titleId}>
      <div className="sound-head">
        <h3 id={titleId}>{words("sound.queue")}</h3>
        <span className="caption">{words("sound.queue.count", { count })}</span>
        <button
          type="button"
          className="button small"
          aria-haspopup="dialog"
          aria-label={words("sound.queue.add.label")}
          onClick={() => openSheet(ui, "play")}
        >
          <Plus aria-hidden="true" />
          {words("sound.queue.add")}
        </button>
      </div>
      {chosen !== null && <Tools items={items} chosen={chosen} deeds={deeds} />}
      <List
        sound={sound}
        titleId={titleId}
        byHand={chosenId !== null}
        parts={parts}
        deeds={deeds}
      />
      <Announcer say={said} />
    </section>
  );
}

interface ListProps {
  readonly sound: SoundSnapshot;
  readonly titleId: string;
  /** The choice is a person's, and does not follow what plays. */
  readonly byHand: boolean;
  readonly parts: Parameters<typeof useQueueKeys>[0];
  readonly deeds: QueueDeeds;
}

function List({ sound, titleId, byHand, parts, deeds }: ListProps) {
  const words = useWords();
  const listId = useId();
  const onKeyDown = useQueueKeys(parts, deeds);
  const { items, currentId } = sound;
  const { chosen, choose } = parts;
  const { place, handlers } = useQueueDrag(items);
  const rowId = (item: SoundItem): string => `${listId}-${item.id}`;
  const at = chosen === null ? -1 : items.indexOf(chosen);
  const before = useRef(at);
  // Where a hand leads the choice it stays in sight; another song that begins moves nothing.
  useEffect(() => {
    const moved = before.current !== at;
    before.current = at;
    if (!moved || !byHand) return;
    document
      .querySelector(".queue-row[aria-selected=true]")
      ?.scrollIntoView?.({ block: "nearest" });
  }, [at, byHand]);
  const itemAt = (target: EventTarget): string | undefined =>
    target instanceof Element
      ? target.closest<HTMLElement>("[data-item]")?.dataset["item"]
      : undefined;
  return (
    <>
      <div
        role="listbox"
        tabIndex={0}
        className="queue"
        aria-labelledby={titleId}
        aria-describedby={`${listId}-keys`}
        aria-activedescendant={chosen === null ? undefined : rowId(chosen)}
        onKeyDown={onKeyDown}
        onClick={(event) => choose(itemAt(event.target) ?? chosen?.id ?? "")}
        onDoubleClick={() => deeds.play()}
        {...handlers}
      >
        {items.map((item) => (
          <QueueRow
            key={item.id}
            id={rowId(item)}
            item={item}
            current={item.id === currentId}
            chosen={item === chosen}
            edge={place?.itemId === item.id ? place.edge : null}
          />
        ))}
      </div>
      <p id={`${listId}-keys`} className="for-ears">
        {words("sound.queue.keys")}
      </p>
    </>
  );
}

interface ToolsProps {
  readonly items: readonly SoundItem[];
  readonly chosen: SoundItem;
  readonly deeds: QueueDeeds;
}

/** What is done with the chosen item, without a drag. */
function Tools({ items, chosen, deeds }: ToolsProps) {
  const words = useWords();
  const { title } = chosen;
  const keys = [
    { name: "play", icon: Play, off: false, run: () => deeds.play() },
    { name: "up", icon: ArrowUp, off: chosen === items[0], run: () => deeds.move(-1) },
    { name: "down", icon: ArrowDown, off: chosen === items.at(-1), run: () => deeds.move(1) },
    { name: "remove", icon: Trash2, off: false, run: () => deeds.remove() },
  ] as const;
  return (
    <div role="toolbar" className="queue-tools" aria-label={words("sound.queue.tools", { title })}>
      <span className="caption queue-chosen">
        <bdi>{title}</bdi>
      </span>
      {keys.map(({ name, icon: Icon, off, run }) => (
        <button
          key={name}
          type="button"
          className="icon-button"
          aria-label={words(`sound.queue.${name}`, { title })}
          title={words(`sound.queue.${name}`, { title })}
          // Not disabled: the focus would be lost at the end of the way.
          aria-disabled={off || undefined}
          onClick={run}
        >
          <Icon aria-hidden="true" />
        </button>
      ))}
    </div>
  );
}
