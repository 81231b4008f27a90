import type { RemoteError } from "../../../shared/errors.ts";
import type { PacketRequest } from "../../../shared/ipc/packet-decoding.ts";

/** A page that decodes, and starts with the first that it is asked. It is not trusted. */
export interface DecoderPage {
  /** Why there is no page any more; null: it was closed. */
  readonly gone: Promise<RemoteError | null>;
  post(request: PacketRequest): void;
  /** One listener. What it hears may be anything. */
  onMessage(listener: (message: unknown) => void): void;
  /** At once, with its process. Idempotent. */
  close(): void;
}
