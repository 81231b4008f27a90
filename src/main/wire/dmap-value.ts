/**
 * Digital Media Access Protocol (iTunes, Apple TV 1 to 3): four characters, a length of four bytes,
 * the data; containers hold more of them (docs/protocols/dmap.md#messages).
 *
 * A number is a `bigint` when it was sent in 7 or 8 bytes. Tags of no known kind keep their bytes,
 * and so do numbers and flags of a length that none has.
 */
export type DmapValue = number | bigint | boolean | string | Uint8Array | readonly DmapItem[];
/** The order is the sender's, and the same tag may come again. */
export type DmapItem = readonly [tag: string, value: DmapValue];

/** The first value at a path of tags; undefined when one of them is missing. */
export function dmapValue(
  items: readonly DmapItem[],
  ...path: readonly string[]
): DmapValue | undefined {
  const [tag, ...rest] = path;
  const value = items.find(([name]) => name === tag)?.[1];
  if (rest.length === 0) return value;
  return isItems(value) ? dmapValue(value, ...rest) : undefined;
}

/** The items of the first container at a path. */
export function dmapItems(
  items: readonly DmapItem[],
  ...path: readonly string[]
): readonly DmapItem[] | undefined {
  const value = dmapValue(items, ...path);
  return isItems(value) ? value : undefined;
}

export function dmapText(
  items: readonly DmapItem[],
  ...path: readonly string[]
): string | undefined {
  const value = dmapValue(items, ...path);
  return typeof value === "string" ? value : undefined;
}

/** A number however wide; undefined beyond 2^53. */
export function dmapNumber(
  items: readonly DmapItem[],
  ...path: readonly string[]
): number | undefined {
  const value = dmapValue(items, ...path);
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value !== "number" && typeof value !== "bigint") return undefined;
  return value <= Number.MAX_SAFE_INTEGER ? Number(value) : undefined;
}

function isItems(value: DmapValue | undefined): value is readonly DmapItem[] {
  return typeof value === "object" && !(value instanceof Uint8Array);
}
