/** A reference into the object list of a keyed archive (CF$UID). */
export class PlistUid {
  readonly index: number;

  constructor(index: number) {
    this.index = index;
  }
}

/** A real even when it is whole. */
export class PlistReal {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** Seconds since 2001-01-01T00:00:00Z. */
export class PlistDate {
  readonly seconds: number;

  constructor(seconds: number) {
    this.seconds = seconds;
  }
}

/** Decoding always yields a Map; either form may be encoded. */
export type PlistDict = ReadonlyMap<string, PlistValue>;
export interface PlistRecord {
  readonly [key: string]: PlistValue;
}
export type PlistScalar =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PlistUid
  | PlistReal
  | PlistDate;
export type PlistValue = PlistScalar | readonly PlistValue[] | PlistDict | PlistRecord;

export function plistDict(value: PlistValue | undefined): PlistDict | undefined {
  return value instanceof Map ? value : undefined;
}

export function isPlistScalar(value: PlistValue): value is PlistScalar {
  return (
    typeof value !== "object" ||
    value === null ||
    value instanceof Uint8Array ||
    value instanceof PlistUid ||
    value instanceof PlistReal ||
    value instanceof PlistDate
  );
}
