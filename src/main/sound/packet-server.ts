import { RemoteError } from "../../shared/errors.ts";
import type {
  DecodedPackets,
  PacketAnswer,
  PacketRequest,
} from "../../shared/ipc/packet-decoding.ts";
import type { OpenPacketDecoder, PacketDecoder } from "./source/packet-decoder.ts";

interface Served {
  readonly abort: AbortController;
  readonly opened: Promise<PacketDecoder>;
}

/** Decodes for the thread that makes sound, with what this program has. The other end is `PacketClient`. */
export class PacketServer {
  readonly #open: OpenPacketDecoder;
  readonly #post: (answer: PacketAnswer) => void;
  readonly #served = new Map<number, Served>();

  constructor(open: OpenPacketDecoder, post: (answer: PacketAnswer) => void) {
    this.#open = open;
    this.#post = post;
  }

  take(request: PacketRequest): void {
    if (request.kind === "close") {
      this.#close(request.decoder);
      return;
    }
    const { id } = request;
    this.#do(request).then(
      (samples) => this.#post({ id, samples }),
      (error: unknown) => this.#post({ id, error: RemoteError.from(error).toBody() }),
    );
  }

  /** The thread is gone, and nobody will close what it had. */
  close(): void {
    for (const decoder of [...this.#served.keys()]) this.#close(decoder);
  }

  async #do(
    request: Exclude<PacketRequest, { readonly kind: "close" }>,
  ): Promise<DecodedPackets | null> {
    if (request.kind === "open") {
      const abort = new AbortController();
      const opened = this.#open({ codec: "aac", ...request.format }, abort.signal);
      this.#served.set(request.decoder, { abort, opened });
      await opened;
      return null;
    }
    const served = this.#served.get(request.decoder);
    if (served === undefined) throw new RemoteError("cancelled", "the decoder was closed");
    const decoder = await served.opened;
    const { signal } = served.abort;
    return request.kind === "decode"
      ? decoder.decode(request.packets, signal)
      : decoder.flush(signal);
  }

  #close(number: number): void {
    const served = this.#served.get(number);
    this.#served.delete(number);
    served?.abort.abort(new RemoteError("cancelled", "the decoder was closed"));
    // One that was never opened, or is of a page that died, has nothing to close.
    served?.opened.then((decoder) => decoder.close()).catch(() => {});
  }
}
