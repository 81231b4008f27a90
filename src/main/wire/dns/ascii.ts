/**
 * Bytes to text, a character each: ASCII as it is, and no two byte strings to the same text. Faster
 * than a TextDecoder for the few bytes that labels and TXT strings have.
 */
export function byteText(bytes: Uint8Array, start = 0, end = bytes.length): string {
  let text = "";
  for (let at = start; at < end; at += 1) text += String.fromCharCode(bytes[at] ?? 0);
  return text;
}

export function isAscii(bytes: Uint8Array, start = 0, end = bytes.length): boolean {
  for (let at = start; at < end; at += 1) if ((bytes[at] ?? 0) >= 0x80) return false;
  return true;
}
