import type { Problem } from "../store/ui.ts";
import { type ErrorWords, errorWords } from "./errors.ts";
import { speakerErrorWords } from "./sound-errors.ts";
import type { Words } from "./words.ts";

/** What went wrong with the last press, in the words of where it was. `name` is the device in use. */
export function problemWords(words: Words, problem: Problem, name: string): ErrorWords {
  const { place, error } = problem;
  if (place !== "sound") return errorWords(words, error, problem.name ?? name);
  return speakerErrorWords(words, error, problem.name ?? words("sound.theSpeaker"));
}
