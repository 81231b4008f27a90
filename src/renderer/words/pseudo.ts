import type { Catalogue, WordKey } from "./words.ts";

const accented: Readonly<Record<string, string>> = {
  a: "á",
  e: "é",
  i: "í",
  o: "ó",
  u: "ú",
  A: "Á",
  E: "É",
  O: "Ó",
  c: "ç",
  n: "ñ",
};

/**
 * A language that nobody speaks: brackets show where a text begins and ends, accents that it came
 * from the catalogue, and a third more length what a longer language would do to the layout.
 */
export function pseudo(catalogue: Catalogue): Catalogue {
  const entries = Object.entries(catalogue).map(([key, text]) => {
    const strange = text
      .split(/(\{\w+\})/)
      .map((part) =>
        part.startsWith("{") ? part : part.replace(/[aeiouAEOcn]/g, (c) => accented[c] ?? c),
      )
      .join("");
    const padding = "·".repeat(Math.ceil(text.length / 3));
    return [key, `⟦${strange}${padding}⟧`] as const;
  });
  return Object.fromEntries(entries) as Record<WordKey, string>;
}
