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

/**
 * Keys of AirPlay before HAP: an Ed25519 key pair of ours, the name under which the device knows it,
 * and the device's own key (docs/protocols/airplay.md#legacy-pairing).
 */
export interface LegacyCredentials {
  readonly kind: "legacy";
  /** 16 upper-case hex digits. */
  readonly ourId: string;
  /** Ed25519 seed, 32 bytes. */
  readonly ourPrivateKey: Secret;
  /** Ed25519 public key, 32 bytes; absent where the keys come from a program that did not keep it. */
  readonly theirPublicKey?: Uint8Array;
}

/** What DMAP logs in with: the GUID of a pairing, or the id of a Home Sharing group. */
export interface DmapCredentials {
  readonly kind: "dmap";
  readonly login: "pairing-guid" | "home-sharing";
  /** `0x` and 16 hex digits, or a UUID. */
  readonly id: Secret<string>;
}

/** Whichever key one protocol keeps. */
export interface CredentialKinds {
  readonly mrp: HapCredentials;
  readonly dmap: DmapCredentials;
  readonly companion: HapCredentials;
  readonly airplay: HapCredentials | LegacyCredentials;
  readonly raop: HapCredentials | LegacyCredentials;
}
export type ProtocolCredentials = CredentialKinds[ProtocolId];

export function isHap(key: ProtocolCredentials | undefined): key is HapCredentials {
  return key?.kind === "hap";
}

/** What is kept for a device: at most one key a protocol, and the password of its AirPlay. */
export type Credentials = { readonly [P in ProtocolId]?: CredentialKinds[P] } & {
  /** What its owner set for everybody; AirPlay and its audio share it. */
  readonly password?: Secret<string>;
};
