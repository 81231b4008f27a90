import type { ErrorCode } from "../../shared/errors.ts";

/** What a script sees. docs/CLI.md lists them for people. */
export const exitCodes = {
  ok: 0,
  other: 1,
  usage: 2,
  notFound: 3,
  unpaired: 4,
  unreachable: 5,
  rejected: 6,
  storage: 7,
  interrupted: 130,
} as const;

/** The exit status that an error leads to. */
export const exitCodeOf: Readonly<Record<ErrorCode, number>> = {
  malformed: exitCodes.other,
  timeout: exitCodes.unreachable,
  refused: exitCodes.unreachable,
  lost: exitCodes.unreachable,
  unpaired: exitCodes.unpaired,
  "wrong-pin": exitCodes.rejected,
  backoff: exitCodes.rejected,
  busy: exitCodes.rejected,
  full: exitCodes.rejected,
  unavailable: exitCodes.rejected,
  unsupported: exitCodes.rejected,
  rejected: exitCodes.rejected,
  locked: exitCodes.storage,
  storage: exitCodes.storage,
  invalid: exitCodes.usage,
  "not-found": exitCodes.notFound,
  cancelled: exitCodes.interrupted,
  bug: exitCodes.other,
};
