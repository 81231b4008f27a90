import { RemoteError } from "../../../shared/errors.ts";
import { Reader } from "../../wire/reader.ts";
import type { ByteWindow } from "./byte-window.ts";
import type { Decoder } from "./decoder.ts";
import { PcmDecoder } from "./pcm-decoder.ts";
import { checkedFormat, type PcmFormat } from "./pcm-format.ts";

const MOST_CHUNKS = 1000;

interface Common {
  readonly format: PcmFormat;
  readonly frames: number;
}

/**
 * An AIFF or AIFF-C file from its first byte: integers of 8 to 32 bits either way round, and floats.
 * Rejects with `malformed`, or `unsupported` for what is compressed.
 */
export async function openAiff(bytes: ByteWindow, signal: AbortSignal): Promise<Decoder> {
  await bytes.skip(12, signal);
  let common: Common | undefined;
  for (let chunks = 0; chunks < MOST_CHUNKS; chunks++) {
    const head = new Reader(await bytes.take(8, signal));
    const id = String.fromCharCode(...head.bytes(4));
    const size = head.u32be();
    const next = bytes.position + size + (size % 2);
    if (id === "SSND") {
      if (!common) break;
      return await openSamples(bytes, common, size, signal);
    }
    if (id === "COMM") common = readCommon(await bytes.take(Math.min(size, 64), signal));
    await bytes.skip(next - bytes.position, signal);
  }
  throw new RemoteError("malformed", "there is no sound in this AIFF file");
}

async function openSamples(
  bytes: ByteWindow,
  { format, frames }: Common,
  size: number,
  signal: AbortSignal,
): Promise<Decoder> {
  const fields = new Reader(await bytes.take(8, signal));
  const offset = fields.u32be();
  await bytes.skip(offset, signal);
  const length = Math.min(size - 8 - offset, frames * format.bytes * format.channels);
  if (length < 0) throw new RemoteError("malformed", "there is no sound in this AIFF file");
  return new PcmDecoder(bytes, { name: "AIFF", layout: "aiff", format, length });
}

/** What AIFF-C calls the ways that we read; the rest is compressed. */
const kinds: Readonly<Record<string, Pick<PcmFormat, "kind" | "isLittle"> & { bytes?: number }>> = {
  NONE: { kind: "signed", isLittle: false },
  twos: { kind: "signed", isLittle: false },
  sowt: { kind: "signed", isLittle: true },
  in24: { kind: "signed", isLittle: false, bytes: 3 },
  in32: { kind: "signed", isLittle: false, bytes: 4 },
  "raw ": { kind: "unsigned", isLittle: false, bytes: 1 },
  fl32: { kind: "float", isLittle: false, bytes: 4 },
  FL32: { kind: "float", isLittle: false, bytes: 4 },
  fl64: { kind: "float", isLittle: false, bytes: 8 },
  FL64: { kind: "float", isLittle: false, bytes: 8 },
};

function readCommon(chunk: Uint8Array): Common {
  const fields = new Reader(chunk);
  const channels = fields.u16be();
  const frames = fields.u32be();
  const bits = fields.u16be();
  const rate = readExtended(fields);
  const name = fields.remaining >= 4 ? String.fromCharCode(...fields.bytes(4)) : "NONE";
  const way = kinds[name];
  if (!way) {
    throw new RemoteError("unsupported", "sound of this kind of AIFF file is not decoded", {
      subject: "compressed AIFF",
    });
  }
  const { kind, isLittle } = way;
  const bytes = way.bytes ?? Math.ceil(bits / 8);
  return { frames, format: checkedFormat({ rate, channels, bytes, kind, isLittle }) };
}

/** A float of 80 bits, as its whole number. */
function readExtended(fields: Reader): number {
  const exponent = (fields.u16be() & 0x7fff) - 16_383;
  const high = fields.u32be();
  const low = fields.u32be();
  return Math.round((high + low / 2 ** 32) * 2 ** (exponent - 31));
}
