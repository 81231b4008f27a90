import { useState } from "react";
import { Sheet } from "../../ui/sheet.tsx";
import { type Fill, useWords, type WordKey } from "../../words/words.ts";

interface ChecklistProps {
  readonly link: WordKey;
  readonly title: WordKey;
  readonly points: readonly WordKey[];
  /** For the places in all of them. */
  readonly fill?: Fill;
}

/** A link that opens what to check, in the order in which it usually helps. */
export function Checklist({ link, title, points, fill = {} }: ChecklistProps) {
  const words = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="button link"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {words(link)}
      </button>
      {open && (
        <Sheet title={words(title, fill)} size="fit" onClose={() => setOpen(false)}>
          <ol className="checklist">
            {points.map((point) => (
              <li key={point}>{words(point, fill)}</li>
            ))}
          </ol>
        </Sheet>
      )}
    </>
  );
}

export function NotListed() {
  return (
    <Checklist
      link="notListed.link"
      title="notListed.title"
      points={[
        "notListed.awake",
        "notListed.network",
        "notListed.access",
        "notListed.firewall",
        "notListed.address",
        "notListed.restart",
      ]}
    />
  );
}

export function NoCode() {
  return (
    <Checklist
      link="noCode.link"
      title="noCode.title"
      points={[
        "noCode.awake",
        "noCode.access",
        "noCode.restrictions",
        "noCode.room",
        "noCode.restart",
      ]}
    />
  );
}
