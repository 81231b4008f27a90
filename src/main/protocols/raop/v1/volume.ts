import { isRemoteError } from "../../../../shared/errors.ts";
import type { PlistDict } from "../../../wire/bplist.ts";
import { textOf, utf8 } from "../../../wire/bytes.ts";
import type { HttpResponse } from "../../../wire/http.ts";
import { percentOf, USUAL_PERCENT } from "../parameters.ts";
import type { RaopSession } from "./raop-session.ts";

const ASK_TIMEOUT_MS = 2000;

export interface StartVolume {
  readonly percent: number;
  /** It is the receiver's own, which need not be set. */
  readonly isItsOwn: boolean;
}

/**
 * What a person wants, 0 included (QK-11); else what the receiver has, by its `/info` or when it is
 * asked; else 33 (RA-13).
 */
export async function startVolume(
  wanted: number | null,
  about: PlistDict,
  session: RaopSession,
  signal: AbortSignal,
): Promise<StartVolume> {
  if (wanted !== null) return { percent: wanted, isItsOwn: false };
  const told = about.get("initialVolume");
  const decibels = isLevel(told) ? told : await askedVolume(session, signal);
  if (decibels === undefined) return { percent: USUAL_PERCENT, isItsOwn: false };
  return { percent: percentOf(decibels), isItsOwn: true };
}

/** Decibels, or undefined for a receiver that does not tell. */
async function askedVolume(session: RaopSession, signal: AbortSignal): Promise<number | undefined> {
  try {
    return readVolume(
      await session.request({
        method: "GET_PARAMETER",
        headers: [["Content-Type", "text/parameters"]],
        body: utf8("volume\r\n"),
        timeoutMs: ASK_TIMEOUT_MS,
        signal,
        mayLackNumber: true,
      }),
    );
  } catch (error) {
    if (isRemoteError(error, "timeout") && !signal.aborted) return undefined;
    throw error;
  }
}

export function readVolume({ status, body }: HttpResponse): number | undefined {
  if (status !== 200) return undefined;
  const [, number] = /^\s*volume:\s*(-?\d{1,4}(?:\.\d{1,20})?)\s*$/.exec(textOf(body)) ?? [];
  return number === undefined ? undefined : Number(number);
}

function isLevel(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
