import { capsOf, isSpecialKey, keysFor } from "../../keys/chords.ts";
import type { Chord, KeyGroup, KeyRow } from "../../keys/table.ts";
import { useFacts } from "../../shell.ts";
import { Sheet } from "../../ui/sheet.tsx";
import { useWords, type WordKey } from "../../words/words.ts";

const groups: readonly KeyGroup[] = ["move", "play", "open"];

/** The key table, as it is obeyed. */
export function HelpSheet({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const letterKeys = useFacts((facts) => facts.settings?.preferences.letterKeys ?? "off");
  const isMac = useFacts((facts) => facts.app?.platform === "darwin");
  const rows = keysFor(letterKeys).filter((row) => !row.keys.every(isSpecialKey));
  return (
    <Sheet title={words("help.title")} onClose={onClose}>
      {groups.map((group) => (
        <section key={group} className="help-group" aria-label={words(`help.${group}`)}>
          <h3>{words(`help.${group}`)}</h3>
          <dl className="help-list">
            {linesOf(rows.filter((row) => row.group === group)).map((line) => (
              <HelpLine key={line.label} line={line} isMac={isMac} />
            ))}
          </dl>
        </section>
      ))}
      <section className="help-group" aria-label={words("help.mouse")}>
        <h3>{words("help.mouse")}</h3>
        <p>{words("help.mouse.disc")}</p>
        <p>{words("help.mouse.hold")}</p>
      </section>
    </Sheet>
  );
}

interface Line {
  readonly label: WordKey;
  readonly note: WordKey | null;
  readonly chords: readonly Chord[];
}

/** Rows of a family share a line; every other row has its own. */
function linesOf(rows: readonly KeyRow[]): readonly Line[] {
  const lines = new Map<WordKey, Line>();
  for (const row of rows) {
    const label = row.family ?? row.label;
    const before = lines.get(label)?.chords ?? [];
    const chords = [...before, ...row.keys.filter((chord) => !isSpecialKey(chord))];
    lines.set(label, { label, note: row.note ?? null, chords });
  }
  return [...lines.values()];
}

function HelpLine({ line, isMac }: { readonly line: Line; readonly isMac: boolean }) {
  const words = useWords();
  const shifted = line.chords.length > 1 && line.chords.every((chord) => chord.shift === true);
  const chords = shifted ? line.chords.map(({ key }) => ({ key })) : line.chords;
  return (
    <div className="help-row">
      <dt>
        {words(line.label)}
        {line.note !== null && <span className="quiet help-note">{words(line.note)}</span>}
      </dt>
      <dd>
        {shifted && <kbd>Shift</kbd>}
        {chords.map((chord) => (
          <Caps key={capsOf(chord, isMac).join("+")} chord={chord} isMac={isMac} />
        ))}
      </dd>
    </div>
  );
}

function Caps({ chord, isMac }: { readonly chord: Chord; readonly isMac: boolean }) {
  return (
    <span className="caps">
      {capsOf(chord, isMac).map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </span>
  );
}
