import { sha512 } from "../crypto/hash.ts";
import type { Secret } from "../runtime/secret.ts";
import { hexOf, utf8 } from "../wire/bytes.ts";
import { type ModelTraits, type TvModel, traitsOf } from "./model.ts";

/** Who this TV is. All of it follows from one seed, so that an owner has one thing to keep. */
export interface TvIdentity extends ModelTraits {
  /** Ed25519 seed of its pairing identity. */
  readonly seed: Secret;
  /** What it calls itself in pairing. */
  readonly pairingId: string;
  /** `psi` and `rpMRtID`: the one identifier that stays. */
  readonly systemId: string;
  readonly airplayId: string;
  readonly groupId: string;
  readonly airplayKey: string;
  /** The private address in `deviceid`. */
  readonly mac: string;
  readonly bluetoothMac: string;
  readonly rpId: string;
  readonly rpHostName: string;
  readonly rpAdvertisingId: string;
  /** What Home Sharing calls it: 16 upper-case hex digits. */
  readonly dmapId: string;
  /** The Home Sharing group that its owner can put it into. */
  readonly homeSharingId: string;
}

export function identityOf(seed: Secret, model: TvModel = "apple-tv-4k-tvos26"): TvIdentity {
  const derive = (label: string) => sha512(seed.expose(), utf8(`virtual tv ${label}`));
  const hex = (label: string, bytes: number) => hexOf(derive(label).subarray(0, bytes));
  return {
    ...traitsOf(model),
    seed,
    pairingId: uuid(derive("pairing")).toUpperCase(),
    systemId: uuid(derive("system")).toUpperCase(),
    airplayId: uuid(derive("airplay")),
    groupId: uuid(derive("group")).toUpperCase(),
    airplayKey: hex("airplay key", 32),
    mac: macAddress(derive("mac")),
    bluetoothMac: macAddress(derive("bluetooth")),
    rpId: hex("rapport", 6),
    rpHostName: hex("host name", 6),
    rpAdvertisingId: hex("advertising", 6),
    dmapId: hex("home sharing", 8).toUpperCase(),
    homeSharingId: `00000000${uuid(derive("home sharing group")).slice(8)}`,
  };
}

const PAIRS_BY_PIN = 0x4000;

/** The same TV, whose Companion does not say that it takes a PIN (SC-59). */
export function withoutPairing(identity: TvIdentity): TvIdentity {
  const flags = Number(identity.companionFlags) & ~PAIRS_BY_PIN;
  return { ...identity, companionFlags: `0x${flags.toString(16).toUpperCase()}` };
}

/** Version 4 in form: what distinguishes a random one is not our concern. */
function uuid(bytes: Uint8Array): string {
  const chosen = bytes.slice(0, 16);
  chosen[6] = ((chosen[6] ?? 0) & 0x0f) | 0x40;
  chosen[8] = ((chosen[8] ?? 0) & 0x3f) | 0x80;
  const hex = hexOf(chosen);
  const parts = [
    [0, 8],
    [8, 12],
    [12, 16],
    [16, 20],
    [20, 32],
  ] as const;
  return parts.map(([from, to]) => hex.slice(from, to)).join("-");
}

/** Locally administered, as the private addresses that tvOS 18 and later announce. */
function macAddress(bytes: Uint8Array): string {
  const chosen = bytes.slice(0, 6);
  chosen[0] = ((chosen[0] ?? 0) & 0xfc) | 0x02;
  return Array.from(chosen, (byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join(":");
}
