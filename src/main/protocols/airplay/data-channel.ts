import { RemoteError } from "../../../shared/errors.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { Occurrence } from "../../runtime/signal.ts";
import {
  type DataFrame,
  DataFrameDecoder,
  decodeDataPayload,
  encodeDataFrame,
  encodeDataPayload,
} from "../../wire/airplay-data-frame.ts";
import { decodeMrpMessage, encodeMrpMessage, type MrpMessage } from "../../wire/mrp/message.ts";
import type { AirPlayLink } from "../rtsp/link.ts";

/** Where our sequence numbers live. Those that work all have this bit; none ever counted (AP-06). */
const SEQNO_BASE = 0x1_0000_0000n;

/**
 * MediaRemote messages in frames (AP-06). A frame that cannot be cut ends the connection; a payload
 * or message that makes no sense is counted and skipped, because the frame around it authenticated.
 */
export class DataChannel {
  readonly #messages = new Occurrence<MrpMessage>();
  readonly #link: AirPlayLink;
  readonly #runtime: Runtime;
  readonly #decoder = new DataFrameDecoder();
  readonly #seqno: bigint;
  #reading = false;
  #skipped = 0;

  constructor(link: AirPlayLink, runtime: Runtime) {
    this.#link = link;
    this.#runtime = runtime;
    const random = Buffer.from(runtime.random.bytes(4)).readUInt32BE();
    this.#seqno = SEQNO_BASE + BigInt(random);
  }

  /** Reading starts with the first listener, so that nothing is said before somebody hears it. */
  readonly messages: Pick<Occurrence<MrpMessage>, "on"> = {
    on: (listener) => {
      const off = this.#messages.on(listener);
      this.#start();
      return off;
    },
  };

  /** Payloads and messages that made no sense. */
  get skipped(): number {
    return this.#skipped;
  }

  /** Throws `lost` once the connection is closed. */
  send(message: MrpMessage): void {
    const payload = encodeDataPayload(encodeMrpMessage(message));
    this.#runtime.trace.record("out", "airplay-data", `message ${message.type ?? 0}`);
    const seqno = this.#seqno;
    this.#link.write(encodeDataFrame({ type: "sync", command: "comm", seqno, payload }));
  }

  #start(): void {
    if (this.#reading) return;
    this.#reading = true;
    this.#link.read((plain) => {
      for (const frame of this.#decoder.push(plain)) this.#onFrame(frame);
    });
  }

  #onFrame({ type, seqno, payload }: DataFrame): void {
    if (type !== "sync") return;
    const answer = { type: "rply", command: "", seqno, payload: new Uint8Array(0) };
    this.#link.write(encodeDataFrame(answer));
    for (const message of this.#decode(payload)) this.#messages.emit(message);
  }

  #decode(payload: Uint8Array): MrpMessage[] {
    try {
      return decodeDataPayload(payload).flatMap((bytes) => this.#decodeMessage(bytes));
    } catch (error) {
      return this.#skip(error);
    }
  }

  #decodeMessage(bytes: Uint8Array): MrpMessage[] {
    try {
      const message = decodeMrpMessage(bytes);
      this.#runtime.trace.record("in", "airplay-data", `message ${message.type ?? 0}`);
      return [message];
    } catch (error) {
      return this.#skip(error);
    }
  }

  #skip(error: unknown): [] {
    this.#skipped += 1;
    const { code } = RemoteError.from(error);
    this.#runtime.log.debug("airplay: skipped a message", { what: "data channel", detail: code });
    return [];
  }
}
