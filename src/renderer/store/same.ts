/**
 * `next`, of which every part that says the same as in `before` is the very object that was there: who
 * compares by reference sees only what changed. For plain data, which is all that crosses the bridge.
 */
export function keepSame<T>(before: unknown, next: T): T {
  return kept(before, next) as T;
}

function kept(before: unknown, next: unknown): unknown {
  if (Object.is(before, next)) return before;
  if (Array.isArray(next)) {
    if (!Array.isArray(before)) return next;
    const members = next.map((member, at) => kept(before[at], member));
    const same = before.length === members.length && members.every((one, at) => one === before[at]);
    return same ? before : members;
  }
  if (!isRecord(before) || !isRecord(next)) return next;
  const members = Object.entries(next).map(
    ([key, value]) => [key, kept(before[key], value)] as const,
  );
  const same =
    Object.keys(before).length === members.length &&
    members.every(([key, value]) => key in before && before[key] === value);
  return same ? before : Object.fromEntries(members);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
