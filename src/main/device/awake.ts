import { isRemoteError, type RemoteError } from "../../shared/errors.ts";
import type { Channel } from "../protocols/plugin.ts";
import { type Clock, delay } from "../runtime/clock.ts";

/** A sleeping Apple TV answers 15 to 20 s after it was woken (users.md D). */
const WAKE_LIFE_MS = 30_000;
const WAKE_RETRY_MS = 2000;

/** What playing on a device needs of its session. */
export interface PlayHost {
  /** One attempt to be connected, unless it is. */
  connect(): Promise<unknown>;
  /** As `Channels.forPlay`. */
  channel(signal: AbortSignal): Promise<Channel>;
  /** A person wants something of the device now. */
  wished(): void;
  wake(): void;
  /** Nothing that is open proves that the device is awake. */
  isAway(): boolean;
  /** Nothing plays any more. */
  idle(): void;
}

/** Has the device play something, again and again while it wakes up. Rejects as `once` does. */
export async function whenAwake<T>(
  clock: Clock,
  host: PlayHost,
  signal: AbortSignal,
  once: (channel: Channel) => Promise<T>,
): Promise<T> {
  const deadlineMs = clock.now() + WAKE_LIFE_MS;
  host.wished();
  // Not connected is no reason not to play; why it is not is told by the session.
  await host.connect().catch(() => {});
  for (;;) {
    signal.throwIfAborted();
    try {
      return await once(await host.channel(signal));
    } catch (thrown) {
      const isSilent = isRemoteError(thrown, "refused", "timeout", "lost") && !isAwake(thrown);
      const isLate = clock.now() >= deadlineMs;
      if (!isSilent || isLate || signal.aborted || !host.isAway()) throw thrown;
      host.wake();
      await delay(clock, WAKE_RETRY_MS, signal);
    }
  }
}

/** It let us in, and never answered what sound is set up with: waking it changes nothing. */
function isAwake({ details }: RemoteError): boolean {
  return details.subject === "audio-setup";
}
