/** The same plain data: numbers, text, bytes, arrays, objects and maps of them. NaN is NaN. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (a instanceof Map || b instanceof Map) {
    return a instanceof Map && b instanceof Map && isSame([...a], [...b]);
  }
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  const left = a as Readonly<Record<string, unknown>>;
  const right = b as Readonly<Record<string, unknown>>;
  return keys.every((key) => key in right && isSame(left[key], right[key]));
}

/** `before` when nothing has changed, so that those who compare by identity stay quiet. */
export function keepSame<T>(before: T | undefined, after: T): T {
  return before !== undefined && isSame(before, after) ? before : after;
}
