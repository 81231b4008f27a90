import { RemoteError } from "../../../shared/errors.ts";
import type { Timer } from "../../runtime/clock.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { PacketClient } from "../../sound/packet-client.ts";
import type { OpenPacketDecoder, PacketDecoder } from "../../sound/source/packet-decoder.ts";
import type { DecoderPage } from "./decoder-page.ts";
import { readPageAnswer } from "./page-answer.ts";

/** The page stays for so long without a decoder: the next song may be another folder away. */
export const LINGER_MS = 5000;
/** No answer takes so long, the start of a process on a busy machine included. */
export const PATIENCE_MS = 15_000;

/** A page, and who has decoders in it. */
interface Serving {
  readonly page: DecoderPage;
  readonly client: PacketClient;
  decoders: number;
}

/**
 * Decodes AAC in a page of Chromium, which has the codec (docs/decisions/0044). There is a page while
 * there are decoders, and some seconds more. One that dies, hangs or answers what ours never does is
 * ended: its decoders reject with `bug`, and the next one has a new page.
 */
export class AacDecoders {
  readonly #runtime: Pick<Runtime, "clock" | "log">;
  readonly #openPage: () => DecoderPage;
  #serving: Serving | null = null;
  #lingering: Timer | null = null;
  #isClosed = false;

  constructor(runtime: Pick<Runtime, "clock" | "log">, openPage: () => DecoderPage) {
    this.#runtime = runtime;
    this.#openPage = openPage;
  }

  readonly open: OpenPacketDecoder = async (format, signal) => {
    signal.throwIfAborted();
    if (this.#isClosed) throw new RemoteError("unavailable", "the program is about to end");
    this.#lingering?.cancel();
    this.#serving ??= this.#start();
    const serving = this.#serving;
    serving.decoders += 1;
    try {
      const decoder = await serving.client.open(format, signal);
      return this.#counted(decoder, serving);
    } catch (error) {
      this.#leave(serving);
      throw error;
    }
  };

  /** Idempotent. */
  close(): void {
    this.#isClosed = true;
    const error = new RemoteError("unavailable", "the program is about to end");
    if (this.#serving !== null) this.#end(this.#serving, error);
  }

  #start(): Serving {
    const { clock, log } = this.#runtime;
    const page = this.#openPage();
    const over = () => this.#fail(serving, new RemoteError("bug", "the decoder says nothing"));
    const client = new PacketClient({
      post: (request) => page.post(request),
      patience: { clock, ms: PATIENCE_MS, over },
    });
    const serving: Serving = { page, client, decoders: 0 };
    page.onMessage((message) => {
      try {
        client.take(readPageAnswer(message));
      } catch (error) {
        this.#fail(serving, RemoteError.from(error));
      }
    });
    void page.gone.then((error) => {
      this.#fail(serving, error ?? new RemoteError("bug", "the decoder was closed"));
    });
    log.debug("a page that decodes AAC was opened");
    return serving;
  }

  #counted(decoder: PacketDecoder, serving: Serving): PacketDecoder {
    let isOpen = true;
    return {
      decode: (packets, signal) => decoder.decode(packets, signal),
      flush: (signal) => decoder.flush(signal),
      close: async () => {
        if (!isOpen) return;
        isOpen = false;
        await decoder.close();
        this.#leave(serving);
      },
    };
  }

  #leave(serving: Serving): void {
    serving.decoders -= 1;
    if (serving !== this.#serving || serving.decoders > 0) return;
    const gone = new RemoteError("cancelled", "nothing is decoded any more");
    this.#lingering = this.#runtime.clock.after(LINGER_MS, () => this.#end(serving, gone));
  }

  #fail(serving: Serving, error: RemoteError): void {
    if (serving !== this.#serving) return;
    this.#runtime.log.error("the page that decodes AAC was ended", { reason: error.message });
    this.#end(serving, error);
  }

  #end(serving: Serving, error: RemoteError): void {
    if (serving !== this.#serving) return;
    this.#serving = null;
    this.#lingering?.cancel();
    serving.client.fail(error);
    serving.page.close();
  }
}
