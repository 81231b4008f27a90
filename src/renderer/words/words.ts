import { createContext, useContext } from "react";
import { en } from "./en.ts";

export type WordKey = keyof typeof en;
/** Every language has every key; a missing one is a compile error in its file. */
export type Catalogue = Readonly<Record<WordKey, string>>;
export type Fill = Readonly<Record<string, string | number>>;

export interface Words {
  /** BCP 47. */
  readonly language: string;
  readonly direction: "ltr" | "rtl";
  /** The words for a key with its `{places}` filled. */
  (key: WordKey, fill?: Fill): string;
}

/** Languages that there are, by BCP 47 primary tag. */
const catalogues: Readonly<Record<string, Catalogue>> = { en };

const rightToLeft = new Set(["ar", "fa", "he", "ur"]);

export function createWords(language: string, catalogue: Catalogue): Words {
  const words = (key: WordKey, fill: Fill = {}): string =>
    catalogue[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(fill[name] ?? whole));
  const primary = language.split("-")[0] ?? language;
  return Object.assign(words, {
    language,
    direction: rightToLeft.has(primary) ? ("rtl" as const) : ("ltr" as const),
  });
}

/** The first of the reader's languages that there is a catalogue for, else English. */
export function pickWords(languages: readonly string[]): Words {
  for (const language of languages) {
    const catalogue = catalogues[language.split("-")[0] ?? ""];
    if (catalogue !== undefined) return createWords(language, catalogue);
  }
  return createWords("en", en);
}

export const WordsContext = createContext<Words>(createWords("en", en));

export function useWords(): Words {
  return useContext(WordsContext);
}
