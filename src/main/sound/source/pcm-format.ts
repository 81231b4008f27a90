import { RemoteError } from "../../../shared/errors.ts";
import type { Samples } from "./decoder.ts";
import { CHANNELS, SAMPLE_RATE } from "./source.ts";

/** How samples lie in the bytes of an uncompressed file. */
export interface PcmFormat {
  readonly rate: number;
  readonly channels: number;
  /** Of one sample of one channel: 1 to 4, or 8. */
  readonly bytes: number;
  readonly kind: "unsigned" | "signed" | "float";
  readonly isLittle: boolean;
}

/** Refuses what no file that sounds says: `malformed`. */
export function checkedFormat(format: PcmFormat): PcmFormat {
  const { rate, channels, bytes, kind } = format;
  const fits = kind === "float" ? bytes === 4 || bytes === 8 : bytes >= 1 && bytes <= 4;
  if (!fits || channels < 1 || channels > 32 || !(rate >= 1000 && rate <= 768_000)) {
    throw new RemoteError("malformed", "the header of the file makes no sense");
  }
  return format;
}

/** Nothing needs to be reckoned: these are the samples that are sent. */
export function isAsSent({ rate, channels, bytes, kind, isLittle }: PcmFormat): boolean {
  return (
    rate === SAMPLE_RATE && channels === CHANNELS && bytes === 2 && kind === "signed" && isLittle
  );
}

const isLittleMachine = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Copied: the bytes are valid for now only, and may begin at an odd place. */
export function littleEndian(bytes: Uint8Array): Int16Array {
  const samples = new Int16Array(bytes.length / 2);
  if (isLittleMachine) {
    new Uint8Array(samples.buffer).set(bytes);
    return samples;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return samples.map((_, index) => view.getInt16(index * 2, true));
}

/** Whole frames of these bytes. 16 and 24 bits are exact in a float of 32. */
export function samplesOf(bytes: Uint8Array, format: PcmFormat): Samples {
  const step = format.bytes * format.channels;
  const frames = Math.floor(bytes.length / step);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = sampleReader(view, format);
  const channels: Float32Array[] = [];
  for (let channel = 0; channel < format.channels; channel++) {
    const samples = new Float32Array(frames);
    let at = channel * format.bytes;
    for (let frame = 0; frame < frames; frame++, at += step) samples[frame] = read(at);
    channels.push(samples);
  }
  return { rate: format.rate, channels };
}

function sampleReader(view: DataView, { kind, bytes, isLittle }: PcmFormat) {
  if (kind === "float") {
    return bytes === 4
      ? (at: number) => view.getFloat32(at, isLittle)
      : (at: number) => view.getFloat64(at, isLittle);
  }
  if (kind === "unsigned" && bytes === 1) return (at: number) => (view.getUint8(at) - 128) / 128;
  switch (bytes) {
    case 1:
      return (at: number) => view.getInt8(at) / 128;
    case 2:
      return (at: number) => view.getInt16(at, isLittle) / 32_768;
    case 3:
      return isLittle
        ? (at: number) => (view.getInt8(at + 2) * 65_536 + view.getUint16(at, true)) / 8_388_608
        : (at: number) => (view.getInt16(at) * 256 + view.getUint8(at + 2)) / 8_388_608;
    default:
      return (at: number) => view.getInt32(at, isLittle) / 2_147_483_648;
  }
}
