import { isRemoteError, RemoteError } from "../../../../shared/errors.ts";
import type { MediaItem } from "../../plugin.ts";
import { explained } from "../../rtsp/access.ts";
import { isAccessRefusal } from "../../rtsp/status.ts";
import { FinalRefusal, type MediaTarget, type Player, type PlayRequest } from "./player.ts";
import { tvOsOf, type Way, waysToPlay } from "./ways.ts";

/** What a receiver says to what it does not know at all. */
const UNKNOWN_REQUEST = new Set([404, 405, 501]);
/** From here on it is worth a word of its own that nothing works any more. */
const FIRST_UNPLAYABLE_TVOS = 27;

/**
 * Tries one way after the other until one plays (docs/decisions/0031-ways-to-play.md). Rejects with
 * `unpaired` (subject `password`), `unavailable` (it lets us do nothing), `busy`, `rejected` (subject
 * `media`: it cannot play that), `unsupported` (no way is left), `refused`, `timeout`, `lost`, or the
 * signal's reason.
 */
export async function startPlaying(
  request: PlayRequest,
  ways: readonly Way[] = waysToPlay(request.receiver),
): Promise<Player> {
  const { context, receiver } = request;
  const { log } = context.runtime;
  const patient = { ...request, item: servedOnce(request.item) };
  const failures: RemoteError[] = [];
  for (const { name, start } of ways) {
    context.signal.throwIfAborted();
    try {
      const player = await start(patient);
      log.info("airplay: the device took what is to play", { way: name });
      return player;
    } catch (error) {
      context.signal.throwIfAborted();
      const refusal = error instanceof FinalRefusal ? error.error : RemoteError.from(error);
      const { code, details } = refusal;
      log.info("airplay: a way to play failed", { way: name, code, status: details.deviceCode });
      if (error instanceof FinalRefusal) throw explained(refusal, receiver.service);
      failures.push(refusal);
    }
  }
  throw verdict(failures, receiver);
}

/** The same address for each way. Without one no way is worth a try. */
function servedOnce(item: MediaItem): MediaItem {
  const served = new Map<string, Promise<string>>();
  return {
    ...item,
    urlFor(localAddress) {
      const url = served.get(localAddress) ?? item.urlFor(localAddress);
      served.set(localAddress, url);
      return url.catch((error: unknown) => {
        throw new FinalRefusal(RemoteError.from(error));
      });
    },
  };
}

/** What all of them together mean to whoever wanted to see something. */
function verdict(failures: readonly RemoteError[], { service }: MediaTarget): unknown {
  const [first] = failures;
  const closed = failures.find(isAccessRefusal);
  if (closed) return explained(closed, service);
  if (failures.some(({ details }) => details.subject === "in-use")) {
    return new RemoteError("busy", "somebody else plays something there", { cause: first });
  }
  if (first && failures.every((error) => isRemoteError(error, "timeout", "lost", "refused"))) {
    return first;
  }
  if (first && failures.length === 1 && !isUnknown(first)) return first;
  const tvOs = tvOsOf({ facts: service.facts }) ?? 0;
  return new RemoteError("unsupported", "the device takes it in no way that we know", {
    cause: failures.at(-1),
    ...(tvOs >= FIRST_UNPLAYABLE_TVOS && { subject: `tvOS ${tvOs}` }),
  });
}

function isUnknown({ code, details }: RemoteError): boolean {
  return code === "unsupported" || UNKNOWN_REQUEST.has(details.deviceCode ?? 0);
}
