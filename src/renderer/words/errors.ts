import type { ErrorBody } from "../../shared/errors.ts";
import type { Fill, Words } from "./words.ts";

export interface ErrorWords {
  /** What happened. */
  readonly sentence: string;
  /** What to do about it. */
  readonly advice: string;
}

/** Refusals with words of their own, by the error's subject: docs/protocols/airplay.md#refusals. */
const refusals = ["home-only", "same-user", "access-restricted", "password", "in-use"] as const;
type Refusal = (typeof refusals)[number] | "authenticate";

/** AirPlay's "Connection Authorization Required": another key may do where 403 takes none. */
const WANTS_A_CODE = 470;

/** Whether its owner's AirPlay password is missing or wrong. */
export function asksPassword({ code, details }: ErrorBody): boolean {
  const refused = code === "unpaired" || code === "unavailable" || code === "rejected";
  return refused && details?.subject === "password";
}

function refusalOf(error: ErrorBody): Refusal | null {
  if (asksPassword(error)) return "password";
  const { code, details = {} } = error;
  if (code !== "unavailable" && code !== "rejected") return null;
  const named = refusals.find((refusal) => refusal === details.subject) ?? null;
  // What the device announces says more than its answer does.
  const vague = named === null || named === "access-restricted";
  return vague && details.deviceCode === WANTS_A_CODE ? "authenticate" : named;
}

/**
 * An error in the reader's words. `name` is the device's. A code of the device's own is added after
 * the sentence, never instead of it.
 */
export function errorWords(words: Words, error: ErrorBody, name: string): ErrorWords {
  const { deviceCode, deviceDomain, retryAfterS, subject } = error.details ?? {};
  const refusal = refusalOf(error);
  if (refusal !== null) {
    return {
      sentence: words(`refusal.${refusal}`, { name }),
      advice: words(`refusal.${refusal}.do`, { name }),
    };
  }
  if (error.code === "unsupported" && subject === "mute") {
    return { sentence: words("mute.unsupported", { name }), advice: words("mute.unsupported.do") };
  }
  if (error.code === "unsupported" && subject === "volume") {
    return { sentence: words("volume.none"), advice: words("volume.none.do") };
  }
  // A system that is known to refuse, such as "tvOS 27".
  if (error.code === "unsupported" && /^\w+ \d/.test(subject ?? "")) {
    const about = { name, subject: subject ?? "" };
    return { sentence: words("play.system", about), advice: words("play.system.do") };
  }
  if (error.code === "invalid" && subject === "sound") {
    return { sentence: words("sound.error.nothing"), advice: words("sound.error.nothing.do") };
  }
  if (error.code === "invalid" && subject === "media") {
    return { sentence: words("play.media"), advice: words("play.media.do") };
  }
  const fill = { name, seconds: retryAfterS ?? 0, subject: subject ?? "" };
  // It took what is to play, and then could not read it.
  const unread = error.code === "rejected" && subject === "media";
  const plain = unread ? words("play.unsupported", fill) : words(`error.${error.code}`, fill);
  const sentence =
    deviceCode === undefined
      ? plain
      : words("error.withCode", {
          sentence: plain,
          code: deviceDomain === undefined ? deviceCode : `${deviceDomain} ${deviceCode}`,
        });
  return { sentence, advice: unread ? words("play.unsupported.do") : adviceOf(words, error, fill) };
}

function adviceOf(words: Words, { code, details }: ErrorBody, fill: Fill): string {
  const unknown = code === "backoff" && details?.retryAfterS === undefined;
  return unknown ? words("error.backoff.do.unknown", fill) : words(`error.${code}.do`, fill);
}

/** The same for something that was to be played, where two codes mean something of their own. */
export function playErrorWords(words: Words, error: ErrorBody, name: string): ErrorWords {
  const own = error.code === "unpaired" || error.code === "unsupported" ? error.code : null;
  const named = error.details?.subject !== undefined;
  if (own === null || (named && (own === "unsupported" || asksPassword(error)))) {
    return errorWords(words, error, name);
  }
  return { sentence: words(`play.${own}`, { name }), advice: words(`play.${own}.do`) };
}
