import { useFacts } from "../shell.ts";
import { capsOf, isSpecialKey, keysFor } from "./chords.ts";

/** Adds the key of a row to a label: "Apps (A)". */
export function useKeyTip(): (label: string, rowId: string) => string {
  const letterKeys = useFacts((facts) => facts.settings?.preferences.letterKeys ?? "off");
  const isMac = useFacts((facts) => facts.app?.platform === "darwin");
  return (label, rowId) => {
    const row = keysFor(letterKeys).find(({ id }) => id === rowId);
    const chord = row?.keys.find((candidate) => !isSpecialKey(candidate));
    return chord === undefined ? label : `${label} (${capsOf(chord, isMac).join(" ")})`;
  };
}
