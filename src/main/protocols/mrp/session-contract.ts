import type { Occurrence, ReadonlySignal } from "../../runtime/signal.ts";
import type { MrpDeviceInfo, MrpMessage } from "../../wire/mrp/message.ts";
import type { CloseReason, DeviceFacts } from "../plugin.ts";

export interface RequestTerms {
  /** By default 5 s. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** What the channel needs of a MediaRemote session, whatever link is under it. */
export interface RemoteSession {
  /** The last DEVICE_INFO, as an answer or as news. Null before the first. */
  readonly deviceInfo: ReadonlySignal<MrpDeviceInfo | null>;
  /** Every message that answers no request, DEVICE_INFO_UPDATE included. In order. */
  readonly messages: Pick<Occurrence<MrpMessage>, "on">;
  /** Resolves exactly once. */
  readonly closed: Promise<CloseReason>;
  /** What the link learnt about the device by itself. */
  readonly facts?: ReadonlySignal<DeviceFacts>;
  /** Adds the unique identifier. Throws `lost` once the session is closed. */
  send(message: MrpMessage): void;
  /** Adds the identifiers. Rejects with `timeout`, `lost`, or the signal's reason. */
  request(message: MrpMessage, terms?: RequestTerms): Promise<MrpMessage>;
  /** Rejects with `lost` or `timeout`, and closes, when there is no sign of life. */
  probe(timeoutMs?: number): Promise<void>;
  /** Orderly and idempotent. */
  close(): Promise<void>;
}
