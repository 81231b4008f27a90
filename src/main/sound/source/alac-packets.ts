import { RemoteError } from "../../../shared/errors.ts";
import { decodeAlacConfig } from "../../wire/alac-config.ts";
import { AlacDecoder } from "../../wire/alac-decoder.ts";
import type { Samples } from "./decoder.ts";
import { joinChannels } from "./floats.ts";
import type { OpenPacketDecoder, PacketDecoder } from "./packet-decoder.ts";

/**
 * Packets of Apple Lossless, exact up to 24 bits. Rate and channels are those of the cookie; the order of
 * channels is MPEG's (`AlacDecoder` says it). Rejects with
 * `unsupported` for another codec or a later version, `malformed` for a cookie that none writes.
 */
export const openAlac: OpenPacketDecoder = async ({ codec, config }, signal) => {
  signal.throwIfAborted();
  if (codec !== "alac") {
    throw new RemoteError("unsupported", "this is no Apple Lossless", { subject: codec });
  }
  return new AlacPackets(new AlacDecoder(decodeAlacConfig(config)));
};

class AlacPackets implements PacketDecoder {
  #decoder: AlacDecoder | null;

  constructor(decoder: AlacDecoder) {
    this.#decoder = decoder;
  }

  async decode(packets: readonly Uint8Array[], signal: AbortSignal): Promise<Samples | null> {
    signal.throwIfAborted();
    const decoder = this.#decoder;
    if (decoder === null) throw new RemoteError("bug", "sound is decoded after its end");
    const parts = packets.map((packet) => floatsOf(decoder, packet));
    const channels = joinChannels(parts);
    return channels[0]?.length ? { rate: decoder.config.rate, channels } : null;
  }

  /** Each packet stands for itself. */
  async flush(signal: AbortSignal): Promise<null> {
    signal.throwIfAborted();
    return null;
  }

  async close(): Promise<void> {
    this.#decoder = null;
  }
}

function floatsOf(decoder: AlacDecoder, packet: Uint8Array): readonly Float32Array[] {
  const step = 2 ** (1 - decoder.config.bitDepth);
  return decoder.decode(packet).channels.map((samples) => {
    const floats = new Float32Array(samples.length);
    for (let at = 0; at < floats.length; at++) floats[at] = (samples[at] ?? 0) * step;
    return floats;
  });
}
