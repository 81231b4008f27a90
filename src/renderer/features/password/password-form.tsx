import { Eye, EyeOff } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { type ErrorBody, RemoteError } from "../../../shared/errors.ts";
import type { DeviceSummary } from "../../../shared/model/device.ts";
import { useFacts, useShell } from "../../shell.ts";
import { errorWords } from "../../words/errors.ts";
import { useWords, type Words } from "../../words/words.ts";

interface PasswordFormProps {
  readonly device: Pick<DeviceSummary, "id" | "name">;
  /** What its button says. */
  readonly save: string;
  readonly onSaved: () => void;
  readonly onCancel: () => void;
}

/** The password that the owner of a device set for its AirPlay. It goes to the keychain and nowhere else. */
export function PasswordForm({ device, save, onSaved, onCancel }: PasswordFormProps) {
  const words = useWords();
  const { api } = useShell();
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorBody | null>(null);
  const kept = useFacts((facts) => facts.app?.keychain.kind ?? "keychain");
  const hintId = useId();
  const send = async (): Promise<void> => {
    setBusy(true);
    try {
      await api.call("devices.setPassword", device.id, password);
      onSaved();
    } catch (thrown) {
      setError(RemoteError.from(thrown).toBody());
      setBusy(false);
    }
  };
  return (
    <form
      className="field"
      onSubmit={(event) => {
        event.preventDefault();
        if (password !== "") void send();
      }}
    >
      <PasswordField
        label={words("password.label", { name: device.name })}
        hintId={hintId}
        password={password}
        onType={setPassword}
      />
      <p id={hintId} className={error === null ? "caption" : "caption warn"} role="status">
        {error === null ? words(`password.kept.${kept}`) : troubleOf(error, device.name, words)}
      </p>
      <div className="wizard-actions sheet-actions">
        <button type="button" className="button" onClick={onCancel}>
          {words("action.cancel")}
        </button>
        <button type="submit" className="button primary" disabled={busy || password === ""}>
          {save}
        </button>
      </div>
    </form>
  );
}

function troubleOf(error: ErrorBody, name: string, words: Words): string {
  const { sentence, advice } = errorWords(words, error, name);
  return `${sentence} ${advice}`;
}

interface PasswordFieldProps {
  readonly label: string;
  readonly hintId: string;
  readonly password: string;
  readonly onType: (password: string) => void;
}

/** Unseen as it is typed, unless it is asked to be seen. */
function PasswordField({ label, hintId, password, onType }: PasswordFieldProps) {
  const words = useWords();
  const [shown, setShown] = useState(false);
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const Icon = shown ? EyeOff : Eye;
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <div className="field-line password-line">
        <input
          ref={field}
          id={id}
          type={shown ? "text" : "password"}
          value={password}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          aria-describedby={hintId}
          onChange={(event) => onType(event.currentTarget.value)}
        />
        <button
          type="button"
          className="icon-button"
          aria-label={words("password.show")}
          title={words("password.show")}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          <Icon aria-hidden="true" />
        </button>
      </div>
    </>
  );
}
