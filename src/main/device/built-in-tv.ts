import type { TvScreen } from "../../shared/model/tv-screen.ts";
import type { ReadonlySignal } from "../runtime/signal.ts";

/** The virtual Apple TV that comes with the app, as the hub needs it. */
export interface BuiltInTv {
  /** Advertises itself; resolves with the identifiers under which it will be found. Idempotent. */
  start(): Promise<{ readonly identifiers: readonly string[] }>;
  stop(): Promise<void>;
  /** Types the code of one of `TvScreen.remotes`; resolves when something came of it. */
  pairRemote?(id: string, code: string): Promise<void>;
  /** Null while it does not run. */
  readonly screen: ReadonlySignal<TvScreen | null>;
}
