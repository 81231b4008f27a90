import { CircleAlert } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { type ErrorBody, RemoteError } from "../../../shared/errors.ts";
import type { Preferences } from "../../../shared/model/settings.ts";
import { useShell } from "../../shell.ts";
import { errorWords } from "../../words/errors.ts";
import { useWords, type WordKey } from "../../words/words.ts";

interface SectionProps {
  readonly title: WordKey;
  readonly children: ReactNode;
}

export function Section({ title, children }: SectionProps) {
  const words = useWords();
  const id = useId();
  return (
    <section className="settings-section" aria-labelledby={id}>
      <h2 id={id}>{words(title)}</h2>
      {children}
    </section>
  );
}

interface SwitchProps {
  readonly label: WordKey;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function Switch({ label, checked, onChange }: SwitchProps) {
  const words = useWords();
  return (
    <label className="setting">
      <span>{words(label)}</span>
      <input
        type="checkbox"
        role="switch"
        className="switch"
        aria-checked={checked}
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </label>
  );
}

interface SegmentsProps<V extends string> {
  readonly label: WordKey;
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly label: WordKey }[];
  readonly onChange: (value: V) => void;
}

/** One of a few, all of them in sight. */
export function Segments<V extends string>(props: SegmentsProps<V>) {
  const { label, value, options, onChange } = props;
  const words = useWords();
  const name = useId();
  return (
    <fieldset className="setting segments">
      <legend>{words(label)}</legend>
      <div className="segments-line">
        {options.map((option) => (
          <label key={option.value} className="segment">
            <input
              type="radio"
              name={name}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>{words(option.label)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface Update {
  readonly update: (change: Partial<Preferences>) => void;
  readonly trouble: ReactNode;
}

/** Saves at once what is changed; the new value comes back as a snapshot. Tells what could not be. */
export function useUpdate(): Update {
  const words = useWords();
  const { api } = useShell();
  const [error, setError] = useState<ErrorBody | null>(null);
  const update = (change: Partial<Preferences>): void => {
    api.call("settings.update", change).then(
      () => setError(null),
      (thrown: unknown) => setError(RemoteError.from(thrown).toBody()),
    );
  };
  const trouble = error === null ? null : <Trouble words={errorText(words, error)} />;
  return { update, trouble };
}

function errorText(words: ReturnType<typeof useWords>, error: ErrorBody, name = ""): string {
  const { sentence, advice } = errorWords(words, error, name);
  return `${sentence} ${advice}`;
}

export function Trouble({ words }: { readonly words: string }) {
  return (
    <p className="wizard-note warn" role="status">
      <CircleAlert aria-hidden="true" />
      <span>{words}</span>
    </p>
  );
}
