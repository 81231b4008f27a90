import type { ErrorBody, ErrorCode } from "../../shared/errors.ts";
import { asksPassword, type ErrorWords, errorWords } from "./errors.ts";
import type { WordKey, Words } from "./words.ts";

/** What a speaker's refusals mean to whoever sends it sound; the rest is as everywhere. */
const own: Readonly<Partial<Record<ErrorCode, WordKey & `sound.error.${string}`>>> = {
  unpaired: "sound.error.unpaired",
  unsupported: "sound.error.unsupported",
  rejected: "sound.error.rejected",
  lost: "sound.error.lost",
  busy: "sound.error.busy",
  unavailable: "sound.error.unavailable",
};

const pair = (words: Words, key: WordKey, name: string): ErrorWords => ({
  sentence: words(key, { name }),
  advice: words(`${key}.do` as WordKey, { name }),
});

/** Why a speaker does not play what this computer sends it. `name` is the speaker's. */
export function speakerErrorWords(words: Words, error: ErrorBody, name: string): ErrorWords {
  const { code, details = {} } = error;
  const { subject, deviceCode } = details;
  if (asksPassword(error)) return errorWords(words, error, name);
  if (code === "timeout" && subject === "audio-setup") {
    return pair(words, "sound.error.audioSetup", name);
  }
  if (code === "unavailable" && subject === "in-use") return pair(words, "sound.error.inUse", name);
  if (code === "unavailable" && subject === "clock-ports") {
    return pair(words, "sound.error.clockPorts", name);
  }
  // A format that nothing on this computer reads: the speaker is not to blame.
  if (code === "unsupported" && subject !== undefined) return itemErrorWords(words, error);
  const key = own[code];
  const plain = key === undefined || subject !== undefined;
  if (plain) return errorWords(words, error, name);
  const { sentence, advice } = pair(words, key, name);
  return deviceCode === undefined
    ? { sentence, advice }
    : { sentence: words("error.withCode", { sentence, code: deviceCode }), advice };
}

const ofItems = {
  malformed: ["sound.item.malformed", "sound.item.malformed.do"],
  lost: ["sound.item.lost", "sound.item.lost.do"],
  timeout: ["sound.item.timeout", "sound.item.lost.do"],
  refused: ["sound.item.refused", "sound.item.rejected.do"],
  rejected: ["sound.item.rejected", "sound.item.rejected.do"],
  invalid: ["sound.item.refused", "sound.item.rejected.do"],
  "not-found": ["sound.item.not-found", "sound.item.not-found.do"],
  storage: ["sound.item.storage", "sound.item.storage.do"],
} as const satisfies Partial<Record<ErrorCode, readonly [WordKey, WordKey]>>;

/** Why an item of the queue could not be played. */
export function itemErrorWords(words: Words, error: ErrorBody): ErrorWords {
  const { code, details = {} } = error;
  if (code === "unsupported") {
    const { subject, missing } = details;
    return {
      sentence:
        subject === undefined
          ? words("sound.item.unsupported")
          : words("sound.item.format", { subject }),
      advice: words(missing ? "sound.item.program.do" : "sound.item.format.do", {
        program: missing ?? "",
      }),
    };
  }
  const found = Object.entries(ofItems).find(([name]) => name === code)?.[1];
  if (found === undefined) return errorWords(words, error, "");
  const [sentence, advice] = [words(found[0]), words(found[1])];
  const { deviceCode } = details;
  return deviceCode === undefined
    ? { sentence, advice }
    : { sentence: words("error.withCode", { sentence, code: deviceCode }), advice };
}
