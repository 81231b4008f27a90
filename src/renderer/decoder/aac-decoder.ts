import type { AacFormat, DecodedPackets } from "../../shared/ipc/packet-decoding.ts";
import { readAudioSpecificConfig } from "./audio-specific-config.ts";
import { Failure } from "./failure.ts";

/** LC, and LC with SBR and with PS (HE-AAC and its second version): what Chromium decodes everywhere. */
const decodable: readonly number[] = [2, 5, 29];
/** Frames of a packet of LC, by which time is counted; nothing depends on it. */
const FRAMES = 1024;

/** Chromium's decoder for one track. */
export class AacDecoder {
  readonly #codec: AudioDecoder;
  readonly #rate: number;
  #failure: Failure | null = null;
  #decoded: DecodedPackets[] = [];
  #packets = 0;
  #wake: () => void = () => {};

  private constructor(config: AudioDecoderConfig) {
    this.#rate = config.sampleRate;
    this.#codec = new AudioDecoder({
      output: (sound) => this.#take(sound),
      error: ({ message }) => this.#fail(new Failure("malformed", message)),
    });
    this.#codec.ondequeue = () => this.#wake();
    this.#codec.configure(config);
  }

  /** Rejects with `unsupported` or `malformed`. */
  static async open({ config, rate, channels }: AacFormat): Promise<AacDecoder> {
    const said = readAudioSpecificConfig(config);
    if (said === null) throw new Failure("malformed", "the config of the sound ends too early");
    const wanted: AudioDecoderConfig = {
      codec: `mp4a.40.${said.objectType}`,
      description: config,
      sampleRate: said.rate || rate,
      numberOfChannels: said.channels || channels,
    };
    // One channel with SBR may become two by PS, and is refused as one.
    const mayBeTwo =
      wanted.numberOfChannels === 1 ? [wanted, { ...wanted, numberOfChannels: 2 }] : [wanted];
    for (const each of decodable.includes(said.objectType) ? mayBeTwo : []) {
      const decoder = (await isSupported(each)) ? new AacDecoder(each) : null;
      if (decoder !== null && (await decoder.#isReady())) return decoder;
    }
    throw new Failure("unsupported", `audio object type ${said.objectType} is not decoded`);
  }

  /**
   * What has been decoded once the codec has taken the last of these. That one it may still have: it comes
   * with the next ones, or by `flush`.
   */
  async decode(packets: readonly Uint8Array[]): Promise<DecodedPackets | null> {
    this.#throwFailure();
    for (const data of packets) {
      const timestamp = Math.round((this.#packets++ * FRAMES * 1e6) / this.#rate);
      const chunk = new EncodedAudioChunk({ type: "key", timestamp, data });
      this.#codec.decode(chunk);
    }
    while (this.#codec.decodeQueueSize > 0 && this.#failure === null) await this.#changed();
    return this.#taken();
  }

  async flush(): Promise<DecodedPackets | null> {
    this.#throwFailure();
    try {
      await this.#codec.flush();
    } catch (error) {
      // The codec's own word for it comes first, where it has one.
      this.#throwFailure();
      throw new Failure("malformed", String(error));
    }
    return this.#taken();
  }

  close(): void {
    this.#fail(new Failure("bug", "the decoder was closed"));
    if (this.#codec.state !== "closed") this.#codec.close();
  }

  /** What was thought to be supported may yet be refused, which shows only later. */
  #isReady(): Promise<boolean> {
    return this.#codec.flush().then(
      () => true,
      () => false,
    );
  }

  #take(sound: AudioData): void {
    const channels = Array.from({ length: sound.numberOfChannels }, (_, planeIndex) => {
      const samples = new Float32Array(sound.numberOfFrames);
      sound.copyTo(samples, { planeIndex, format: "f32-planar" });
      return samples;
    });
    this.#decoded.push({ rate: sound.sampleRate, channels });
    sound.close();
  }

  #taken(): DecodedPackets | null {
    this.#throwFailure();
    const parts = this.#decoded;
    this.#decoded = [];
    return joined(parts);
  }

  #changed(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #fail(failure: Failure): void {
    this.#failure ??= failure;
    this.#wake();
  }

  #throwFailure(): void {
    if (this.#failure !== null) throw this.#failure;
  }
}

async function isSupported(config: AudioDecoderConfig): Promise<boolean> {
  try {
    return (await AudioDecoder.isConfigSupported(config)).supported === true;
  } catch {
    return false;
  }
}

/** One after the other, from the last place on where they changed to another kind; null: none. */
export function joined(parts: readonly DecodedPackets[]): DecodedPackets | null {
  const last = parts.at(-1);
  if (last === undefined) return null;
  const isAlike = ({ rate, channels }: DecodedPackets) =>
    rate === last.rate && channels.length === last.channels.length;
  let from = parts.length - 1;
  for (let part = parts[from - 1]; part && isAlike(part); part = parts[from - 1]) from--;
  const alike = parts.slice(from);
  const length = alike.reduce((sum, { channels }) => sum + (channels[0]?.length ?? 0), 0);
  const channels = last.channels.map((_, channel) => {
    const whole = new Float32Array(length);
    let at = 0;
    for (const part of alike) {
      const samples = part.channels[channel] ?? new Float32Array(0);
      whole.set(samples, at);
      at += samples.length;
    }
    return whole;
  });
  return { rate: last.rate, channels };
}
