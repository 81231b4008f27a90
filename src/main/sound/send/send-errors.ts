import { RemoteError } from "../../../shared/errors.ts";
import type { Log } from "../../runtime/log.ts";

/** It is said once in that time, however often it happens. */
const QUIET_MS = 60_000;
/**
 * Nobody is told of packets of sound themselves (`DatagramSocket.connect`), but of sync packets, one a
 * second, which go the same way: when there was no error for so long, they leave again.
 */
const PAUSE_MS = 1500;
/** Wi-Fi that is back within five seconds is a gap, not a loss. */
const LOST_MS = 6000;

/**
 * What the system says of packets that could not leave. One of them is a packet lost; nothing but them
 * for six seconds means that there is no way to the receiver (its network, or ours, is gone).
 */
export class SendErrors {
  readonly #log: Log;
  readonly #onLost: (error: RemoteError) => void;
  #sinceMs = 0;
  #lastMs = Number.NEGATIVE_INFINITY;
  #saidMs = Number.NEGATIVE_INFINITY;
  #unsaid = 0;

  /** `onLost` may be called more than once. */
  constructor(log: Log, onLost: (error: RemoteError) => void) {
    this.#log = log;
    this.#onLost = onLost;
  }

  note(nowMs: number, error: Error): void {
    if (nowMs - this.#lastMs > PAUSE_MS) this.#sinceMs = nowMs;
    this.#lastMs = nowMs;
    this.#unsaid += 1;
    if (nowMs - this.#saidMs >= QUIET_MS) {
      this.#log.warn("a packet of sound could not leave", {
        reason: error.message,
        times: this.#unsaid,
      });
      this.#saidMs = nowMs;
      this.#unsaid = 0;
    }
    if (nowMs - this.#sinceMs < LOST_MS) return;
    this.#onLost(new RemoteError("lost", "no packet reaches the speaker", { cause: error }));
  }
}
