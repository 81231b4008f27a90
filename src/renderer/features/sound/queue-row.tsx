import { CircleAlert, Volume2 } from "lucide-react";
import { memo } from "react";
import type { SoundItem } from "../../../shared/model/sound.ts";
import { itemErrorWords } from "../../words/sound-errors.ts";
import { formatSeconds } from "../../words/time.ts";
import { useWords } from "../../words/words.ts";
import { itemFacts } from "./sound-words.ts";

export interface RowProps {
  readonly id: string;
  readonly item: SoundItem;
  readonly current: boolean;
  readonly chosen: boolean;
  /** Where what is dragged would go if it were let go now. */
  readonly edge: "before" | "after" | null;
}

/** One item of the queue. Each snapshot brings new objects; most of them say what they said before. */
export const QueueRow = memo(
  Row,
  (before, after) =>
    before.id === after.id &&
    before.current === after.current &&
    before.chosen === after.chosen &&
    before.edge === after.edge &&
    JSON.stringify(before.item) === JSON.stringify(after.item),
);

function Row({ id, item, current, chosen, edge }: RowProps) {
  const words = useWords();
  const facts = itemFacts(item);
  const failure = item.error === null ? null : itemErrorWords(words, item.error);
  return (
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      aria-current={current || undefined}
      className="queue-row"
      data-item={item.id}
      data-edge={edge ?? undefined}
      draggable
    >
      <span className="queue-mark">
        {failure !== null && <CircleAlert aria-hidden="true" className="warn" />}
        {failure === null && current && <Volume2 aria-hidden="true" />}
      </span>
      <span className="row-text">
        <b>
          <bdi>{item.title}</bdi>
        </b>
        {current && <span className="for-ears">{words("sound.queue.now")}</span>}
        {facts !== "" && (
          <span className="quiet">
            <bdi>{facts}</bdi>
          </span>
        )}
        {failure !== null && (
          <span className="row-state">
            {failure.sentence} {failure.advice}
          </span>
        )}
      </span>
      {item.durationS !== null && (
        <span className="quiet queue-length">{formatSeconds(item.durationS)}</span>
      )}
    </div>
  );
}
