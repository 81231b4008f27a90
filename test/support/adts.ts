/** Of a stream of AAC with ADTS headers: what a container would say, and the packets without them. */
export interface AdtsPackets {
  /** AudioSpecificConfig. */
  readonly config: Uint8Array;
  readonly rate: number;
  readonly channels: number;
  readonly packets: readonly Uint8Array[];
}

const rates = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
];

/** ISO/IEC 14496-3, 1.A.2: bytes that nobody may have cut. */
export function adtsPackets(bytes: Uint8Array): AdtsPackets {
  const head = (at: number) => bytes[at] ?? 0;
  const objectType = (head(2) >> 6) + 1;
  const index = (head(2) >> 2) & 15;
  const channels = ((head(2) & 1) << 2) | (head(3) >> 6);
  const packets: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = ((head(at + 3) & 3) << 11) | (head(at + 4) << 3) | (head(at + 5) >> 5);
    if (length < 7) throw new Error("this is no ADTS");
    packets.push(bytes.subarray(at + (head(at + 1) & 1 ? 7 : 9), at + length));
    at += length;
  }
  const config = Uint8Array.of(
    (objectType << 3) | (index >> 1),
    ((index & 1) << 7) | (channels << 3),
  );
  return { config, rate: rates[index] ?? 0, channels, packets };
}
