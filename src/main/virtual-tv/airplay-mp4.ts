/** A part of a file: `length` bytes from `offset`, or fewer where it ends before. */
export type ReadPart = (offset: number, length: number) => Promise<Uint8Array>;

const HEAD_BYTES = 16;
const MAX_BOXES = 64;
const MAX_MOVIE_HEADER = 128;
/** A player does not look for the description of a film beyond this many boxes inside `moov`. */
const MAX_CHILDREN = 32;

interface Box {
  readonly type: string;
  /** Where what is inside begins. */
  readonly inside: number;
  /** Where the next box begins. */
  readonly end: number;
}

/**
 * Seconds that an MP4 or QuickTime file lasts, by its movie header (ISO/IEC 14496-12, 8.2.2); null
 * when it is none, or has none. The header is found wherever it is, at the end of the file too.
 */
export async function durationOfMp4(read: ReadPart, totalBytes: number): Promise<number | null> {
  const first = await boxAt(read, 0, totalBytes);
  if (first?.type !== "ftyp") return null;
  const movie = await findBox(read, "moov", first.end, totalBytes, MAX_BOXES);
  if (movie === null) return null;
  const header = await findBox(read, "mvhd", movie.inside, movie.end, MAX_CHILDREN);
  if (header === null) return null;
  const length = Math.min(MAX_MOVIE_HEADER, header.end - header.inside);
  return secondsOf(await read(header.inside, length));
}

async function findBox(
  read: ReadPart,
  type: string,
  from: number,
  to: number,
  most: number,
): Promise<Box | null> {
  let at = from;
  for (let count = 0; count < most; count++) {
    const box = await boxAt(read, at, to);
    if (box === null || box.type === type) return box;
    at = box.end;
  }
  return null;
}

async function boxAt(read: ReadPart, at: number, end: number): Promise<Box | null> {
  if (at + 8 > end) return null;
  const head = await read(at, Math.min(HEAD_BYTES, end - at));
  if (head.length < 8) return null;
  const view = viewOf(head);
  const type = String.fromCharCode(...head.subarray(4, 8));
  const small = view.getUint32(0);
  // 1: the length follows in 64 bits; 0: the box goes on to the end of the file.
  const wide = small === 1;
  if (wide && head.length < 16) return null;
  const length = wide ? Number(view.getBigUint64(8)) : small === 0 ? end - at : small;
  const headLength = wide ? 16 : 8;
  if (length < headLength || at + length > end) return null;
  return { type, inside: at + headLength, end: at + length };
}

function secondsOf(header: Uint8Array): number | null {
  const wide = header[0] === 1;
  if (header.length < (wide ? 32 : 20)) return null;
  const view = viewOf(header);
  const scale = view.getUint32(wide ? 20 : 12);
  const length = wide ? Number(view.getBigUint64(24)) : view.getUint32(16);
  return scale === 0 ? null : length / scale;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
