import { concatBytes, textOf, utf8 } from "../wire/bytes.ts";
import { encodeTlv8, type TlvItem, TlvTag, tlvValue } from "../wire/tlv8.ts";
import { decodeAnswer, Method, requireItem, stateItem } from "./messages.ts";

/** A controller as an accessory lists it (HAP specification 5.10 to 5.12). */
export interface PairingEntry {
  readonly id: string;
  /** Ed25519 public key, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** May add and remove others. */
  readonly admin: boolean;
}

/*
 * Requests to manage pairings, for an admin controller on a verified, encrypted connection. Over
 * HTTP they go to /pairings.
 */

export function encodeAddPairing({ id, publicKey, admin }: PairingEntry): Uint8Array {
  return encodeTlv8([
    stateItem(1),
    method(Method.Add),
    [TlvTag.Identifier, utf8(id)],
    [TlvTag.PublicKey, publicKey],
    [TlvTag.Permissions, Uint8Array.of(admin ? 1 : 0)],
  ]);
}

export function encodeRemovePairing(id: string): Uint8Array {
  return encodeTlv8([stateItem(1), method(Method.Remove), [TlvTag.Identifier, utf8(id)]]);
}

export function encodeListPairings(): Uint8Array {
  return encodeTlv8([stateItem(1), method(Method.List)]);
}

/** Throws what the device answered to an add or a remove, if it refused: `rejected`, `full`. */
export function checkPairingsAnswer(answer: Uint8Array): void {
  decodeAnswer(answer, "pairings", 2);
}

/** The answer to a list. Throws as `checkPairingsAnswer` does. */
export function decodePairingList(answer: Uint8Array): PairingEntry[] {
  const items = decodeAnswer(answer, "pairings", 2);
  return entriesOf(items).map((entry) => ({
    id: textOf(requireItem(entry, TlvTag.Identifier)),
    publicKey: requireItem(entry, TlvTag.PublicKey, 32).slice(),
    admin: tlvValue(entry, TlvTag.Permissions)?.[0] === 1,
  }));
}

/** The answer of an accessory to a list. */
export function encodePairingList(entries: readonly PairingEntry[]): Uint8Array {
  const lists = entries.map(({ id, publicKey, admin }) =>
    encodeTlv8([
      [TlvTag.Identifier, utf8(id)],
      [TlvTag.PublicKey, publicKey],
      [TlvTag.Permissions, Uint8Array.of(admin ? 1 : 0)],
    ]),
  );
  const separator = encodeTlv8([[TlvTag.Separator, new Uint8Array(0)]]);
  const divided = lists.flatMap((list, at) => (at === 0 ? [list] : [separator, list]));
  return concatBytes(encodeTlv8([stateItem(2)]), ...divided);
}

/** An identifier begins an entry, whatever tag the receiver divides entries with (0x00 or 0xff). */
function entriesOf(items: readonly TlvItem[]): TlvItem[][] {
  const entries: TlvItem[][] = [];
  for (const item of items) {
    if (item[0] === TlvTag.Identifier) entries.push([item]);
    else entries.at(-1)?.push(item);
  }
  return entries;
}

function method(value: number): TlvItem {
  return [TlvTag.Method, Uint8Array.of(value)];
}
