import { RemoteError } from "../../../shared/errors.ts";
import type { OpenMediaRemote } from "../media-remote.ts";
import { MediaRemoteChannel } from "./channel.ts";
import { MediaRemoteSession } from "./session.ts";

/** MediaRemote over any link (docs/decisions/0023). */
export const openMediaRemote: OpenMediaRemote = async (pipe, context, start) => {
  const { runtime, signal, controllerName } = context;
  const session = new MediaRemoteSession(pipe, runtime, { ourId: start.ourId, controllerName });
  // Before the session starts: the device tells what plays in the same breath.
  const channel = new MediaRemoteChannel(session, runtime);
  try {
    await session.start(start.authenticate, signal);
    return channel;
  } catch (error) {
    pipe.fail(RemoteError.from(error));
    throw error;
  }
};
