/**
 * A D-Bus value. Arrays, structs and dictionary entries are lists; a dictionary is a list of pairs.
 * `x` and `t` are bigint, every other number is a number.
 */
export type DbusValue = boolean | number | bigint | string | readonly DbusValue[] | DbusVariant;

/** A value that brings its type along; the signature is one complete type. */
export interface DbusVariant {
  readonly signature: string;
  readonly value: DbusValue;
}

export function variant(signature: string, value: DbusValue): DbusVariant {
  return { signature, value };
}

export function isList(value: DbusValue | undefined): value is readonly DbusValue[] {
  return Array.isArray(value);
}

export function isVariant(value: DbusValue | undefined): value is DbusVariant {
  return typeof value === "object" && !isList(value);
}

/** Two values of one type that mean the same. */
export function sameValue(a: DbusValue, b: DbusValue): boolean {
  return asText(a) === asText(b);
}

const asText = (value: DbusValue) =>
  JSON.stringify(value, (_key, part: unknown) => (typeof part === "bigint" ? `${part}n` : part));
