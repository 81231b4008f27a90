import { capsOf, isSpecialKey, keysFor } from "../../keys/chords.ts";
import type { Chord, KeyGroup, KeyRow } from "../../keys/table.ts";
import { useFacts } from "../../shell.ts";
import { Sheet } from "../../ui/sheet.tsx";
import { useWords } from "../../words/words.ts";

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
            {rows
              .filter((row) => row.group === group)
              .map((row) => (
                <HelpRow key={row.id} row={row} isMac={isMac} />
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

function HelpRow({ row, isMac }: { readonly row: KeyRow; readonly isMac: boolean }) {
  const words = useWords();
  const shown = row.keys.filter((chord) => !isSpecialKey(chord));
  return (
    <div className="help-row">
      <dt>
        {words(row.label)}
        {row.note !== undefined && <span className="quiet"> {words(row.note)}</span>}
      </dt>
      <dd>
        {shown.map((chord) => (
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
