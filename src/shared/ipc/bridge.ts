import type { Reply } from "./contract.ts";
import type { CallName, EventName } from "./names.ts";

/** What the preload script puts into a window, and all that it puts there. */
export interface Bridge {
  /** Always resolves; a failure is `{ ok: false }`. */
  call(name: CallName, args: readonly unknown[]): Promise<Reply<unknown>>;
  /** Returns the way to stop listening. */
  on(name: EventName, listener: (snapshot: unknown) => void): () => void;
}

/** The property of `window` that holds the bridge. */
export const BRIDGE_NAME = "armchair";
