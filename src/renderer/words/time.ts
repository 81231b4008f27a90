import type { Words } from "./words.ts";

const two = (n: number): string => String(n).padStart(2, "0");

/** 9 → "0:09", 75 → "1:15", 3700 → "1:01:40"; parts of a second are dropped. */
export function formatSeconds(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}:${two(whole % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}

/** 3700 → "1 hour, 1 minute, 40 seconds": for ears, in the reader's language. */
export function spokenSeconds(seconds: number, words: Words): string {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [
    [Math.floor(whole / 3600), "hour"],
    [Math.floor(whole / 60) % 60, "minute"],
    [whole % 60, "second"],
  ] as const;
  const said = parts.filter(([count]) => count > 0);
  const list = (said.length === 0 ? [[0, "second"] as const] : said).map(([count, unit]) =>
    spoken(count, unit, words),
  );
  return new Intl.ListFormat(words.language, { type: "unit" }).format(list);
}

/** 120 → "120 milliseconds": for ears, in the reader's language. */
export const spokenMilliseconds = (ms: number, words: Words): string =>
  spoken(ms, "millisecond", words);

function spoken(count: number, unit: string, { language }: Words): string {
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(
    count,
  );
}

/** The time of day as the reader writes it, without seconds. */
export function timeOfDay(wallMs: number, words: Words): string {
  return new Intl.DateTimeFormat(words.language, { hour: "numeric", minute: "2-digit" }).format(
    wallMs,
  );
}
