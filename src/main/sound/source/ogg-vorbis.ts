import { OggVorbisDecoder } from "@wasm-audio-decoders/ogg-vorbis";
import { codecFrames, data, header, isLastPage, vorbisSetup } from "codec-parser";
import { RemoteError } from "../../../shared/errors.ts";
import { type OggCodec, type OggHeaders, parseComments } from "./ogg-codec.ts";

/** The library takes pages as its own parser makes them; ours are of one packet. */
type Page = Parameters<OggVorbisDecoder["decodeOggPages"]>[0][number];

/** Larger than any setup that an encoder makes, and what the library has room for. */
const LARGEST_PACKET = 128 * 1024;

/** Vorbis: identification, comment and setup come before the sound (Vorbis I, 4.2). */
export class VorbisHeaders implements OggHeaders {
  comments: ReadonlyMap<string, string> = new Map();
  #identification: Uint8Array | null = null;

  async push(packet: Uint8Array): Promise<OggCodec | null> {
    switch (packet[0]) {
      case 1:
        if (packet.length < 30) throw malformed();
        this.#identification = packet.slice();
        return null;
      case 3:
        this.comments = parseComments(packet.subarray(7));
        return null;
      case 5:
        if (!this.#identification || packet.length > LARGEST_PACKET) throw malformed();
        return await openVorbis(this.#identification, packet.slice());
      default:
        throw malformed();
    }
  }
}

const malformed = () => new RemoteError("malformed", "the Vorbis stream has no proper beginning");

async function openVorbis(identification: Uint8Array, setup: Uint8Array): Promise<OggCodec> {
  const library = new OggVorbisDecoder();
  await library.ready;
  let isClosed = false;
  const page = (bytes: Uint8Array, frames: readonly object[]) =>
    ({ [data]: bytes, [codecFrames]: frames, [isLastPage]: false }) as unknown as Page;
  // With the first frame come the headers; an empty one gives no samples.
  const nothing = new Uint8Array(0);
  const first = { [data]: nothing, [header]: { [vorbisSetup]: setup } };
  await library.decodeOggPages([page(identification, [])]);
  await library.decodeOggPages([page(nothing, [first])]);
  return {
    format: "Ogg Vorbis",
    rate: new DataView(identification.buffer).getUint32(12, true),
    preSkip: 0,
    runUp: 0,
    async decode(packet) {
      if (packet.length > LARGEST_PACKET) throw malformed();
      const { channelData } = await library.decodeOggPages([page(packet, [{ [data]: packet }])]);
      return channelData;
    },
    close() {
      if (!isClosed) library.free();
      isClosed = true;
    },
  };
}
