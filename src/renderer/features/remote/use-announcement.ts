import type { SessionSnapshot } from "../../../shared/model/session.ts";
import { selectedSession, useFacts, useUi } from "../../shell.ts";
import { problemWords } from "../../words/problem-words.ts";
import { useWords, type Words } from "../../words/words.ts";
import { promptOf } from "../text/prompt-of.ts";
import { needsPairingWords, waitingWords } from "./banner.tsx";

/** What went wrong last and what to do about it, for ears; null when nothing did. */
export function useProblemWords(): string | null {
  const words = useWords();
  const session = useFacts(selectedSession);
  const problem = useUi((ui) => ui.problem);
  if (problem === null) return null;
  const { sentence, advice } = problemWords(words, problem, session?.name ?? "");
  return `${sentence} ${advice}`;
}

/** The one sentence a listener needs to hear now. Countdowns are not in it: they would never end. */
export function useAnnouncement(): string | null {
  const words = useWords();
  const session = useFacts(selectedSession);
  const problem = useProblemWords();
  if (problem !== null) return problem;
  return session === null ? null : sessionAnnouncement(session, words);
}

function sessionAnnouncement(session: SessionSnapshot, words: Words): string | null {
  const { connection, keyboard, name, power } = session;
  switch (connection.phase) {
    case "ready":
      if (keyboard.focused === true) {
        const prompt = promptOf(session);
        return prompt === ""
          ? words("announce.text", { name })
          : words("announce.textPrompt", { name, prompt });
      }
      if (power === "off") return words("announce.asleep", { name });
      return words(power === "on" ? "announce.awake" : "announce.connected", { name });
    case "waiting":
      return waitingWords(name, connection, words);
    case "needs-pairing":
      return needsPairingWords(session, words);
    case "connecting":
    case "offline":
      return null;
  }
}
