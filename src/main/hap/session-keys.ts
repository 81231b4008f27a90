import { hkdfSha512 } from "../crypto/hkdf.ts";
import { Secret } from "../runtime/secret.ts";

/** HKDF inputs for the two directions of one channel, as the controller (us) sees them. */
export interface ChannelKeyNames {
  readonly salt: string;
  readonly output: string;
  readonly input: string;
}

export interface ChannelKeys {
  /** Encrypts what this side sends. */
  readonly output: Secret;
  /** Decrypts what it receives. */
  readonly input: Secret;
}

/** PA-50 to PA-53. Another implementation (pyatv), and seen on devices for all but MRP over TCP. */
export const channelKeyNames = {
  mrp: {
    salt: "MediaRemote-Salt",
    output: "MediaRemote-Write-Encryption-Key",
    input: "MediaRemote-Read-Encryption-Key",
  },
  companion: { salt: "", output: "ClientEncrypt-main", input: "ServerEncrypt-main" },
  airplayControl: {
    salt: "Control-Salt",
    output: "Control-Write-Encryption-Key",
    input: "Control-Read-Encryption-Key",
  },
  // The other way round: on the event channel the receiver is the one that asks.
  airplayEvents: {
    salt: "Events-Salt",
    output: "Events-Read-Encryption-Key",
    input: "Events-Write-Encryption-Key",
  },
} as const satisfies Record<string, ChannelKeyNames>;

/** PA-54: the salt ends with the channel's 64-bit seed as an unsigned decimal number. */
export function dataStreamKeyNames(seed: bigint): ChannelKeyNames {
  return {
    salt: `DataStream-Salt${BigInt.asUintN(64, seed)}`,
    output: "DataStream-Output-Encryption-Key",
    input: "DataStream-Input-Encryption-Key",
  };
}

/** A key of 32 bytes by HKDF-SHA-512 from a shared secret. */
export function deriveKey(secret: Secret, salt: string, context: string): Secret {
  return new Secret(hkdfSha512(secret.expose(), salt, context));
}

/** Keys for the controller; an accessory calls `otherSide` on them. */
export function deriveChannelKeys(secret: Secret, names: ChannelKeyNames): ChannelKeys {
  return {
    output: deriveKey(secret, names.salt, names.output),
    input: deriveKey(secret, names.salt, names.input),
  };
}

export function otherSide({ output, input }: ChannelKeys): ChannelKeys {
  return { output: input, input: output };
}
