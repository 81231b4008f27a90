/** These bytes as ASCII; each byte one character. */
export const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

export const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export function join(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** An MP4 box of the short form: size, type, and these bytes. */
export function box(type: string, parts: readonly Uint8Array[]): Uint8Array {
  const head = new Uint8Array(8);
  const whole = join([head, ...parts]);
  viewOf(whole).setUint32(0, whole.length);
  for (let index = 0; index < 4; index++) whole[4 + index] = type.charCodeAt(index);
  return whole;
}
