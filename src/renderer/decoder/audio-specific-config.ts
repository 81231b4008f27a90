/** What ISO/IEC 14496-3, 1.6.2.1 says in front of the codec's own part. */
export interface AudioSpecificConfig {
  /** Audio object type: 2 is LC, 5 and 29 are LC with SBR, and with PS on top. */
  readonly objectType: number;
  /** Hz of the core; what is decoded has twice as many with SBR. Null: none that is in the table. */
  readonly rate: number | null;
  /** 0: said further on, in a programme config, or none that is in the table. */
  readonly channels: number;
}

/** 1.6.3.4, by `samplingFrequencyIndex`. */
const rates = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
  7_350,
] as const;
/** 1.6.3.5, by `channelConfiguration`. */
const channelCounts = [0, 1, 2, 3, 4, 5, 6, 8, 0, 0, 0, 7, 8, 0, 8, 0] as const;
const EXPLICIT_RATE = 15;
const ESCAPE_TYPE = 31;

/** Null: it ends too early. */
export function readAudioSpecificConfig(bytes: Uint8Array): AudioSpecificConfig | null {
  const bits = new Bits(bytes);
  const short = bits.take(5);
  const objectType = short === ESCAPE_TYPE ? 32 + bits.take(6) : short;
  const index = bits.take(4);
  const rate = index === EXPLICIT_RATE ? bits.take(24) : (rates[index] ?? null);
  const channels = channelCounts[bits.take(4)] ?? 0;
  return bits.isShort ? null : { objectType, rate, channels };
}

class Bits {
  readonly #bytes: Uint8Array;
  #at = 0;
  isShort = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The next `count` bits, the first of them highest; zeros beyond the end. */
  take(count: number): number {
    let value = 0;
    for (let taken = 0; taken < count; taken++, this.#at++) {
      const byte = this.#bytes[this.#at >> 3];
      if (byte === undefined) this.isShort = true;
      value = value * 2 + (((byte ?? 0) >> (7 - (this.#at & 7))) & 1);
    }
    return value;
  }
}
