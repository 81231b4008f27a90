import type { ErrorCode } from "../../shared/errors.ts";
import type { ProtocolId } from "../../shared/model/protocol.ts";
import type { LostChannel } from "../../shared/model/session.ts";
import type { WordKey, Words } from "./words.ts";

/** What a person misses without a protocol. */
const missing: Readonly<Record<ProtocolId, readonly WordKey[]>> = {
  companion: ["missing.apps"],
  mrp: ["missing.playing"],
  airplay: ["missing.playing", "missing.speakers"],
  raop: ["missing.sound"],
  dmap: ["missing.older"],
};

/** Why a connection does not stand, by what there is to do about it. */
type Reason = "code" | "silent" | "refused" | "never" | "locked" | "pause" | "full" | "other";

const reasons: Readonly<Partial<Record<ErrorCode, Reason>>> = {
  unpaired: "code",
  "wrong-pin": "code",
  cancelled: "code",
  timeout: "silent",
  lost: "silent",
  unavailable: "refused",
  busy: "full",
  full: "full",
  refused: "silent",
  rejected: "refused",
  unsupported: "never",
  "not-found": "never",
  locked: "locked",
  storage: "locked",
  backoff: "pause",
};

/** "what is playing, speakers": each thing once, whichever connections it would come by. */
export function missingWords(lost: readonly LostChannel[], words: Words): string {
  const keys = new Set(lost.flatMap(({ protocol }) => missing[protocol]));
  return listOf([...keys], words);
}

/** What a protocol is for. */
export function missingOf(protocol: ProtocolId, words: Words): string {
  return listOf(missing[protocol], words);
}

function listOf(keys: readonly WordKey[], words: Words): string {
  const list = new Intl.ListFormat(words.language, { type: "conjunction" });
  return list.format(keys.map((key) => words(key)));
}

/** Why, and what to do about it. */
export function causeWords(cause: ErrorCode, name: string, words: Words): string {
  const reason = reasons[cause] ?? "other";
  return `${words(`lost.${reason}`, { name })} ${words(`lost.${reason}.do`, { name })}`;
}

/** Whether a code typed again may help. */
export const needsCode = ({ cause }: LostChannel): boolean => reasons[cause] === "code";
