import { type Clock, delay } from "../runtime/clock.ts";
import type { Network } from "../runtime/network.ts";

/** Ports at which a sleeping device listens for whoever wants it (SC-47, E46). */
export const KNOCK_PORTS: readonly number[] = [3689, 7000, 49152, 32498];
const HELD_MS = 100;

/**
 * Wakes a device by connecting to its ports, once each. Whether anybody opens does not matter; the
 * signal ends what is left of it. Resolves when nothing is open any more.
 */
export async function knock(
  { network, clock }: { network: Network; clock: Clock },
  host: string,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<void> {
  const knockOn = async (port: number) => {
    const stream = await network.connectTcp({ host, port, signal, timeoutMs });
    try {
      await delay(clock, HELD_MS, signal);
    } finally {
      stream.close();
    }
  };
  await Promise.allSettled(KNOCK_PORTS.map(knockOn));
}
