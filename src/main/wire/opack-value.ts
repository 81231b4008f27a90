/** An IEEE float even when it is whole: `new OpackFloat(1000)` is 1000.0 on the wire. */
export class OpackFloat {
  readonly value: number;
  readonly size: 4 | 8;

  constructor(value: number, size: 4 | 8 = 8) {
    this.value = value;
    this.size = size;
  }
}

/** An unsigned integer with a width of its own, for when a peer's bytes must be sent again unchanged. */
export class OpackInt {
  readonly value: number | bigint;
  readonly size: 1 | 2 | 4 | 8;

  constructor(value: number | bigint, size: 1 | 2 | 4 | 8) {
    this.value = value;
    this.size = size;
  }
}

/** 16 bytes, apart from data of the same length. */
export class OpackUuid {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }
}

/** An absolute time, kept as its eight bytes: no implementation that we know of interprets them. */
export class OpackDate {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }
}

/** A tag whose length is known but not its meaning. */
export class OpackUnknown {
  readonly tag: number;
  readonly bytes: Uint8Array;

  constructor(tag: number, bytes: Uint8Array) {
    this.tag = tag;
    this.bytes = bytes;
  }
}

export type OpackScalar =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | OpackFloat
  | OpackInt
  | OpackUuid
  | OpackDate
  | OpackUnknown;

/** Decoding always yields a Map, which keeps order and cannot be confused by a key like `__proto__`. */
export type OpackDict = ReadonlyMap<OpackScalar, OpackValue>;

/** The convenient form to write a dictionary in; order is the order of its keys. */
export interface OpackRecord {
  readonly [key: string]: OpackValue;
}

export type OpackValue = OpackScalar | readonly OpackValue[] | OpackDict | OpackRecord;

/** The dictionary, or undefined when the value is something else. */
export function opackDict(value: OpackValue | undefined): OpackDict | undefined {
  return value instanceof Map ? value : undefined;
}

export function opackText(value: OpackValue | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

export function opackBytes(value: OpackValue | undefined): Uint8Array | undefined {
  return value instanceof Uint8Array ? value : undefined;
}

/** Any of the number types, as far as a double holds it. */
export function opackNumber(value: OpackValue | undefined): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value === "bigint") return Number(value);
  if (value instanceof OpackFloat) return value.value;
  return value instanceof OpackInt ? Number(value.value) : undefined;
}

/** Whole numbers only, exact to 64 bits. */
export function opackBigInt(value: OpackValue | undefined): bigint | undefined {
  if (typeof value === "bigint") return value;
  if (typeof value === "number") return Number.isInteger(value) ? BigInt(value) : undefined;
  return value instanceof OpackInt ? BigInt(value.value) : undefined;
}
