import { RemoteError } from "../../shared/errors.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { SoundEngine } from "./engine.ts";
import type { OpenSource } from "./source/source.ts";

/** The engine in this thread, on this runtime's clock and network. */
export function createLocalEngine(_runtime: Runtime, _openSource: OpenSource): SoundEngine {
  return {
    open: () => Promise.reject(new RemoteError("unavailable", "no session can be opened yet")),
    close: async () => {},
  };
}
