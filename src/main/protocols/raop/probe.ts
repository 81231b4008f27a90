import { RemoteError } from "../../../shared/errors.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { AirPlayControl } from "../rtsp/control.ts";
import { createSessionIdentity } from "../rtsp/session-identity.ts";
import { receiverTarget } from "./receiver.ts";
import type { SoundReceiver } from "./way.ts";

const PROBE_TIMEOUT_MS = 5000;

/**
 * OPTIONS over a connection of its own; a refusal is a sign of life too. Rejects with `refused`,
 * `timeout` or `lost`.
 */
export async function probeReceiver(
  receiver: SoundReceiver,
  runtime: Runtime,
  timeoutMs = PROBE_TIMEOUT_MS,
): Promise<void> {
  const late = new AbortController();
  const silence = new RemoteError("timeout", "the device did not answer");
  const timer = runtime.clock.after(timeoutMs, () => late.abort(silence));
  let control: AirPlayControl | undefined;
  try {
    control = await AirPlayControl.open(runtime, receiverTarget(receiver), late.signal);
    const identity = createSessionIdentity(runtime.random, control.endpoints.localAddress);
    await control.rtsp(identity, { method: "OPTIONS", target: "*", signal: late.signal });
  } finally {
    timer.cancel();
    await control?.abort();
  }
}
