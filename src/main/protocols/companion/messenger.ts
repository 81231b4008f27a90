import { RemoteError } from "../../../shared/errors.ts";
import type { HapMessenger } from "../../hap/messages.ts";
import { type OpackRecord, opackBytes } from "../../wire/opack.ts";
import type { AuthKind, CompanionConnection } from "./connection.ts";
import { throwIfRefused } from "./errors.ts";

/** Carries HAP messages in PS and PV frames, as the data `_pd` of a dictionary (PA-61). */
export function companionMessenger(connection: CompanionConnection): HapMessenger {
  return {
    async exchange(kind, request, first, signal) {
      const fields = { _pd: request, ...extraFields(kind, first) };
      const answer = await connection.exchangeAuth(kind, first, fields, signal);
      const pairingData = opackBytes(answer.get("_pd"));
      if (pairingData !== undefined) return pairingData;
      throwIfRefused(answer, "pairing");
      throw new RemoteError("malformed", "an answer without pairing data");
    },
  };
}

function extraFields(kind: AuthKind, first: boolean): OpackRecord {
  if (kind === "setup") return { _pwTy: 1 };
  return first ? { _auTy: 4 } : {};
}
