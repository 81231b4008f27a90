import { isRemoteError } from "../../../shared/errors.ts";
import { RecordCipher } from "../../hap/record.ts";
import { type ChannelKeyNames, deriveChannelKeys } from "../../hap/session-keys.ts";
import { delay } from "../../runtime/clock.ts";
import type { TcpStream } from "../../runtime/network.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import type { Secret } from "../../runtime/secret.ts";
import { AirPlayLink } from "./link.ts";

const ATTEMPTS = 5;
const BETWEEN_ATTEMPTS_MS = 1000;

export interface SideChannel {
  readonly host: string;
  readonly port: number;
  readonly keyNames: ChannelKeyNames;
}

/**
 * A further connection of the same session, encrypted from its first byte. A receiver may name its
 * port before it listens there, so a refusal is tried again, five times in all, a second apart.
 * Rejects with `refused`, `timeout` or the signal's reason.
 */
export async function openSideChannel(
  runtime: Runtime,
  { host, port, keyNames }: SideChannel,
  shared: Secret,
  signal: AbortSignal,
): Promise<AirPlayLink> {
  const stream = await connectPatiently(runtime, host, port, signal);
  return new AirPlayLink(stream, new RecordCipher(deriveChannelKeys(shared, keyNames)));
}

async function connectPatiently(
  { network, clock }: Runtime,
  host: string,
  port: number,
  signal: AbortSignal,
): Promise<TcpStream> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await network.connectTcp({ host, port, signal });
    } catch (error) {
      if (attempt === ATTEMPTS || !isRemoteError(error, "refused")) throw error;
    }
    await delay(clock, BETWEEN_ATTEMPTS_MS, signal);
  }
}
