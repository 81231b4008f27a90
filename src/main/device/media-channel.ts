import { RemoteError } from "../../shared/errors.ts";
import type { Channel, ChannelPlan } from "../protocols/plugin.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { Approach } from "./channels.ts";

export function isStandbyOnly({ plans }: Approach): boolean {
  return plans.length > 0 && plans.every(({ standby }) => standby === true);
}

/** The device has nothing else that would tell whether it is there. */
export function probedFirst(plan: ChannelPlan): ChannelPlan {
  return {
    ...plan,
    open: async (context) => {
      const channel = await plan.open(context);
      try {
        await channel.probe();
        return channel;
      } catch (error) {
        await channel.close();
        throw error;
      }
    },
  };
}

/**
 * One that is opened for a single play, by the first way that works. Rejects with the last way's
 * error; with `unpaired` (subject: the protocol) when a key would open one, else with `unsupported`.
 */
export async function openForMedia(
  runtime: Runtime,
  { plans, mediaKey, context }: Approach,
  signal: AbortSignal,
): Promise<Channel> {
  let error = mediaKey
    ? new RemoteError("unpaired", "it plays only for whom it knows", { subject: mediaKey })
    : new RemoteError("unsupported", "it plays nothing by its address", { subject: "playMedia" });
  const ways = plans.filter(({ standby }) => standby === true).sort((a, b) => a.rank - b.rank);
  for (const plan of ways) {
    try {
      const channel = await plan.open({ ...context, runtime, signal });
      if (channel.operations.playMedia) return channel;
      await channel.close();
    } catch (thrown) {
      signal.throwIfAborted();
      error = RemoteError.from(thrown);
      runtime.log.info("nothing to play with", { way: plan.way, cause: error.code });
    }
  }
  throw error;
}
