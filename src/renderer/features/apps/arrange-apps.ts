import type { AppEntry } from "../../../shared/model/session.ts";

/** Lower case without accents, so that "café" is found by "cafe". */
const plain = (text: string): string =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();

/**
 * The apps that a search finds, best first: pinned before others, names that begin with the search
 * before names that contain it, then by name. An empty search finds all.
 */
export function arrangeApps(
  apps: readonly AppEntry[],
  pinned: readonly string[],
  query: string,
): readonly AppEntry[] {
  const wanted = plain(query.trim());
  const rank = (app: AppEntry): number => {
    const pin = pinned.indexOf(app.id);
    const begins = plain(app.name).startsWith(wanted) ? 0 : 1000;
    return begins + (pin === -1 ? pinned.length : pin);
  };
  return apps
    .filter((app) => plain(app.name).includes(wanted))
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

/** One of the twelve tints of a tile; the same for an app everywhere. */
export function tintOf(id: string): number {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return sum % 12;
}

/** The letters that stand for an app that has no picture: "Prime Video" is PV. */
export function initialsOf(name: string): string {
  const [first = "", second] = name.split(/[\s+\-_.]+/u).filter((part) => part !== "");
  const head = [...first][0] ?? "";
  const tail = second === undefined ? "" : ([...second][0] ?? "");
  return (head + tail).toLocaleUpperCase();
}

/** A link that an app on the TV opens, such as "https://…" or "com.apple.tv://…". */
export const isLink = (text: string): boolean => /^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(text.trim());
