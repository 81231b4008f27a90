import { CircleAlert, TvMinimal } from "lucide-react";
import { useState } from "react";
import { type ErrorBody, RemoteError } from "../../../shared/errors.ts";
import { useFacts, useShell } from "../../shell.ts";
import "../../styles/tv.css";
import { errorWords } from "../../words/errors.ts";
import { useWords } from "../../words/words.ts";
import { RemotesPanel } from "./remotes-panel.tsx";
import { Screen } from "./screen.tsx";

/** The built-in Apple TV's own small screen, and under it what it was last told. */
export function TvWindow() {
  const words = useWords();
  const screen = useFacts((facts) => facts.tv);
  const running = useFacts((facts) => facts.app?.builtInTv.running);
  if (screen === null || running === false) return <TvOff known={running === false} />;
  const { lastInput } = screen;
  return (
    <main className="tv" aria-label={words("tv.screen", { name: screen.name })}>
      <Screen screen={screen} />
      {screen.remotes !== null && <RemotesPanel remotes={screen.remotes} />}
      <footer className="tv-foot">
        <span>{words("tv.controllers", { count: screen.controllers })}</span>
        <span>
          {words("tv.lastInput", {
            input: lastInput === "" ? words("tv.lastInput.none") : lastInput,
          })}
        </span>
      </footer>
    </main>
  );
}

function TvOff({ known }: { readonly known: boolean }) {
  const words = useWords();
  const { api } = useShell();
  const [error, setError] = useState<ErrorBody | null>(null);
  if (!known) return null;
  return (
    <main className="tv tv-off">
      <TvMinimal aria-hidden="true" />
      <p>{words("tv.none")}</p>
      <button
        type="button"
        className="button primary"
        onClick={() => {
          api.call("demo.start").catch((thrown: unknown) => {
            setError(RemoteError.from(thrown).toBody());
          });
        }}
      >
        {words("tv.start")}
      </button>
      {error !== null && (
        <p className="wizard-note" role="status">
          <CircleAlert aria-hidden="true" />
          <span>{errorWords(words, error, words("kind.apple-tv")).sentence}</span>
        </p>
      )}
    </main>
  );
}
