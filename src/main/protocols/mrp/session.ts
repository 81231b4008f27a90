import type { Occurrence, ReadonlySignal } from "../../runtime/signal.ts";
import type { MrpDeviceInfo, MrpMessage } from "../../wire/mrp/message.ts";
import type { CloseReason, DeviceFacts } from "../plugin.ts";

export interface MrpRequestOptions {
  /** Default 5000 (parity 5.0). */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** MediaRemote as its channel sees it: messages in, messages out, answers. */
export interface MediaRemoteSession {
  /** What the device last said of itself: DEVICE_INFO, then each DEVICE_INFO_UPDATE. */
  readonly deviceInfo: ReadonlySignal<MrpDeviceInfo | null>;
  /** Everything that answers no request of ours, in order; DEVICE_INFO_UPDATE included. */
  readonly messages: Pick<Occurrence<MrpMessage>, "on">;
  /** Resolves exactly once. */
  readonly closed: Promise<CloseReason>;
  /** What the link learnt about the device by itself. */
  readonly facts?: ReadonlySignal<DeviceFacts>;
  /** Tells and expects no answer. Throws `lost` once the link is closed. */
  send(message: MrpMessage): void;
  /**
   * The answer to this message, whatever it says: reading `errorCode` is the caller's. Rejects with
   * `timeout`, `lost` or the signal's reason. A late answer is dropped.
   */
  request(message: MrpMessage, options?: MrpRequestOptions): Promise<MrpMessage>;
  /** A sign of life; rejects with `timeout` or `lost` and closes when there is none. */
  probe(timeoutMs?: number): Promise<void>;
  /** Orderly and idempotent. */
  close(): Promise<void>;
}
