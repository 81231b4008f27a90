import { RemoteError } from "../../shared/errors.ts";
import type { ProtocolId } from "../../shared/model/protocol.ts";
import type { Channel, ChannelPlan, OperationName } from "../protocols/plugin.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { Approach } from "./channels.ts";

/** What a channel on standby waits for. */
export type PlayOperation = Extract<OperationName, "playMedia" | "playSound">;

/** Whose channel on standby does it (docs/decisions/0030 and 0038). */
export const standbyProtocol: Readonly<Record<PlayOperation, ProtocolId>> = {
  playMedia: "airplay",
  playSound: "raop",
};

export function waitsFor(operation: PlayOperation) {
  return ({ protocol, standby }: ChannelPlan): boolean =>
    standby === true && protocol === standbyProtocol[operation];
}

export function isStandbyOnly({ plans }: Pick<Approach, "plans">): boolean {
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
export async function openForPlay(
  runtime: Runtime,
  { plans, keys, context }: Approach,
  operation: PlayOperation,
  signal: AbortSignal,
): Promise<Channel> {
  const key = keys[operation];
  let error = key
    ? new RemoteError("unpaired", "it plays only for whom it knows", { subject: key })
    : new RemoteError("unsupported", "it plays nothing of this kind", { subject: operation });
  const ways = plans.filter(waitsFor(operation)).sort((a, b) => a.rank - b.rank);
  for (const plan of ways) {
    try {
      const channel = await plan.open({ ...context, runtime, signal });
      if (channel.operations[operation]) return channel;
      await channel.close();
    } catch (thrown) {
      signal.throwIfAborted();
      error = RemoteError.from(thrown);
      runtime.log.info("nothing to play with", { way: plan.way, cause: error.code });
    }
  }
  throw error;
}
