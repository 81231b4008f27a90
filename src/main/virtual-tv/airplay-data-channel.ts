import { dataStreamKeyNames, deriveChannelKeys, otherSide } from "../hap/session-keys.ts";
import type { TcpStream } from "../runtime/network.ts";
import { randomU32 } from "../runtime/random.ts";
import type { Secret } from "../runtime/secret.ts";
import {
  DataFrameDecoder,
  decodeDataPayload,
  encodeDataFrame,
  encodeDataPayload,
} from "../wire/airplay-data-frame.ts";
import { encodeBplist } from "../wire/bplist.ts";
import { decodeMrpMessage, encodeMrpMessage, type MrpMessage } from "../wire/mrp/message.ts";
import type { AirplayContext } from "./airplay-context.ts";
import type { MrpPeer } from "./mrp-peer.ts";
import { OnePort } from "./one-port.ts";
import { SealedStream } from "./sealed-stream.ts";

/** So many messages that are sent in one turn share a frame, and no more bytes than this before the last. */
const MAX_BATCH = 8;
const MAX_BATCH_BYTES = 64 * 1024;
const SEQUENCE_BASE = 0x100000000n;

/** The stream of type 130 (AP-06): frames of MediaRemote messages, each frame answered. */
export class AirplayDataChannel {
  readonly #context: AirplayContext;
  readonly #frames = new DataFrameDecoder();
  #port: OnePort | null = null;
  #stream: SealedStream | null = null;
  #peer: MrpPeer | null = null;
  #sequence: bigint;
  #waiting: Uint8Array[] = [];

  private constructor(context: AirplayContext) {
    this.#context = context;
    this.#sequence = SEQUENCE_BASE + BigInt(randomU32(context.runtime.random));
  }

  /** `seed` is the client's, 64 bits. */
  static async open(
    context: AirplayContext,
    secret: Secret,
    seed: bigint,
    host: string,
  ): Promise<AirplayDataChannel> {
    const channel = new AirplayDataChannel(context);
    channel.#port = await OnePort.open(context.runtime, host, (stream) =>
      channel.#accept(stream, secret, seed),
    );
    return channel;
  }

  get port(): number {
    return this.#port?.port ?? 0;
  }

  reset(): void {
    this.#stream?.abort();
  }

  /** In order; resolves when the other side has followed. */
  async close(): Promise<void> {
    this.#ended();
    await this.#port?.close();
  }

  async abort(): Promise<void> {
    this.#ended();
    await this.#port?.abort();
  }

  #accept(stream: TcpStream, secret: Secret, seed: bigint): void {
    const { runtime, faults, television } = this.#context;
    const keys = otherSide(deriveChannelKeys(secret, dataStreamKeyNames(seed)));
    const receive = (plain: Uint8Array) => this.#receive(plain);
    this.#stream = new SealedStream(runtime, stream, faults.wire.data, receive, keys);
    void this.#stream.closed.then(() => this.#ended());
    this.#peer = this.#context.openPeer({
      send: (message) => this.#send(message),
      close: () => this.#stream?.close(),
    });
    television.note("tunnel open");
  }

  #receive(plain: Uint8Array): void {
    for (const { type, seqno, payload } of this.#frames.push(plain)) {
      if (type !== "sync") continue;
      this.#write({ type: "rply", command: "", seqno, payload: new Uint8Array(0) });
      for (const bytes of decodeDataPayload(payload)) this.#peer?.receive(decodeMrpMessage(bytes));
    }
  }

  #send(message: MrpMessage): void {
    if (this.#stream === null) return;
    this.#waiting.push(encodeMrpMessage(message));
    // Whatever the TV says in one go travels together, as real ones do it.
    if (this.#waiting.length === 1) void Promise.resolve().then(() => this.#flush());
  }

  #flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    const { unprefixed } = this.#context.faults;
    if (unprefixed) for (const data of waiting) this.#sendFrame(encodeBplist({ params: { data } }));
    else for (const batch of batchesOf(waiting)) this.#sendFrame(encodeDataPayload(...batch));
  }

  #sendFrame(payload: Uint8Array): void {
    this.#sequence += 1n;
    this.#write({ type: "sync", command: "cmnd", seqno: this.#sequence, payload });
  }

  #write(frame: Parameters<typeof encodeDataFrame>[0]): void {
    const { faults } = this.#context;
    const bytes = encodeDataFrame(frame);
    if (!faults.cutNext) {
      this.#stream?.write(bytes);
      return;
    }
    faults.cutNext = false;
    this.#stream?.write(bytes.subarray(0, bytes.length >> 1));
    this.#stream?.close();
  }

  #ended(): void {
    if (this.#peer === null) return;
    this.#peer.end();
    this.#peer = null;
    this.#stream = null;
    this.#waiting = [];
    this.#context.television.note("tunnel closed");
  }
}

function batchesOf(messages: readonly Uint8Array[]): Uint8Array[][] {
  const batches: Uint8Array[][] = [];
  let last: Uint8Array[] = [];
  let bytes = 0;
  for (const message of messages) {
    if (last.length === 0 || last.length === MAX_BATCH || bytes > MAX_BATCH_BYTES) {
      last = [];
      bytes = 0;
      batches.push(last);
    }
    last.push(message);
    bytes += message.length;
  }
  return batches;
}
