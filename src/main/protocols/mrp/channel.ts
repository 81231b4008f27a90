import type { Runtime } from "../../runtime/runtime.ts";
import { type ReadonlySignal, Signal } from "../../runtime/signal.ts";
import type { Channel, ChannelState, CloseReason, Operations } from "../plugin.ts";
import type { RemoteSession } from "./session-contract.ts";

/** An open MediaRemote session, over whatever link: what plays, and what can be done about it. */
export class MediaRemoteChannel implements Channel {
  readonly protocol = "mrp";
  readonly operations: Partial<Operations> = {};
  readonly closed: Promise<CloseReason>;
  readonly #session: RemoteSession;
  readonly #state = new Signal<ChannelState>({ features: {} });

  /** Listens from the start: the device tells what plays while the session is still starting. */
  constructor(session: RemoteSession, _runtime: Runtime) {
    this.#session = session;
    this.closed = session.closed;
  }

  get state(): ReadonlySignal<ChannelState> {
    return this.#state;
  }

  probe(timeoutMs?: number): Promise<void> {
    return this.#session.probe(timeoutMs);
  }

  close(): Promise<void> {
    return this.#session.close();
  }
}
