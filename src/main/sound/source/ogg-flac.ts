import { FLACDecoder } from "@wasm-audio-decoders/flac";
import { RemoteError } from "../../../shared/errors.ts";
import { parseFlacInfo } from "./flac-frame.ts";
import { flacSamples } from "./flac-samples.ts";
import { type OggCodec, type OggHeaders, parseComments } from "./ogg-codec.ts";

/** FLAC in Ogg: a packet for each block of metadata, then one for each frame (RFC 9639, 10.1). */
export class OggFlacHeaders implements OggHeaders {
  comments: ReadonlyMap<string, string> = new Map();
  #rate: number | null = null;

  async push(packet: Uint8Array): Promise<OggCodec | null> {
    if (this.#rate === null) {
      this.#rate = parseFlacInfo(packet.subarray(17)).rate;
      return null;
    }
    const kind = packet[0] ?? 0;
    if (kind === 0xff)
      throw new RemoteError("malformed", "the FLAC stream has no proper beginning");
    if ((kind & 0x7f) === 4) this.comments = parseComments(packet.subarray(4));
    return kind & 0x80 ? await openFrames(this.#rate) : null;
  }
}

async function openFrames(rate: number): Promise<OggCodec> {
  const library = new FLACDecoder();
  await library.ready;
  let isClosed = false;
  return {
    format: "Ogg FLAC",
    rate,
    preSkip: 0,
    runUp: 0,
    async decode(packet) {
      return flacSamples(await library.decodeFrames([packet]));
    },
    close() {
      if (!isClosed) library.free();
      isClosed = true;
    },
  };
}
