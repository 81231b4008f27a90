import type { ByteWindow } from "./byte-window.ts";
import { nextOggPage } from "./ogg-pages.ts";

/** Larger than any page. */
const TAIL = 70_000;

export interface FoundPage {
  readonly byte: number;
  readonly granule: number;
}

/** The count at the end of the stream; null: its last pages do not tell. Moves the window. */
export async function lastGranule(
  bytes: ByteWindow,
  serial: number,
  start: number,
  signal: AbortSignal,
): Promise<number | null> {
  bytes.seek(Math.max(start, (bytes.size ?? 0) - TAIL));
  let last: number | null = null;
  try {
    for (
      let page = await nextOggPage(bytes, signal);
      page;
      page = await nextOggPage(bytes, signal)
    ) {
      if (page.serial === serial) last = page.granule ?? last;
    }
  } catch (error) {
    // A cut last page is met again when it is played; here what it would have said is just missing.
    if (signal.aborted) throw error;
  }
  return last;
}

/** The last page that ends at or before `target`; null: none after `after` does. Moves the window. */
export async function pageBefore(
  bytes: ByteWindow,
  serial: number,
  { after, target }: { readonly after: number; readonly target: number },
  signal: AbortSignal,
): Promise<FoundPage | null> {
  let low: FoundPage | null = null;
  let from = after;
  let high = bytes.size ?? after;
  while (high - from > TAIL) {
    const middle = Math.floor((from + high) / 2);
    const found = await firstPage(bytes, serial, middle, high, signal);
    if (found && found.granule <= target) {
      low = found;
      from = found.byte + 1;
    } else {
      high = middle;
    }
  }
  for (;;) {
    const found = await firstPage(bytes, serial, from, high + TAIL, signal);
    if (!found || found.granule > target) return low;
    low = found;
    from = found.byte + 1;
  }
}

/** The first page between two places that says where it ends. */
async function firstPage(
  bytes: ByteWindow,
  serial: number,
  from: number,
  to: number,
  signal: AbortSignal,
): Promise<FoundPage | null> {
  bytes.seek(from);
  while (bytes.position < to) {
    const byte = await startOfPage(bytes, signal);
    const page = byte === null ? null : await nextOggPage(bytes, signal).catch(() => null);
    signal.throwIfAborted();
    if (!page || byte === null) return null;
    if (page.serial === serial && page.granule !== null) return { byte, granule: page.granule };
  }
  return null;
}

/** Goes to the next mark of a page. */
async function startOfPage(bytes: ByteWindow, signal: AbortSignal): Promise<number | null> {
  for (;;) {
    const seen = await bytes.peek(64, signal);
    if (seen.length < 27) return null;
    const at = Buffer.from(seen.buffer, seen.byteOffset, seen.length).indexOf("OggS");
    if (at >= 0) {
      bytes.drop(at);
      return bytes.position;
    }
    bytes.drop(Math.max(1, seen.length - 3));
  }
}
