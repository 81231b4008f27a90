/**
 * The address in a text, by `base` if it is a relative one; undefined for what is none. `URL.canParse`
 * would be shorter, but the development runtime's Node (18.15) has none.
 */
export function parseUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}
