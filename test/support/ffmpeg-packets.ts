import { execFileSync } from "node:child_process";
import type { Samples } from "../../src/main/sound/source/decoder.ts";
import type {
  OpenPacketDecoder,
  PacketFormat,
} from "../../src/main/sound/source/packet-decoder.ts";

/** The head of a frame of AAC around a packet of so many bytes (ISO/IEC 13818-7, 6.2). */
export function adtsHead({ config }: Pick<PacketFormat, "config">, bytes: number): Uint8Array {
  const [first = 0, second = 0] = config;
  const kind = (first >> 3) - 1;
  const rate = ((first & 7) << 1) | (second >> 7);
  const channels = (second >> 3) & 15;
  const length = bytes + 7;
  return Uint8Array.of(
    ...[0xff, 0xf1, (kind << 6) | (rate << 2) | (channels >> 2)],
    ...[
      ((channels & 3) << 6) | (length >> 11),
      (length >> 3) & 0xff,
      ((length & 7) << 5) | 0x1f,
      0xfc,
    ],
  );
}

/** AAC by an installed ffmpeg, packets alone: it knows nothing of the file that they are from. */
export const openAacByFfmpeg: OpenPacketDecoder = async (format) => {
  let packets: Uint8Array[] = [];
  return {
    async decode(more) {
      packets.push(...more);
      return null;
    },
    async flush() {
      const input = Buffer.concat(packets.flatMap((one) => [adtsHead(format, one.length), one]));
      packets = [];
      return input.length === 0 ? null : decoded(input, format);
    },
    async close() {},
  };
};

function decoded(input: Buffer, { rate, channels }: PacketFormat): Samples {
  const words = ["-v", "error", "-f", "aac", "-i", "pipe:0", "-f", "f32le", "pipe:1"];
  const output = execFileSync("ffmpeg", words, {
    input,
    maxBuffer: 1e9,
    stdio: ["pipe", "pipe", "ignore"],
  });
  const samples = new Float32Array(new Uint8Array(output).buffer);
  const split = Array.from({ length: channels }, (_, channel) =>
    Float32Array.from(
      { length: samples.length / channels },
      (_s, at) => samples[at * channels + channel] ?? 0,
    ),
  );
  return { rate, channels: split };
}
