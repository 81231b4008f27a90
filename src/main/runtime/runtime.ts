import type { Clock } from "./clock.ts";
import type { HttpGet } from "./http-get.ts";
import type { Log } from "./log.ts";
import type { MediaFetch } from "./media-fetch.ts";
import type { Network } from "./network.ts";
import type { Random } from "./random.ts";

/** Everything impure, by constructor. */
export interface Runtime {
  readonly clock: Clock;
  readonly random: Random;
  readonly network: Network;
  readonly log: Log;
  readonly trace: Trace;
  /** Documents from beyond the device. Absent: nothing is ever fetched (docs/decisions/0024). */
  readonly httpGet?: HttpGet;
  /** Films, as the virtual devices fetch them. Absent: none can be reached. */
  readonly mediaFetch?: MediaFetch;
}

/** Wire messages for diagnosis: a bounded ring in memory, apart from the log. Never key material. */
export interface Trace {
  readonly enabled: boolean;
  record(direction: "in" | "out", channel: string, summary: string): void;
}

export const noTrace: Trace = { enabled: false, record: () => {} };
