import type { BoundedFile } from "./bounded-file.ts";
import { ascii, viewOf } from "./bytes.ts";

/** Seconds of a WAV, AIFF or FLAC file by its header; null: it does not tell. */
export async function soundLength(file: BoundedFile, name: string): Promise<number | null> {
  const seconds =
    name === "WAV"
      ? await waveLength(file)
      : name === "AIFF"
        ? await aiffLength(file)
        : name === "FLAC"
          ? await flacLength(file)
          : null;
  return seconds !== null && Number.isFinite(seconds) && seconds > 0 ? seconds : null;
}

/** The first chunks of a RIFF or IFF file: a type, a size, and bytes up to an even position. */
const MOST_CHUNKS = 64;

async function findChunk(
  file: BoundedFile,
  wanted: string,
  isLittle: boolean,
): Promise<{ readonly start: number; readonly size: number } | undefined> {
  let position = 12;
  for (let chunks = 0; chunks < MOST_CHUNKS; chunks++) {
    const head = await file.read(position, 8);
    if (head.length < 8) return undefined;
    const size = viewOf(head).getUint32(4, isLittle);
    if (ascii(head, 0, 4) === wanted) return { start: position + 8, size };
    position += 8 + size + (size % 2);
  }
  return undefined;
}

async function waveLength(file: BoundedFile): Promise<number | null> {
  const format = await findChunk(file, "fmt ", true);
  const samples = await findChunk(file, "data", true);
  if (!format || !samples) return null;
  const fields = await file.read(format.start, 16);
  if (fields.length < 16) return null;
  // Whoever writes to a pipe does not know the size, and says nearly 4 GiB.
  return Math.min(samples.size, file.size - samples.start) / viewOf(fields).getUint32(8, true);
}

async function aiffLength(file: BoundedFile): Promise<number | null> {
  const common = await findChunk(file, "COMM", false);
  if (!common) return null;
  const fields = await file.read(common.start, 18);
  if (fields.length < 18) return null;
  const view = viewOf(fields);
  // The rate is an IEEE 754 number of 80 bits.
  const exponent = (view.getUint16(8) & 0x7fff) - 16_383 - 63;
  return view.getUint32(2) / (Number(view.getBigUint64(10)) * 2 ** exponent);
}

/** RFC 9639, 8.2: 20 bits of rate, 36 bits of samples. */
async function flacLength(file: BoundedFile): Promise<number | null> {
  const fields = await file.read(8, 18);
  if (fields.length < 18) return null;
  const bits = viewOf(fields).getBigUint64(10);
  return Number(bits & 0xf_ffff_ffffn) / Number(bits >> 44n);
}
