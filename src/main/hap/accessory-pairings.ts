import { isRemoteError } from "../../shared/errors.ts";
import { textOf } from "../wire/bytes.ts";
import { decodeTlv8, encodeTlv8, type TlvItem, TlvTag, tlvValue } from "../wire/tlv8.ts";
import { errorAnswer } from "./accessory-model.ts";
import { HapError } from "./errors.ts";
import { Method, requireItem, stateItem } from "./messages.ts";
import type { PairingStore } from "./pairing-store.ts";
import { encodePairingList } from "./pairings.ts";

/**
 * An accessory's answer to an add, remove or list. Every verified controller is an admin here, and
 * `controllerId` is the one that asks; undefined, or one that was removed, is refused.
 */
export function answerPairings(
  request: Uint8Array,
  pairings: PairingStore,
  controllerId: string | undefined,
): Uint8Array {
  const items = decodeTlv8(request);
  if (controllerId === undefined || !pairings.get(controllerId)) {
    return errorAnswer(2, HapError.Authentication);
  }
  try {
    return perform(items, pairings);
  } catch (error) {
    if (!isRemoteError(error, "malformed")) throw error;
    return errorAnswer(2, HapError.Unknown);
  }
}

function perform(items: readonly TlvItem[], pairings: PairingStore): Uint8Array {
  switch (tlvValue(items, TlvTag.Method)?.[0]) {
    case Method.List:
      return encodePairingList(
        pairings.list().map(([id, publicKey]) => ({ id, publicKey, admin: true })),
      );
    case Method.Add: {
      const publicKey = requireItem(items, TlvTag.PublicKey, 32).slice();
      pairings.add(textOf(requireItem(items, TlvTag.Identifier)), publicKey);
      break;
    }
    case Method.Remove:
      pairings.remove(textOf(requireItem(items, TlvTag.Identifier)));
      break;
    default:
      return errorAnswer(2, HapError.Unknown);
  }
  return encodeTlv8([stateItem(2)]);
}
