import { type ErrorBody, RemoteError } from "../shared/errors.ts";
import type { Bridge } from "../shared/ipc/bridge.ts";
import type { Args, EventMap, Reply, Result } from "../shared/ipc/contract.ts";
import type { CallName, EventName } from "../shared/ipc/names.ts";
import type { FileOffer } from "../shared/model/media.ts";
import type { SoundOffer } from "../shared/model/sound.ts";

declare global {
  interface Window {
    readonly armchair?: Bridge;
  }
}

/** The contract, typed, as the windows use it. */
export interface Api {
  /** Rejects with a RemoteError and with nothing else. */
  call<N extends CallName>(name: N, ...args: Args<N>): Promise<Result<N>>;
  /** A file that a person dropped or chose; `invalid` for what is none. Rejects as `call` does. */
  offerFile(file: File): Promise<FileOffer>;
  /** A file, folder or playlist: everything of it that sounds. */
  offerSound(file: File): Promise<readonly SoundOffer[]>;
  on<N extends EventName>(name: N, listener: (snapshot: EventMap[N]) => void): () => void;
}

/** `onFailure` hears of every call that failed, before its caller does. */
export function createApi(
  bridge: Bridge,
  onFailure: (error: ErrorBody) => void = () => undefined,
): Api {
  const answerOf = async <R>(work: Promise<Reply<R>>): Promise<R> => {
    const reply = await work.catch((thrown: unknown) => {
      throw RemoteError.from(thrown);
    });
    if (reply.ok) return reply.value;
    onFailure(reply.error);
    throw RemoteError.fromBody(reply.error);
  };
  return {
    async call<N extends CallName>(name: N, ...args: Args<N>): Promise<Result<N>> {
      return (await answerOf(bridge.call(name, args))) as Result<N>;
    },
    offerFile: (file) => answerOf(bridge.offerFile(file)),
    offerSound: (file) => answerOf(bridge.offerSound(file)),
    on<N extends EventName>(name: N, listener: (snapshot: EventMap[N]) => void) {
      return bridge.on(name, (snapshot) => listener(snapshot as EventMap[N]));
    },
  };
}
