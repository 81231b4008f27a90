import { RemoteError } from "../../shared/errors.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { SoundEngine } from "./engine.ts";
import { LocalSession } from "./send/session.ts";
import type { OpenSource } from "./source/source.ts";

/** The engine in this thread, on this runtime's clock and network. */
export function createLocalEngine(runtime: Runtime, openSource: OpenSource): SoundEngine {
  const sessions = new Set<LocalSession>();
  let isClosed = false;
  return {
    async open() {
      if (isClosed) throw new RemoteError("unavailable", "the program is about to end");
      const session = new LocalSession(runtime, openSource, () => sessions.delete(session));
      sessions.add(session);
      return session;
    },
    async close() {
      isClosed = true;
      await Promise.all([...sessions].map((session) => session.close()));
    },
  };
}
