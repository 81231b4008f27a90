import type { Runtime } from "../../runtime/runtime.ts";
import type { Programme } from "./programme.ts";
import type { SessionClock } from "./session-clock.ts";
import type { Timeline } from "./timeline.ts";

/** What the legs of a session share. */
export interface LegContext {
  readonly runtime: Runtime;
  readonly time: SessionClock;
  readonly timeline: Timeline;
  readonly programme: Programme;
  /** The next frame to leave. */
  cursor(): number;
  /** Frames leave, each at its time. */
  isRunning(): boolean;
}
