import { isRemoteError, RemoteError } from "../../../shared/errors.ts";
import type { OpenContext, SoundJoin } from "../plugin.ts";
import { explained } from "../rtsp/access.ts";
import { isAccessRefusal } from "../rtsp/status.ts";
import { FinalRefusal, type RunningSound, type SoundReceiver, type SoundWay } from "./way.ts";
import { waysToSound } from "./ways.ts";

/**
 * Tries one way after the other until one sounds (docs/decisions/0038-ways-to-a-speaker.md). Rejects
 * as `Operations.playSound` does, with nothing left open.
 */
export async function startSound(
  receiver: SoundReceiver,
  join: SoundJoin,
  context: OpenContext,
  ways: readonly SoundWay[] = waysToSound(receiver),
): Promise<RunningSound> {
  const { log } = context.runtime;
  const failures: RemoteError[] = [];
  for (const way of ways) {
    context.signal.throwIfAborted();
    try {
      const sound = await way.start(receiver, join, context);
      log.info("raop: sound is on its way", { way: way.name });
      return sound;
    } catch (error) {
      context.signal.throwIfAborted();
      const refusal = error instanceof FinalRefusal ? error.error : RemoteError.from(error);
      const { code, details } = refusal;
      log.info("raop: a way to a speaker failed", {
        way: way.name,
        code,
        status: details.deviceCode,
        subject: details.subject,
      });
      if (error instanceof FinalRefusal) throw explainedBy(receiver, refusal);
      failures.push(refusal);
    }
  }
  throw explainedBy(receiver, verdict(failures));
}

/** What all of them together mean: who keeps us out, or whose silence it was, counts before the rest. */
function verdict(failures: readonly RemoteError[]): RemoteError {
  const [first] = failures;
  if (first === undefined) return new RemoteError("unsupported", "no way of ours leads there");
  const inUse = failures.find(({ details }) => details.subject === "in-use");
  const silent = failures.find((error) => isRemoteError(error, "timeout"));
  return failures.find(isAccessRefusal) ?? inUse ?? silent ?? first;
}

function explainedBy({ airplay }: SoundReceiver, error: RemoteError): RemoteError {
  return airplay === undefined ? error : RemoteError.from(explained(error, airplay));
}
