import { RemoteError } from "../../shared/errors.ts";
import { decodeTlv8, encodeTlv8, type TlvItem, TlvTag, tlvValue } from "../wire/tlv8.ts";
import { type HapPhase, throwIfError } from "./errors.ts";

/**
 * Carries pairing messages in whatever the protocol wraps around them. `first` is true for M1.
 * Rejects with the link's errors; both sides of an exchange are TLV8 bytes.
 */
export interface HapMessenger {
  exchange(
    kind: "setup" | "verify",
    request: Uint8Array,
    first: boolean,
    signal: AbortSignal,
  ): Promise<Uint8Array>;
}

/** SRP user name of every HAP pairing. */
export const SRP_USER = "Pair-Setup";

/** The PIN of transient pairing, which nobody types (PA-63). */
export const TRANSIENT_PIN = "3939";
export const FLAG_TRANSIENT = 0x10;

export const Method = { PairSetup: 0, Add: 3, Remove: 4, List: 5 } as const;

export const stateItem = (state: number): TlvItem => [TlvTag.State, Uint8Array.of(state)];

/** Sends one message and returns the items of the answer, which is message `state`. */
export async function ask(
  messenger: HapMessenger,
  phase: Exclude<HapPhase, "pairings">,
  items: readonly TlvItem[],
  state: number,
  signal: AbortSignal,
): Promise<TlvItem[]> {
  signal.throwIfAborted();
  const kind = phase === "pin" || phase === "keys" ? "setup" : "verify";
  const answer = await messenger.exchange(kind, encodeTlv8(items), state === 2, signal);
  signal.throwIfAborted();
  return decodeAnswer(answer, phase, state);
}

/**
 * The items of an answer. An error item wins over the state, because receivers answer M5 with an
 * error marked M4 (seen in HAP-NodeJS).
 */
export function decodeAnswer(answer: Uint8Array, phase: HapPhase, state: number): TlvItem[] {
  const items = decodeTlv8(answer);
  throwIfError(items, phase);
  const actual = tlvValue(items, TlvTag.State);
  if (actual?.length !== 1 || actual[0] !== state) {
    throw new RemoteError("malformed", `the answer is not message ${state}`);
  }
  return items;
}

/** The value of an item that must be there; `malformed` if it is not, or has another length. */
export function requireItem(items: readonly TlvItem[], tag: number, length?: number): Uint8Array {
  const value = tlvValue(items, tag);
  if (value === undefined || (length !== undefined && value.length !== length)) {
    throw new RemoteError("malformed", `an item with tag ${tag} is missing or has a wrong length`);
  }
  return value;
}
