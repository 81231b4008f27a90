import type { Samples } from "../../src/main/sound/source/decoder.ts";
import type {
  OpenPacketDecoder,
  PacketDecoder,
  PacketFormat,
} from "../../src/main/sound/source/packet-decoder.ts";
import { RemoteError } from "../../src/shared/errors.ts";

export interface PlainOptions {
  /** Packets that it holds back until more come, or the end. */
  readonly late?: number;
  /** What is decoded has twice the rate, as HE-AAC has. */
  readonly doubles?: boolean;
  readonly refuses?: boolean;
  /** Calls of `decode`, counted over all decoders, that fail. */
  readonly fails?: (call: number) => boolean;
}

/** Decoders of packets that hold samples of 16 bits as they are, and what they were asked. */
export class PlainPackets {
  readonly formats: PacketFormat[] = [];
  /** Of each call of `decode`. */
  readonly runs: number[] = [];
  open = 0;
  /** Waited for before each answer. */
  gate: Promise<void> = Promise.resolve();
  readonly #options: PlainOptions;

  constructor(options: PlainOptions = {}) {
    this.#options = options;
  }

  readonly decoder: OpenPacketDecoder = async (format) => {
    if (this.#options.refuses) {
      throw new RemoteError("unsupported", "not this", { subject: "AAC of some kind" });
    }
    this.formats.push(format);
    this.open += 1;
    return this.#decoder(format);
  };

  #decoder({ rate }: PacketFormat): PacketDecoder {
    const { late = 0, doubles = false, fails = () => false } = this.#options;
    let held: Uint8Array[] = [];
    let isOpen = true;
    const given = (count: number): Samples | null => {
      const packets = held.slice(0, count);
      held = held.slice(count);
      if (packets.length === 0) return null;
      return { rate: doubles ? rate * 2 : rate, channels: samplesOf(packets, doubles ? 2 : 1) };
    };
    return {
      decode: async (packets) => {
        this.runs.push(packets.length);
        await this.gate;
        if (fails(this.runs.length)) throw new RemoteError("malformed", "no packet");
        held.push(...packets);
        return given(Math.max(0, held.length - late));
      },
      flush: async () => given(held.length),
      close: async () => {
        if (isOpen) this.open -= 1;
        isOpen = false;
      },
    };
  }
}

function samplesOf(packets: readonly Uint8Array[], times: number): readonly Float32Array[] {
  const bytes = new Uint8Array(Buffer.concat(packets));
  const pcm = new Int16Array(bytes.buffer);
  return [0, 1].map((channel) =>
    Float32Array.from(
      { length: (pcm.length / 2) * times },
      (_, frame) => (pcm[Math.floor(frame / times) * 2 + channel] ?? 0) / 32_768,
    ),
  );
}

/** The bytes of two channels of 16 bits as packets of so many frames. */
export function plainPackets(bytes: Uint8Array, frames = 1024): readonly Uint8Array[] {
  const packets: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += frames * 4)
    packets.push(bytes.slice(at, at + frames * 4));
  return packets;
}
