import type {
  DecodedPackets,
  PacketAnswer,
  PacketRequest,
} from "../../shared/ipc/packet-decoding.ts";
import { AacDecoder } from "./aac-decoder.ts";
import { Failure } from "./failure.ts";

/** The decoders of this page, by their numbers. */
export class Decoders {
  readonly #post: (answer: PacketAnswer) => void;
  readonly #opened = new Map<number, Promise<AacDecoder>>();

  constructor(post: (answer: PacketAnswer) => void) {
    this.#post = post;
  }

  take(request: PacketRequest): void {
    if (request.kind === "close") {
      const opened = this.#opened.get(request.decoder);
      this.#opened.delete(request.decoder);
      // One that was never opened has nothing to close.
      opened?.then((decoder) => decoder.close()).catch(() => {});
      return;
    }
    const { id } = request;
    this.#do(request).then(
      (samples) => this.#post({ id, samples }),
      (error: unknown) => {
        const code = error instanceof Failure ? error.code : "bug";
        const message = error instanceof Error ? error.message : String(error);
        this.#post({ id, error: { code, message } });
      },
    );
  }

  async #do(
    request: Exclude<PacketRequest, { readonly kind: "close" }>,
  ): Promise<DecodedPackets | null> {
    if (request.kind === "open") {
      const opening = AacDecoder.open(request.format);
      this.#opened.set(request.decoder, opening);
      await opening;
      return null;
    }
    const decoder = await this.#opened.get(request.decoder);
    if (decoder === undefined) throw new Failure("bug", "there is no such decoder");
    return request.kind === "decode" ? decoder.decode(request.packets) : decoder.flush();
  }
}
