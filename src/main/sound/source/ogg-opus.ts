import { OpusDecoder } from "opus-decoder";
import { RemoteError } from "../../../shared/errors.ts";
import { type OggCodec, type OggHeaders, parseComments } from "./ogg-codec.ts";

/** Of libopus, whatever the rate of what was coded. */
const RATE = 48_000;
/** 80 ms: the decoder has converged by then (RFC 7845, 4.6). */
const RUN_UP = 3840;
/** What the library has room for, for each channel. */
const LARGEST_PACKET = 3840;

/** Opus in Ogg: two packets come before the sound (RFC 7845, 5). */
export class OpusHeaders implements OggHeaders {
  comments: ReadonlyMap<string, string> = new Map();
  #head: Uint8Array | null = null;

  async push(packet: Uint8Array): Promise<OggCodec | null> {
    if (!this.#head) {
      if (packet.length < 19) throw malformed();
      this.#head = packet.slice();
      return null;
    }
    if (String.fromCharCode(...packet.subarray(0, 8)) !== "OpusTags") throw malformed();
    this.comments = parseComments(packet.subarray(8));
    return await openOpus(this.#head);
  }
}

const malformed = () => new RemoteError("malformed", "the Opus stream has no proper beginning");

async function openOpus(head: Uint8Array): Promise<OggCodec> {
  const view = new DataView(head.buffer);
  const channels = view.getUint8(9);
  const family = view.getUint8(18);
  if (channels === 0 || (family === 0 && channels > 2) || channels > 8) throw malformed();
  if (family !== 0 && head.length < 21 + channels) throw malformed();
  const library = new OpusDecoder({
    channels,
    ...(family !== 0 && {
      streamCount: view.getUint8(19),
      coupledStreamCount: view.getUint8(20),
      channelMappingTable: [...head.subarray(21, 21 + channels)],
    }),
  });
  await library.ready;
  const gain = 10 ** (view.getInt16(16, true) / 256 / 20);
  let isClosed = false;
  return {
    format: "Opus",
    rate: RATE,
    preSkip: view.getUint16(10, true),
    runUp: RUN_UP,
    async decode(packet) {
      if (packet.length > LARGEST_PACKET * channels) throw malformed();
      const { channelData } = library.decodeFrame(packet);
      if (gain !== 1) for (const samples of channelData) scale(samples, gain);
      return channelData;
    },
    close() {
      if (!isClosed) library.free();
      isClosed = true;
    },
  };
}

function scale(samples: Float32Array, gain: number): void {
  for (let at = 0; at < samples.length; at++) samples[at] = (samples[at] ?? 0) * gain;
}
