import { randomU32 } from "../runtime/random.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { StrokeReader } from "./dmap-touch.ts";

/** As `mstm` of `/server-info` promises. */
export const SESSION_TIMEOUT_S = 1800;
/** The oldest goes when one more remote logs in. */
const MOST_SESSIONS = 32;

/** One remote that logged in. */
export interface DmapSession {
  readonly id: number;
  readonly stroke: StrokeReader;
  readonly ended: AbortController;
  /** Requests of it that wait for a change. */
  polls: number;
  /** Its last poll was not cut off: somebody is there. */
  present: boolean;
  usedAtMs: number;
}

/** Who is logged in. A session that asks for nothing for half an hour is forgotten. */
export class DmapSessions {
  readonly #runtime: Runtime;
  readonly #sessions = new Map<number, DmapSession>();

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
  }

  begin(): DmapSession {
    const session: DmapSession = {
      id: randomU32(this.#runtime.random) || 1,
      stroke: new StrokeReader(),
      ended: new AbortController(),
      polls: 0,
      present: true,
      usedAtMs: this.#runtime.clock.now(),
    };
    this.#sessions.set(session.id, session);
    const [oldest] = this.#sessions.keys();
    if (this.#sessions.size > MOST_SESSIONS && oldest !== undefined) this.end(oldest);
    return session;
  }

  /** Undefined: nobody's, or no longer. */
  use(id: number): DmapSession | undefined {
    const session = this.#sessions.get(id);
    const nowMs = this.#runtime.clock.now();
    if (session === undefined) return undefined;
    if (session.polls === 0 && nowMs - session.usedAtMs > SESSION_TIMEOUT_S * 1000) {
      this.end(id);
      return undefined;
    }
    session.usedAtMs = nowMs;
    session.present = true;
    return session;
  }

  end(id: number): void {
    const session = this.#sessions.get(id);
    this.#sessions.delete(id);
    session?.ended.abort();
  }

  endAll(): void {
    for (const id of [...this.#sessions.keys()]) this.end(id);
  }

  get present(): number {
    return [...this.#sessions.values()].filter(({ present }) => present).length;
  }
}
