import { decodeTxt, txtText } from "../wire/dns/txt.ts";
import type { TxtRecord } from "./plugin.ts";

/** A TXT record from its entries by lower-case key. */
export function txtRecord(entries: ReadonlyMap<string, Uint8Array | true>): TxtRecord {
  const texts = new Map<string, string | undefined>();
  return {
    entries,
    text(key) {
      const lower = key.toLowerCase();
      if (!texts.has(lower)) {
        const value = entries.get(lower);
        texts.set(lower, value === undefined ? undefined : txtText(value));
      }
      return texts.get(lower);
    },
  };
}

/** A TXT record from the strings of one or more DNS records; a later one overlays (SC-21). */
export function txtFromStrings(...records: readonly (readonly Uint8Array[])[]): TxtRecord {
  return txtRecord(new Map(records.flatMap((strings) => [...decodeTxt(strings)])));
}

export const emptyTxt: TxtRecord = txtRecord(new Map());

/** The text of a key that means something: undefined when absent, valueless or empty (E15). */
export function filled(txt: TxtRecord, key: string): string | undefined {
  return txt.text(key) || undefined;
}

/** A number in hex, with or without 0x; undefined when it is none. */
export function hexNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^(0x)?[\da-f]{1,8}$/i.test(text)
    ? Number.parseInt(text, 16)
    : undefined;
}
