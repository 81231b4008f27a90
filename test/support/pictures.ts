/** First bytes of pictures: enough to be told apart, nothing to look at. `salt` makes another one. */
export function pngOf(width: number, height: number, salt = 0): Uint8Array {
  const bytes = new Uint8Array(64);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const numbers = new DataView(bytes.buffer);
  numbers.setUint32(16, width);
  numbers.setUint32(20, height);
  bytes[40] = salt;
  return bytes;
}

/** With an application segment before the frame, as cameras and phones write it. */
export function jpegOf(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(64);
  bytes.set([0xff, 0xd8, 0xff, 0xe0, 0, 16]);
  bytes.set([0xff, 0xc2, 0, 17, 8], 20);
  const numbers = new DataView(bytes.buffer);
  numbers.setUint16(25, height);
  numbers.setUint16(27, width);
  return bytes;
}

export function gifOf(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(32);
  bytes.set(Buffer.from("GIF89a"));
  const numbers = new DataView(bytes.buffer);
  numbers.setUint16(6, width, true);
  numbers.setUint16(8, height, true);
  return bytes;
}

export function webpOf(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(32);
  bytes.set(Buffer.from("RIFF\0\0\0\0WEBPVP8X"));
  const numbers = new DataView(bytes.buffer);
  numbers.setUint16(24, width - 1, true);
  numbers.setUint16(27, height - 1, true);
  return bytes;
}
