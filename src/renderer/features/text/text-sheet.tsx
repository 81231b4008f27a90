import { CircleAlert } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { offers } from "../../../shared/model/features.ts";
import type { SessionSnapshot } from "../../../shared/model/session.ts";
import { selectedSession, useFacts, useShell } from "../../shell.ts";
import { Sheet } from "../../ui/sheet.tsx";
import { errorWords } from "../../words/errors.ts";
import { useWords } from "../../words/words.ts";
import { promptOf } from "./prompt-of.ts";
import { useLiveText } from "./use-live-text.ts";

/** The TV's text field, here. Enter finishes; Esc leaves and is not sent to the TV. */
export function TextSheet({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const session = useFacts(selectedSession);
  const open = useFieldIsOpen(session);
  return (
    <Sheet title={words("text.title")} size="fit" onClose={onClose}>
      {session !== null && open === true && (
        <TextField key={session.deviceId} session={session} onClose={onClose} />
      )}
      {session !== null && open === false && (
        <p>
          {words(offers(session.features, "text-set") ? "text.none" : "text.unsupported", {
            name: session.name,
          })}
        </p>
      )}
    </Sheet>
  );
}

/** Whether the TV has a field open: as it told, or as it answers when it does not tell. */
function useFieldIsOpen(session: SessionSnapshot | null): boolean | null {
  const { api } = useShell();
  const [asked, setAsked] = useState<boolean | null>(null);
  const told = session?.keyboard.focused ?? null;
  const id = session?.deviceId ?? null;
  useEffect(() => {
    if (told !== null || id === null) return undefined;
    let current = true;
    api.call("text.get", id).then(
      (text) => current && setAsked(text !== null),
      () => current && setAsked(false),
    );
    return () => {
      current = false;
    };
  }, [api, id, told]);
  return told ?? asked;
}

interface TextFieldProps {
  readonly session: SessionSnapshot;
  readonly onClose: () => void;
}

function TextField({ session, onClose }: TextFieldProps) {
  const words = useWords();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const { keyboard, name } = session;
  const { text, error, change } = useLiveText(session);
  const prompt = promptOf(session);
  const told = error === null ? null : errorWords(words, error, name);
  useEffect(() => input.current?.focus(), []);
  const label =
    prompt === ""
      ? words(keyboard.secure ? "text.password" : "text.label", { name })
      : words("text.labelPrompt", { prompt });
  return (
    <form
      className="field"
      onSubmit={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <label htmlFor={id}>{label}</label>
      <div className="field-line">
        <input
          ref={input}
          id={id}
          type={keyboard.secure ? "password" : "text"}
          value={text}
          autoComplete={keyboard.secure ? "new-password" : "off"}
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          aria-describedby={`${id}-hint`}
          onChange={(event) =>
            change(
              event.currentTarget.value,
              event.nativeEvent instanceof InputEvent && event.nativeEvent.isComposing,
            )
          }
          onCompositionEnd={(event) => change(event.currentTarget.value, false)}
          onKeyDown={(event) => {
            // The Enter that ends a composition is not the one that finishes the text.
            if (event.key === "Enter" && event.nativeEvent.isComposing) event.preventDefault();
          }}
        />
        <button
          type="button"
          className="button"
          disabled={text === ""}
          onClick={() => {
            change("", false);
            input.current?.focus();
          }}
        >
          {words("text.clear")}
        </button>
      </div>
      <p id={`${id}-hint`} className="caption">
        {words("text.hint")}
      </p>
      {told !== null && (
        <p className="wizard-note warn" role="status">
          <CircleAlert aria-hidden="true" />
          <span>
            {told.sentence} {told.advice}
          </span>
        </p>
      )}
    </form>
  );
}
