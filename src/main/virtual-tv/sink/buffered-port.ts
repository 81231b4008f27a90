import type { TcpStream } from "../../runtime/network.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { OnePort } from "../one-port.ts";
import type { ReadPacket } from "./rtp-reading.ts";
import type { SinkSession } from "./sink-session.ts";

const HEAD = 14;
const SEQUENCE_BITS = 0x7f_ffff;

/** The one TCP connection over which a buffered stream is filled. */
export class BufferedPort {
  readonly #session: SinkSession;
  #port: OnePort | null = null;
  #pending: Uint8Array = new Uint8Array(0);

  private constructor(session: SinkSession) {
    this.#session = session;
  }

  static async open(runtime: Runtime, host: string, session: SinkSession): Promise<BufferedPort> {
    const buffered = new BufferedPort(session);
    buffered.#port = await OnePort.open(runtime, host, (stream) => buffered.#accept(stream));
    return buffered;
  }

  get port(): number {
    return this.#port?.port ?? 0;
  }

  async close(): Promise<void> {
    await this.#port?.abort();
  }

  #accept(stream: TcpStream): void {
    stream.onData((chunk) => {
      const all = new Uint8Array(this.#pending.length + chunk.length);
      all.set(this.#pending);
      all.set(chunk, this.#pending.length);
      const rest = this.#take(all);
      if (rest === null) {
        this.#session.tally.counts.malformed += 1;
        this.#pending = new Uint8Array(0);
        stream.abort();
      } else this.#pending = rest;
    });
  }

  /** What is no whole packet yet; null: this is no such stream. */
  #take(all: Uint8Array): Uint8Array | null {
    let at = 0;
    while (all.length - at >= 2) {
      const length = (all[at] ?? 0) * 256 + (all[at + 1] ?? 0);
      if (length <= HEAD) return null;
      if (all.length - at < length) break;
      this.#session.takeSound(readBuffered(all.subarray(at, at + length)), false);
      at += length;
    }
    return all.slice(at);
  }
}

/** Length, 23 bits of sequence, RTP time, SSRC, the sound: apart from wire/, as rtp-reading.ts is. */
function readBuffered(packet: Uint8Array): ReadPacket {
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
  return {
    marker: false,
    sequence: view.getUint32(2) & SEQUENCE_BITS,
    rtpTime: view.getUint32(6),
    associated: packet.subarray(6, HEAD),
    payload: packet.subarray(HEAD),
  };
}
