import type { Occurrence, ReadonlySignal } from "../runtime/signal.ts";
import type { MrpMessage } from "../wire/mrp/message.ts";
import type { Channel, CloseReason, DeviceFacts, OpenContext } from "./plugin.ts";

/**
 * What MediaRemote needs of the link under it, so that it runs over its own TCP connection and
 * inside an AirPlay 2 session alike (docs/decisions/0023). Whole messages, in order.
 */
export interface MediaRemotePipe {
  /** Queues and returns. Throws `lost` once the pipe is closed. */
  send(message: MrpMessage): void;
  readonly messages: Pick<Occurrence<MrpMessage>, "on">;
  /** Resolves exactly once. */
  readonly closed: Promise<CloseReason>;
  /**
   * A sign of life of the link itself, when it has a way of its own to ask for one (AirPlay's
   * feedback). Without it MediaRemote asks, and sends its own heartbeat.
   */
  readonly probe?: (timeoutMs?: number) => Promise<void>;
  /** What the link learnt about the device by itself, such as from `updateInfo`. */
  readonly facts?: ReadonlySignal<DeviceFacts>;
  /** Closes with this error: something beyond repair was received, or a heartbeat was missed. */
  fail(error: Error): void;
  /** Orderly and idempotent. */
  close(): Promise<void>;
}

export interface MediaRemoteStart {
  /** Our identifier in DEVICE_INFO: the pairing's, or a fresh one. */
  readonly ourId: string;
  /** Runs after DEVICE_INFO and before anything else: pair-verify and encryption of a direct link. */
  readonly authenticate?: (
    exchange: (message: MrpMessage, signal: AbortSignal) => Promise<MrpMessage>,
    signal: AbortSignal,
  ) => Promise<void>;
}

/**
 * Starts MediaRemote over an open pipe (MR-03) and returns its channel, which owns the pipe from
 * then on. Rejects as `ChannelPlan.open` does, with the pipe closed.
 */
export type OpenMediaRemote = (
  pipe: MediaRemotePipe,
  context: OpenContext,
  start: MediaRemoteStart,
) => Promise<Channel>;
