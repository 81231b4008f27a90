import { RemoteError } from "../../shared/errors.ts";
import type { TcpOptions, TcpStream } from "../runtime/network.ts";
import type { Runtime } from "../runtime/runtime.ts";

const CONNECT_TIMEOUT_MS = 5000;
/** A device with another address to try is not given the whole time on each. */
const SHORT_CONNECT_TIMEOUT_MS = 2000;

/**
 * Connects to the first of the addresses that answers, best first. Rejects with the error of the
 * best one, with the signal's reason, or with `refused` when there is no address at all.
 */
export async function connectFirst(
  runtime: Runtime,
  addresses: readonly string[],
  port: number,
  signal: AbortSignal,
  options: Pick<TcpOptions, "keepAliveIdleMs"> = {},
): Promise<TcpStream> {
  let first: unknown;
  for (const [at, host] of addresses.entries()) {
    const timeoutMs = at < addresses.length - 1 ? SHORT_CONNECT_TIMEOUT_MS : CONNECT_TIMEOUT_MS;
    try {
      return await runtime.network.connectTcp({ ...options, host, port, signal, timeoutMs });
    } catch (error) {
      signal.throwIfAborted();
      first ??= error;
    }
  }
  throw first ?? new RemoteError("refused", "no address is known");
}
