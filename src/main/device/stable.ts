/**
 * `next`, or `before` when it says the same: equal by reference, or a list or plain object whose
 * members are. Whoever compares by reference afterwards sees only real changes.
 */
export function stable<T>(before: T, next: T): T {
  if (Object.is(before, next)) return before;
  if (!isComposite(before) || !isComposite(next)) return next;
  const [old, fresh] = [Object.entries(before), Object.entries(next)];
  if (old.length !== fresh.length || Array.isArray(before) !== Array.isArray(next)) return next;
  const known = before as Readonly<Record<string, unknown>>;
  return fresh.every(([name, value]) => Object.is(known[name], value)) ? before : next;
}

/** As `stable`, for each member of it. */
export function stableMembers<T extends object>(before: T, next: T): T {
  const members = Object.entries(next).map(([name, value]) => [
    name,
    stable((before as Readonly<Record<string, unknown>>)[name], value),
  ]);
  return stable(before, Object.fromEntries(members) as T);
}

const isComposite = (value: unknown): value is object =>
  typeof value === "object" && value !== null;
