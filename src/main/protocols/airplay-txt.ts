import type { AccessRestriction, DeviceKind } from "../../shared/model/device.ts";
import type { PairingRequirement } from "../../shared/model/protocol.ts";
import { lookUpModel } from "./apple-models.ts";
import type { DeviceFacts, TxtRecord } from "./plugin.ts";
import { filled, hexNumber } from "./txt-record.ts";

/**
 * What `_airplay._tcp` and `_raop._tcp` say in the same way: both belong to one receiver, and the
 * rules below are shared by both plug-ins. Facts: docs/protocols/discovery.md#airplay.
 */
const FLAG_PIN = 0x8;
const FLAG_PASSWORD = 0x80;
const FLAG_LEGACY_PAIRING = 0x200;

/** Feature bits that we look at (SC-65). */
export const AirPlayFeature = {
  videoV1: 0n,
  authentication26: 26n,
  authentication27: 27n,
  unifiedAdvertiserInfo: 30n,
  unifiedMediaControl: 38n,
  precisionTime: 41n,
  systemPairing: 43n,
  coreUtilsPairing: 48n,
  videoV2: 49n,
} as const;

/**
 * The feature bits of `features` or `ft`: `0xLOW,0xHIGH`, one hex word, or a decimal number (E18).
 * The low word is padded, so `0x1F,0x1` is 0x10000001F (QK-19). Undefined when it is none of these.
 */
export function parseFeatures(text: string | undefined): bigint | undefined {
  if (text === undefined) return undefined;
  const words = /^0x([\da-f]{1,8})(?:,0x([\da-f]{1,8}))?$/i.exec(text);
  if (words) return (BigInt(`0x${words[2] ?? "0"}`) << 32n) | BigInt(`0x${words[1]}`);
  if (/^0x[\da-f]{9,16}$/i.test(text) || /^\d{1,19}$/.test(text)) return BigInt(text);
  return undefined;
}

export function hasFeature(features: bigint | undefined, bit: bigint): boolean {
  return features !== undefined && ((features >> bit) & 1n) === 1n;
}

/** AirPlay 2 when either of the two bits that only it has is set (SC-66). */
export function airPlayVersion(txt: TxtRecord): 1 | 2 {
  const features = parseFeatures(filled(txt, "ft") ?? filled(txt, "features"));
  const { unifiedMediaControl, coreUtilsPairing } = AirPlayFeature;
  const second =
    hasFeature(features, unifiedMediaControl) || hasFeature(features, coreUtilsPairing);
  return second ? 2 : 1;
}

/** Status flags: `sf`, else `flags`, else none (SC-61). */
export function statusFlags(txt: TxtRecord): number {
  return hexNumber(filled(txt, "sf") ?? filled(txt, "flags")) ?? 0;
}

/** A password is asked for: said in three ways (SC-62, E28). */
export function requiresPassword(txt: TxtRecord): boolean {
  const said = txt.text("pw")?.toLowerCase();
  return said === "true" || said === "1" || (statusFlags(txt) & FLAG_PASSWORD) !== 0;
}

/** The owner allows nobody (`acl`) or only themselves (`act`): no pairing, whatever the flags (E60, E61). */
export function accessRestriction(txt: TxtRecord): PairingRequirement | undefined {
  if (txt.text("acl") === "1") return "disabled";
  return txt.text("act") === "2" ? "unsupported" : undefined;
}

/** What keeps people out, for words before they try (E28, E60, E61). */
export function announcedRestriction(txt: TxtRecord): AccessRestriction | undefined {
  const restricted = accessRestriction(txt);
  if (restricted !== undefined)
    return restricted === "disabled" ? "access-restricted" : "same-user";
  return requiresPassword(txt) ? "password" : undefined;
}

/** SC-57. `act` is asked before the flags: a Mac for its own user says both, and never pairs (E61). */
export function airPlayPairing(txt: TxtRecord, rawModel: string | undefined): PairingRequirement {
  const restricted = accessRestriction(txt);
  if (restricted) return restricted;
  if (/^Mac\d+,\d+$/.test(rawModel ?? "")) return "unsupported";
  const asksForCode = (statusFlags(txt) & (FLAG_LEGACY_PAIRING | FLAG_PIN)) !== 0;
  return asksForCode ? "mandatory" : "not-needed";
}

/** Kind and operating system by model (E30): what is not Apple's model is a third party's receiver. */
export function receiverFacts(rawModel: string | undefined, txt: TxtRecord): DeviceFacts {
  const manufacturer = filled(txt, "manufacturer");
  const known = rawModel === undefined ? undefined : lookUpModel(rawModel);
  return {
    ...(rawModel !== undefined && { rawModel }),
    ...(manufacturer !== undefined && { manufacturer }),
    ...kindAndOs(known, rawModel !== undefined || manufacturer !== undefined),
  };
}

function kindAndOs(
  known: { kind: DeviceKind; os: NonNullable<DeviceFacts["os"]> } | undefined,
  saysWhatItIs: boolean,
): DeviceFacts {
  if (known) return { kind: known.kind, os: known.os };
  return saysWhatItIs ? { kind: "speaker", os: "third-party" } : {};
}
