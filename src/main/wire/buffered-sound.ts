import { RemoteError } from "../../shared/errors.ts";
import { ownBytes, PendingBytes } from "./pending-bytes.ts";

/**
 * Sound over TCP, filled ahead (AirPlay 2, type 103; docs/protocols/airplay-sound.md#buffered): 2 bytes
 * of length that count themselves, 4 whose low 23 bits are the sequence number, 4 of RTP time, 4 of
 * SSRC, the payload. Another implementation (shairport-sync).
 */
export const BUFFERED_HEADER_LENGTH = 14;
export const BUFFERED_SEQUENCE_MASK = 0x7f_ffff;

export interface BufferedPacket {
  /** 23 bits. */
  readonly sequence: number;
  /** Frames, 32 bits. */
  readonly timestamp: number;
  readonly ssrc: number;
  /** RTP time and SSRC as they were sent: what the cipher authenticates along. */
  readonly associated: Uint8Array;
  readonly payload: Uint8Array;
}

/** Writes the first 14 bytes of a packet that has `length` in all. */
export function writeBufferedHeader(
  packet: Uint8Array,
  length: number,
  { sequence, timestamp, ssrc }: Pick<BufferedPacket, "sequence" | "timestamp" | "ssrc">,
): void {
  if (length > 0xffff) throw new RemoteError("bug", "a packet is longer than can be said");
  const view = new DataView(packet.buffer, packet.byteOffset, BUFFERED_HEADER_LENGTH);
  view.setUint16(0, length);
  view.setUint32(2, sequence & BUFFERED_SEQUENCE_MASK);
  view.setUint32(6, timestamp);
  view.setUint32(10, ssrc);
}

/** Whole packets out of a stream. */
export class BufferedPacketDecoder {
  readonly #pending = new PendingBytes();

  /** Those that this chunk completes; `malformed` for one that has no room for its header. */
  push(chunk: Uint8Array): BufferedPacket[] {
    const all = this.#pending.before(chunk);
    const packets: BufferedPacket[] = [];
    let from = 0;
    while (all.length - from >= 2) {
      const length = (all[from] ?? 0) * 256 + (all[from + 1] ?? 0);
      if (length < BUFFERED_HEADER_LENGTH) {
        throw new RemoteError("malformed", "a packet of sound without its header");
      }
      if (all.length - from < length) break;
      packets.push(decodePacket(ownBytes(all, from, from + length)));
      from += length;
    }
    this.#pending.keep(all, from);
    return packets;
  }
}

function decodePacket(packet: Uint8Array): BufferedPacket {
  const view = new DataView(packet.buffer, packet.byteOffset, packet.length);
  return {
    sequence: view.getUint32(2) & BUFFERED_SEQUENCE_MASK,
    timestamp: view.getUint32(6),
    ssrc: view.getUint32(10),
    associated: packet.subarray(6, BUFFERED_HEADER_LENGTH),
    payload: packet.subarray(BUFFERED_HEADER_LENGTH),
  };
}
