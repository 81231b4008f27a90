import type { Words } from "./words.ts";

const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** 1 400 000 000 → "1.4 GB", by thousands as file managers count. */
export function formatBytes(bytes: number, words: Words): string {
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return new Intl.NumberFormat(words.language, {
    style: "unit",
    unit: units[step] ?? "byte",
    maximumFractionDigits: step < 2 ? 0 : 1,
  }).format(bytes / 1000 ** step);
}
