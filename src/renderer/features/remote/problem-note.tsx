import { CircleAlert, X } from "lucide-react";
import { useShell, useUi } from "../../shell.ts";
import type { Place } from "../../store/ui.ts";
import { problemWords } from "../../words/problem-words.ts";
import { useWords } from "../../words/words.ts";

/** What went wrong with the last press, beside what was pressed. It leaves when something works. */
export function ProblemNote({ place, name }: { readonly place: Place; readonly name: string }) {
  const words = useWords();
  const { ui } = useShell();
  const problem = useUi((state) => (state.problem?.place === place ? state.problem : null));
  if (problem === null) return null;
  const { sentence, advice } = problemWords(words, problem, name);
  return (
    <div className={`note note-${place}`}>
      <CircleAlert aria-hidden="true" />
      <p>
        {sentence} <span className="quiet">{advice}</span>
      </p>
      <button
        type="button"
        className="icon-button"
        aria-label={words("action.dismiss")}
        onClick={() => ui.setState({ problem: null })}
      >
        <X aria-hidden="true" />
      </button>
    </div>
  );
}
