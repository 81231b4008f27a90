import { isRemoteError, RemoteError } from "../../../shared/errors.ts";
import { delay } from "../../runtime/clock.ts";
import type { OpenMediaRemote } from "../media-remote.ts";
import type { Channel, OpenContext } from "../plugin.ts";
import type { SessionAccess } from "../rtsp/authenticate.ts";
import { connect } from "../rtsp/connect.ts";
import type { ControlTarget } from "../rtsp/control.ts";
import { RemoteSession } from "./remote-session.ts";

/** Waits before each attempt: a device that just woke up may drop the first session or two. */
const ATTEMPT_DELAYS_MS = [0, 500, 1500, 5000];
/** No further attempt begins after this long: somebody is waiting, and others may work. */
const PATIENCE_MS = 12_000;

export interface TunnelOptions {
  readonly target: ControlTarget;
  readonly access: SessionAccess;
  readonly openMediaRemote: OpenMediaRemote;
}

/**
 * MediaRemote inside an AirPlay 2 session. What fails once the device let us in is tried again,
 * since devices that wake up do that; a refusal, or nobody there at all, never is.
 */
export async function openTunnel(options: TunnelOptions, context: OpenContext): Promise<Channel> {
  const { clock, log } = context.runtime;
  const startedMs = clock.now();
  const progress = { letIn: false };
  for (let attempt = 0; ; attempt++) {
    try {
      return await openOnce(options, context, progress);
    } catch (error) {
      const delayMs = ATTEMPT_DELAYS_MS[attempt + 1];
      context.signal.throwIfAborted();
      if (delayMs === undefined || !isPassing(error, progress.letIn)) throw error;
      if (clock.now() + delayMs - startedMs > PATIENCE_MS) throw error;
      log.debug("airplay: the tunnel did not open", { attempt, code: error.code, delayMs });
      await delay(clock, delayMs, context.signal);
    }
  }
}

async function openOnce(
  options: TunnelOptions,
  context: OpenContext,
  progress: { letIn: boolean },
): Promise<Channel> {
  const { access, openMediaRemote } = options;
  const { control, shared } = await connect(options, context);
  progress.letIn = true;
  const session = await RemoteSession.open(control, shared, context);
  const ourId = access.kind === "hap" ? access.credentials.ourId : context.runtime.random.uuid();
  try {
    return await openMediaRemote(session, context, { ourId });
  } catch (error) {
    session.fail(RemoteError.from(error));
    throw error;
  }
}

/** Not a refusal: a broken connection, no answer, or trouble that the device admits (5xx). */
function isPassing(error: unknown, letIn: boolean): error is RemoteError {
  if (isRemoteError(error, "lost")) return true;
  if (isRemoteError(error, "timeout", "refused")) return letIn;
  return isRemoteError(error, "rejected") && (error.details.deviceCode ?? 0) >= 500;
}
