import { RemoteError } from "../../../shared/errors.ts";
import { Reader } from "../../wire/reader.ts";
import type { ByteWindow } from "./byte-window.ts";
import type { Decoder } from "./decoder.ts";
import { PcmDecoder } from "./pcm-decoder.ts";
import { checkedFormat, type PcmFormat } from "./pcm-format.ts";

const MOST_CHUNKS = 1000;
/** Whoever writes to a pipe does not know the size: all ones, nearly all ones, or nothing. */
const NO_SIZE = 0xffff_0000;

const asciiOf = (bytes: Uint8Array) => String.fromCharCode(...bytes);

/**
 * A WAV file from its first byte (RIFF, RF64): integers of 8 to 32 bits, floats, and the same under
 * WAVE_FORMAT_EXTENSIBLE. Rejects with `malformed`, or `unsupported` for what is coded.
 */
export async function openWave(bytes: ByteWindow, signal: AbortSignal): Promise<Decoder> {
  await bytes.skip(12, signal);
  let format: PcmFormat | undefined;
  let longSize: number | null = null;
  for (let chunks = 0; chunks < MOST_CHUNKS; chunks++) {
    const head = new Reader(await bytes.take(8, signal));
    const id = asciiOf(head.bytes(4));
    const size = head.u32le();
    if (id === "data") {
      if (!format) break;
      const length = size >= NO_SIZE || size === 0 ? longSize : size;
      return new PcmDecoder(bytes, { name: "WAV", layout: "wave", format, length });
    }
    const next = bytes.position + size + (size % 2);
    if (id === "fmt ") format = readFormat(await bytes.take(Math.min(size, 40), signal));
    // RF64: the sizes that do not fit in 32 bits (EBU Tech 3306).
    if (id === "ds64" && size >= 16) longSize = readLongSize(await bytes.take(16, signal));
    await bytes.skip(next - bytes.position, signal);
  }
  throw new RemoteError("malformed", "there is no sound in this WAV file");
}

function readLongSize(chunk: Uint8Array): number | null {
  const fields = new Reader(chunk);
  fields.u64le();
  const size = Number(fields.u64le());
  return size > 0 && Number.isSafeInteger(size) ? size : null;
}

const INTEGER = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;

function readFormat(chunk: Uint8Array): PcmFormat {
  const fields = new Reader(chunk);
  let tag = fields.u16le();
  const channels = fields.u16le();
  const rate = fields.u32le();
  fields.skip(4);
  const frame = fields.u16le();
  const bits = fields.u16le();
  if (tag === EXTENSIBLE) {
    fields.skip(8);
    tag = fields.u16le();
  }
  if (tag !== INTEGER && tag !== FLOAT) {
    throw new RemoteError("unsupported", "sound of this kind of WAV file is not decoded", {
      subject: "coded WAV",
    });
  }
  // 20 bits lie in the upper ones of 3 bytes: by the size of a frame, not by the count of bits.
  const bytes = frame > 0 && frame % channels === 0 ? frame / channels : Math.ceil(bits / 8);
  const kind = tag === FLOAT ? "float" : bytes === 1 ? "unsigned" : "signed";
  return checkedFormat({ rate, channels, bytes, kind, isLittle: true });
}
