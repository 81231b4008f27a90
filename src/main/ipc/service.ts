import type { EventMap, Handlers } from "../../shared/ipc/contract.ts";
import type { EventName } from "../../shared/ipc/names.ts";
import type { Off } from "../runtime/signal.ts";

/**
 * The contract, served: what the windows (over Electron's IPC), the command line (over a local
 * socket, or in its own process) and the tests all talk to.
 */
export interface Service {
  readonly handlers: Handlers;
  /** Called with each new whole snapshot of that name. */
  on<N extends EventName>(name: N, listener: (snapshot: EventMap[N]) => void): Off;
}
