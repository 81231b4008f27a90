import type { Clock } from "./clock.ts";
import type { HttpGet } from "./http-get.ts";
import type { Log } from "./log.ts";
import type { MediaFetch } from "./media-fetch.ts";
import type { Network } from "./network.ts";
import type { Random } from "./random.ts";
import type { StreamFetch } from "./stream-fetch.ts";

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
  /** Sound from addresses, for as long as it sounds. Absent: none is fetched. */
  readonly streamFetch?: StreamFetch;
}

/** Wire messages for diagnosis: a bounded ring in memory, apart from the log. Never key material. */
export interface Trace {
  readonly enabled: boolean;
  record(direction: "in" | "out", channel: string, summary: string): void;
}

export const noTrace: Trace = { enabled: false, record: () => {} };
