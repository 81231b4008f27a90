import type { BoundedFile } from "./bounded-file.ts";
import { ascii, viewOf } from "./bytes.ts";
import { aac, type FileKind, mp3, mpegLayer2 } from "./kinds-table.ts";

export interface SoundFacts {
  readonly kind: FileKind;
  readonly durationS: number | null;
}

/**
 * MP3, AAC with ADTS headers, and what begins with an ID3 tag: these have no magic number but a frame
 * header of 11 or 12 set bits (ISO/IEC 11172-3, 2.4.1.3; 13818-7, 6.2). Undefined: none of them.
 */
export async function mpegAudio(file: BoundedFile): Promise<SoundFacts | undefined> {
  const start = await afterTags(file);
  const head = await file.read(start, 256);
  if (head.length < 4 || head[0] !== 0xff) return undefined;
  const second = head[1] ?? 0;
  if ((second & 0xf6) === 0xf0) return { kind: aac, durationS: null };
  if ((second & 0xe0) !== 0xe0) return undefined;
  const frame = frameOf(head);
  if (!frame) return undefined;
  const kind = frame.layer === 3 ? mp3 : mpegLayer2;
  return { kind, durationS: lengthOf(head, frame) ?? (file.size - start) / frame.bytesASecond };
}

/** Behind ID3v2 tags (id3.org): a size of four times seven bits. */
async function afterTags(file: BoundedFile): Promise<number> {
  let start = 0;
  for (let tags = 0; tags < 4; tags++) {
    const head = await file.read(start, 10);
    if (head.length < 10 || ascii(head, 0, 3) !== "ID3") break;
    const size = head.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
    start += 10 + size;
  }
  return start;
}

interface Frame {
  readonly layer: 1 | 2 | 3;
  readonly isVersion1: boolean;
  readonly isMono: boolean;
  readonly samplesASecond: number;
  readonly bytesASecond: number;
}

// kbit/s by index, of MPEG 1 layer III and II, and of MPEG 2 and 2.5.
const layer3 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const layer2 = [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384];
const lower = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const rates = [44_100, 48_000, 32_000];

function frameOf(head: Uint8Array): Frame | undefined {
  const [, second = 0, third = 0, fourth = 0] = head;
  const version = (second >> 3) & 3; // 3: MPEG 1, 2: MPEG 2, 0: MPEG 2.5
  const layer = ([undefined, 3, 2, 1] as const)[(second >> 1) & 3];
  const rate = rates[(third >> 2) & 3];
  if (version === 1 || layer === undefined || rate === undefined) return undefined;
  const isVersion1 = version === 3;
  const kilobits = (isVersion1 ? (layer === 3 ? layer3 : layer2) : lower)[third >> 4];
  if (!kilobits) return undefined;
  return {
    layer,
    isVersion1,
    isMono: fourth >> 6 === 3,
    samplesASecond: rate / (isVersion1 ? 1 : version === 2 ? 2 : 4),
    bytesASecond: (kilobits * 1000) / 8,
  };
}

/** Seconds by the Xing or Info header, which counts the frames; it stands behind the side information. */
function lengthOf(
  head: Uint8Array,
  { layer, isVersion1, isMono, samplesASecond }: Frame,
): number | undefined {
  const side = isVersion1 ? (isMono ? 17 : 32) : isMono ? 9 : 17;
  const from = 4 + side;
  const mark = ascii(head, from, from + 4);
  if (layer !== 3 || head.length < from + 12 || (mark !== "Xing" && mark !== "Info")) {
    return undefined;
  }
  const view = viewOf(head);
  if ((view.getUint32(from + 4) & 1) === 0) return undefined;
  return (view.getUint32(from + 8) * (isVersion1 ? 1152 : 576)) / samplesASecond;
}
