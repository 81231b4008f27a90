import { RemoteError } from "../../shared/errors.ts";
import { type TlvItem, TlvTag, tlvValue } from "../wire/tlv8.ts";

/** HAP specification table 5-5. */
export const HapError = {
  Unknown: 1,
  Authentication: 2,
  BackOff: 3,
  MaxPeers: 4,
  MaxTries: 5,
  Unavailable: 6,
  Busy: 7,
} as const;

/**
 * Where the error came, because Authentication means something else each time: `pin` is setup up
 * to M4, `keys` is M6, where the PIN was right already, `verify-start` is verify M2, where the
 * device has not been told yet who asks and so cannot mean that it forgot us, `verify` is M4.
 */
export type HapPhase = "pin" | "keys" | "verify-start" | "verify" | "pairings";

/**
 * Throws the error that a device put into its answer, if there is one. `wrong-pin` and `backoff`
 * carry `retryAfterS` when the device says how long (docs/protocols/hap.md#errors).
 */
export function throwIfError(items: readonly TlvItem[], phase: HapPhase): void {
  const code = tlvValue(items, TlvTag.Error);
  if (code === undefined) return;
  throw hapError(code.length === 1 ? (code[0] ?? 0) : 0, phase, retryAfter(items));
}

function hapError(code: number, phase: HapPhase, wait: { retryAfterS?: number }): RemoteError {
  switch (code) {
    case HapError.Authentication:
      return authenticationError(phase, wait);
    case HapError.BackOff:
      return new RemoteError("backoff", "the device makes us wait before another try", wait);
    case HapError.MaxPeers:
      return new RemoteError("full", "the device holds as many controllers as it can");
    case HapError.MaxTries:
      // No time is given, because waiting does not help: the count ends with a restart.
      return new RemoteError("backoff", "the device saw too many wrong tries: restart it", wait);
    case HapError.Unavailable:
      return new RemoteError("unavailable", "the device does not pair at the moment");
    case HapError.Busy:
      return new RemoteError("busy", "somebody else is pairing with the device");
    default:
      return new RemoteError("rejected", "the device refused", { deviceCode: code });
  }
}

function authenticationError(phase: HapPhase, wait: { retryAfterS?: number }): RemoteError {
  if (phase === "pin") return new RemoteError("wrong-pin", "the device refused the PIN", wait);
  if (phase === "verify") return new RemoteError("unpaired", "the device no longer knows us");
  const deviceCode = HapError.Authentication;
  return new RemoteError("rejected", "the device does not let us do that", { deviceCode });
}

/** BackOff is little-endian and as long as the device likes, one to eight bytes. */
function retryAfter(items: readonly TlvItem[]): { retryAfterS?: number } {
  const value = tlvValue(items, TlvTag.BackOff);
  if (value === undefined || value.length < 1 || value.length > 8) return {};
  return { retryAfterS: value.reduceRight((sum, byte) => sum * 256 + byte, 0) };
}
