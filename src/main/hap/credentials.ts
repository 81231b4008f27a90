import type { ProtocolId } from "../../shared/model/protocol.ts";
import type { Secret } from "../runtime/secret.ts";

/** HAP keys for one device (HAP specification 5.6.6): an Ed25519 key pair of ours, a public key of theirs. */
export interface HapCredentials {
  readonly kind: "hap";
  readonly ourId: string;
  /** Ed25519 seed, 32 bytes. */
  readonly ourPrivateKey: Secret;
  readonly theirId: string;
  /** Ed25519 public key, 32 bytes. */
  readonly theirPublicKey: Uint8Array;
}

/** What is kept for a device: at most one credential a protocol. */
export type Credentials = Readonly<Partial<Record<ProtocolId, HapCredentials>>>;
