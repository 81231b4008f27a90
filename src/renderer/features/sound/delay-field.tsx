import { type FormEvent, useEffect, useId, useState } from "react";
import { MAX_SPEAKER_DELAY_MS, type Speaker } from "../../../shared/model/sound.ts";
import { useShell } from "../../shell.ts";
import { spokenMilliseconds } from "../../words/time.ts";
import { useWords, type Words } from "../../words/words.ts";

const STEP_MS = 10;

/** How much later than the others one speaker sounds; behind a fold, because few need it. */
export function DelayField({ speaker }: { readonly speaker: Speaker }) {
  const words = useWords();
  const { delayMs } = speaker;
  return (
    <details className="sound-delay">
      <summary aria-label={spokenDelay(speaker, words)}>
        {words("sound.delay")}
        {delayMs !== 0 && (
          <span className="quiet">
            {" "}
            {words("sound.delay.value", { ms: signed(delayMs, words) })}
          </span>
        )}
      </summary>
      <Field speaker={speaker} />
    </details>
  );
}

/** For eyes: languages whose minus is a hyphen by habit get a true one. */
const signed = (ms: number, { language }: Words): string =>
  new Intl.NumberFormat(language, { signDisplay: "exceptZero", useGrouping: false })
    .formatToParts(ms)
    .map(({ type, value }) => (type === "minusSign" ? "\u2212" : value))
    .join("");

/** For ears: in words, for not every reader says a sign. */
function spokenDelay({ name, delayMs }: Speaker, words: Words): string {
  if (delayMs === 0) return words("sound.delay.of", { name });
  const time = spokenMilliseconds(Math.abs(delayMs), words);
  return words(delayMs > 0 ? "sound.delay.later" : "sound.delay.earlier", { name, time });
}

function Field({ speaker: { deviceId, name, delayMs } }: { readonly speaker: Speaker }) {
  const words = useWords();
  const { sound } = useShell();
  const id = useId();
  const [typed, setTyped] = useState(String(delayMs));
  useEffect(() => setTyped(String(delayMs)), [delayMs]);
  const send = (event?: FormEvent): void => {
    event?.preventDefault();
    const wanted = Number(typed);
    if (typed.trim() === "" || !Number.isFinite(wanted)) setTyped(String(delayMs));
    else if (Math.round(wanted) !== delayMs) sound.setDelay(deviceId, wanted);
  };
  return (
    <form className="field" onSubmit={send}>
      <label htmlFor={id}>{words("sound.delay.short")}</label>
      <input
        id={id}
        type="number"
        inputMode="numeric"
        dir="ltr"
        min={-MAX_SPEAKER_DELAY_MS}
        max={MAX_SPEAKER_DELAY_MS}
        step={STEP_MS}
        value={typed}
        aria-label={words("sound.delay.label", { name })}
        aria-describedby={`${id}-hint`}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => send()}
      />
      <p id={`${id}-hint`} className="caption">
        {words("sound.delay.hint")}
      </p>
    </form>
  );
}
