import { type Chord, type KeyRow, keyTable, type LetterKeys } from "./table.ts";

/** The parts of a KeyboardEvent that say which key it is. */
export interface KeyStroke {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

const isLetter = (key: string): boolean => /^\p{L}$/u.test(key);
/** "?" needs Shift on one layout and not on another, so Shift says nothing about a printed sign. */
const isSign = (key: string): boolean => key.length === 1 && !isLetter(key) && key !== " ";

function nameOf(chord: Chord): string {
  return [chord.mod && "mod", chord.ctrl && "ctrl", chord.shift && "shift", chord.key]
    .filter(Boolean)
    .join(" ");
}

/** The rows as they hold under a letter scheme: its keys are added, and taken from where they were. */
export function keysFor(letterKeys: LetterKeys): readonly KeyRow[] {
  if (letterKeys === "off") return keyTable;
  const claimed = new Set(
    keyTable.flatMap((row) => row.letters?.[letterKeys] ?? []).map((chord) => nameOf(chord)),
  );
  return keyTable.map((row) => ({
    ...row,
    keys: [
      ...row.keys.filter((chord) => !claimed.has(nameOf(chord))),
      ...(row.letters?.[letterKeys] ?? []),
    ],
  }));
}

/** Looks a stroke up; null when it is nobody's. */
export function createLookup(
  letterKeys: LetterKeys,
  isMac: boolean,
): (stroke: KeyStroke) => KeyRow | null {
  const rows = new Map<string, KeyRow>();
  for (const row of keysFor(letterKeys)) {
    for (const chord of row.keys) rows.set(nameOf(chord), row);
  }
  return (stroke) => {
    if (stroke.altKey) return null;
    const key = isLetter(stroke.key) ? stroke.key.toLowerCase() : stroke.key;
    const shift = stroke.shiftKey && !isSign(key);
    const mod = isMac ? stroke.metaKey : stroke.ctrlKey;
    const plain: Chord = shift ? { key, shift: true } : { key };
    if (stroke.ctrlKey && !stroke.metaKey) {
      const row = rows.get(nameOf({ ...plain, ctrl: true }));
      if (row !== undefined) return row;
    }
    if (mod) return rows.get(nameOf({ ...plain, mod: true })) ?? null;
    if (stroke.ctrlKey || stroke.metaKey) return null;
    return rows.get(nameOf(plain)) ?? null;
  };
}

const signs: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
};

/** A chord as separate key caps. Names of keys are what is printed on them, so they stay as they are. */
export function capsOf(chord: Chord, isMac: boolean): readonly string[] {
  const caps: string[] = [];
  if (chord.mod) caps.push(isMac ? "⌘" : "Ctrl");
  if (chord.ctrl) caps.push("Ctrl");
  if (chord.shift) caps.push("Shift");
  if (chord.key === " ") caps.push("Space");
  else if (chord.key === "Escape") caps.push("Esc");
  else caps.push(signs[chord.key] ?? (isLetter(chord.key) ? chord.key.toUpperCase() : chord.key));
  return caps;
}

/** A chord as `aria-keyshortcuts` spells it: "Shift+H". */
export function ariaShortcut(chord: Chord, isMac: boolean): string {
  const modifiers = [
    chord.mod && (isMac ? "Meta" : "Control"),
    chord.ctrl && "Control",
    chord.shift && "Shift",
  ];
  const name = chord.key === " " ? "Space" : chord.key === "+" ? "Plus" : chord.key;
  return [...modifiers, isLetter(name) ? name.toUpperCase() : name].filter(Boolean).join("+");
}

/** Keys of a multimedia keyboard, which nobody needs to be told about. */
export function isSpecialKey(chord: Chord): boolean {
  return /^(Media|AudioVolume|Browser)/.test(chord.key);
}
