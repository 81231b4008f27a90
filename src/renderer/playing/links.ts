/** The longest address that the contract takes. */
const LONGEST = 8000;

/** The address in a text that is one; null for any other text. Only what a device can fetch. */
export function linkOf(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST || !/^https?:\/\/\S+$/i.test(trimmed)) return null;
  try {
    return new URL(trimmed).href;
  } catch {
    return null;
  }
}

/** "film.mp4 · example.org": what a person calls an address. */
export function linkTitle(url: string): string {
  const { pathname, host } = new URL(url);
  const last = pathname
    .split("/")
    .filter((part) => part !== "")
    .at(-1);
  return last === undefined ? host : `${readable(last)} · ${host}`;
}

function readable(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // No encoding that anybody knows.
  }
}
