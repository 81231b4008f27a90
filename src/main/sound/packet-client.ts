import { RemoteError } from "../../shared/errors.ts";
import type {
  DecodedPackets,
  PacketAnswer,
  PacketRequest,
} from "../../shared/ipc/packet-decoding.ts";
import type { Clock, Timer } from "../runtime/clock.ts";
import type { OpenPacketDecoder, PacketDecoder } from "./source/packet-decoder.ts";

export interface PacketClientOptions {
  readonly post: (request: PacketRequest) => void;
  /** Who says nothing for so long has hung; absent: waits as long as it takes. */
  readonly patience?: { readonly clock: Clock; readonly ms: number; readonly over: () => void };
}

interface Asked {
  readonly timer: Timer | undefined;
  resolve(samples: DecodedPackets | null): void;
  reject(error: RemoteError): void;
}

type Ask = Exclude<PacketRequest, { readonly kind: "close" }>;
/** Without its number, which is given where it is asked. */
type Question = Ask extends infer One ? (One extends Ask ? Omit<One, "id"> : never) : never;

/** Frames that one packet of AAC stands for at most: 1024, and twice as many with SBR. */
const FRAMES_A_PACKET = 2048;

/** Decoders that are somewhere else: asks whoever has them. */
export class PacketClient {
  readonly #options: PacketClientOptions;
  readonly #asked = new Map<number, Asked>();
  #nextId = 0;
  #end: RemoteError | null = null;

  constructor(options: PacketClientOptions) {
    this.#options = options;
  }

  readonly open: OpenPacketDecoder = async ({ codec, config, rate, channels }, signal) => {
    signal.throwIfAborted();
    if (codec !== "aac") {
      throw new RemoteError("unsupported", "only AAC is decoded there", { subject: codec });
    }
    const decoder = this.#nextId++;
    const format = { config, rate, channels };
    const opened = this.ask({ kind: "open", decoder, format });
    try {
      await abortable(opened, signal);
    } catch (error) {
      this.tellClose(decoder);
      throw error;
    }
    return new DecoderElsewhere(this, decoder);
  };

  /** What came from the other end. Throws `bug` where nobody asked for it. */
  take(answer: PacketAnswer): void {
    const asked = this.#asked.get(answer.id);
    if (asked === undefined) throw new RemoteError("bug", "an answer that nobody asked for");
    this.#asked.delete(answer.id);
    asked.timer?.cancel();
    if ("error" in answer) asked.reject(RemoteError.fromBody(answer.error));
    else asked.resolve(answer.samples);
  }

  /** The other end has gone: whatever is asked, now or later, fails with this. */
  fail(error: RemoteError): void {
    this.#end ??= error;
    for (const asked of this.#asked.values()) {
      asked.timer?.cancel();
      asked.reject(this.#end);
    }
    this.#asked.clear();
  }

  /** Questions without an answer yet. */
  get pending(): number {
    return this.#asked.size;
  }

  ask(question: Question): Promise<DecodedPackets | null> {
    if (this.#end !== null) return Promise.reject(this.#end);
    const id = this.#nextId++;
    const { patience, post } = this.#options;
    return new Promise((resolve, reject) => {
      const timer = patience?.clock.after(patience.ms, patience.over);
      this.#asked.set(id, { timer, resolve, reject });
      post({ ...question, id });
    });
  }

  tellClose(decoder: number): void {
    if (this.#end === null) this.#options.post({ kind: "close", decoder });
  }
}

class DecoderElsewhere implements PacketDecoder {
  readonly #client: PacketClient;
  readonly #decoder: number;
  /** Frames that what was given may still become. */
  #owed = FRAMES_A_PACKET;
  #isClosed = false;

  constructor(client: PacketClient, decoder: number) {
    this.#client = client;
    this.#decoder = decoder;
  }

  decode(packets: readonly Uint8Array[], signal: AbortSignal): Promise<DecodedPackets | null> {
    this.#owed += packets.length * FRAMES_A_PACKET;
    return this.#ask({ kind: "decode", decoder: this.#decoder, packets }, signal);
  }

  flush(signal: AbortSignal): Promise<DecodedPackets | null> {
    return this.#ask({ kind: "flush", decoder: this.#decoder }, signal);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#client.tellClose(this.#decoder);
  }

  async #ask(question: Question, signal: AbortSignal): Promise<DecodedPackets | null> {
    signal.throwIfAborted();
    if (this.#isClosed) throw new RemoteError("cancelled", "the decoder was closed");
    const samples = await abortable(this.#client.ask(question), signal);
    this.#owed -= samples?.channels[0]?.length ?? 0;
    if (this.#owed < 0) throw new RemoteError("bug", "more sound came than there were packets for");
    return samples;
  }
}

/** What `work` gives, or the signal's reason as soon as it is aborted. */
function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
