import { type ErrorBody, RemoteError } from "../shared/errors.ts";
import type { Bridge } from "../shared/ipc/bridge.ts";
import type { Args, EventMap, Result } from "../shared/ipc/contract.ts";
import type { CallName, EventName } from "../shared/ipc/names.ts";

declare global {
  interface Window {
    readonly armchair?: Bridge;
  }
}

/** The contract, typed, as the windows use it. */
export interface Api {
  /** Rejects with a RemoteError and with nothing else. */
  call<N extends CallName>(name: N, ...args: Args<N>): Promise<Result<N>>;
  on<N extends EventName>(name: N, listener: (snapshot: EventMap[N]) => void): () => void;
}

/** `onFailure` hears of every call that failed, before its caller does. */
export function createApi(
  bridge: Bridge,
  onFailure: (error: ErrorBody) => void = () => undefined,
): Api {
  return {
    async call<N extends CallName>(name: N, ...args: Args<N>): Promise<Result<N>> {
      const reply = await bridge.call(name, args).catch((thrown: unknown) => {
        throw RemoteError.from(thrown);
      });
      if (!reply.ok) {
        onFailure(reply.error);
        throw RemoteError.fromBody(reply.error);
      }
      return reply.value as Result<N>;
    },
    on<N extends EventName>(name: N, listener: (snapshot: EventMap[N]) => void) {
      return bridge.on(name, (snapshot) => listener(snapshot as EventMap[N]));
    },
  };
}
