/**
 * One form for the spellings of an identifier: `CC:D2:81:7C:45:EA` and `CCD2817C45EA` are the same
 * device, and UUIDs compare without case. For comparing only; show and keep what was announced.
 */
export function identifierKey(identifier: string): string {
  const plain = identifier.trim().toUpperCase();
  return isMacAddress(plain) ? plain.replace(/[:-]/g, "") : plain;
}

/** Forty-eight bits in hex, with or without separators; the multicast bit may be set (E22). */
function isMacAddress(text: string): boolean {
  return /^[\da-f]{2}(?:([:-]?)[\da-f]{2})(?:\1[\da-f]{2}){4}$/i.test(text);
}

/**
 * `AA:BB:CC:DD:EE:FF`, or undefined when the text is no MAC address, or that of nobody: all zeros is
 * what a receiver says that found none of its own (seen with shairport-sync 5).
 */
export function formatMac(text: string | undefined): string | undefined {
  if (text === undefined || !isMacAddress(text) || !/[^0:-]/.test(text)) return undefined;
  const digits = text.replace(/[:-]/g, "").toUpperCase();
  return digits.replace(/(..)(?!$)/g, "$1:");
}

/** Identifiers without those that say nothing: absent, empty (E15), all zeros, and repetitions. */
export function usableIdentifiers(candidates: readonly (string | undefined)[]): string[] {
  const usable = candidates.filter((id) => id !== undefined && /[^0:\-\s]/.test(id));
  return [...new Set(usable as string[])];
}
