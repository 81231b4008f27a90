import { type PlistRecord, type PlistValue, plistDict } from "../../../wire/bplist.ts";

const TIMESCALE = 1000;
const VALID = 1;
/** Infinite in either direction, or indefinite, as the length of live television is. */
const NOT_A_TIME = 0x1c;

/** A moment as Apple's players write it: a whole number of parts of a second. */
export function cmTime(seconds: number): PlistRecord {
  return { value: Math.round(seconds * TIMESCALE), timescale: TIMESCALE, flags: VALID, epoch: 0 };
}

/** Seconds of a moment, which may also be a plain number; undefined when it is none. */
export function secondsOf(value: PlistValue | undefined): number | undefined {
  if (typeof value === "number") return finite(value);
  const time = plistDict(value);
  if (time === undefined) return undefined;
  const [flags, timescale, parts] = ["flags", "timescale", "value"].map((key) => {
    const part = time.get(key);
    return typeof part === "number" || typeof part === "bigint" ? Number(part) : Number.NaN;
  });
  if (flags === undefined || timescale === undefined || parts === undefined) return undefined;
  if ((flags & VALID) === 0 || (flags & NOT_A_TIME) !== 0 || !(timescale > 0)) return undefined;
  return finite(parts / timescale);
}

function finite(seconds: number): number | undefined {
  return Number.isFinite(seconds) ? seconds : undefined;
}
