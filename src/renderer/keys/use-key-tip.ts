import { useFacts } from "../shell.ts";
import { ariaShortcut, capsOf, isSpecialKey, keysFor } from "./chords.ts";
import type { Chord } from "./table.ts";

function useChordOf(): (rowId: string) => Chord | undefined {
  const letterKeys = useFacts((facts) => facts.settings?.preferences.letterKeys ?? "off");
  return (rowId) => {
    const row = keysFor(letterKeys).find(({ id }) => id === rowId);
    return row?.keys.find((candidate) => !isSpecialKey(candidate));
  };
}

/** Adds the key of a row to a label: "Apps (A)". */
export function useKeyTip(): (label: string, rowId: string) => string {
  const chordOf = useChordOf();
  const isMac = useFacts((facts) => facts.app?.platform === "darwin");
  return (label, rowId) => {
    const chord = chordOf(rowId);
    return chord === undefined ? label : `${label} (${capsOf(chord, isMac).join(" ")})`;
  };
}

export interface KeyHint {
  /** What the cap on the control says while Alt is down. */
  readonly "data-key"?: string;
  readonly "aria-keyshortcuts"?: string;
}

/** The key of a row, for the eyes while Alt is down and for the ears always. */
export function useKeyHint(): (rowId: string) => KeyHint {
  const chordOf = useChordOf();
  const isMac = useFacts((facts) => facts.app?.platform === "darwin");
  return (rowId) => {
    const chord = chordOf(rowId);
    if (chord === undefined) return {};
    return {
      "data-key": capsOf(chord, isMac).join(" "),
      "aria-keyshortcuts": ariaShortcut(chord, isMac),
    };
  };
}
