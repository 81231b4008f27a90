import { useId, useState } from "react";
import type { Preferences } from "../../../shared/model/settings.ts";
import { useWords } from "../../words/words.ts";
import { Section, Segments, Switch, useUpdate } from "./section.tsx";

interface ChoicesProps {
  readonly preferences: Preferences;
}

export function Appearance({ preferences }: ChoicesProps) {
  const { update, trouble } = useUpdate();
  return (
    <Section title="settings.appearance">
      <Segments
        label="settings.theme"
        value={preferences.theme}
        options={[
          { value: "system", label: "settings.theme.system" },
          { value: "light", label: "settings.theme.light" },
          { value: "dark", label: "settings.theme.dark" },
        ]}
        onChange={(theme) => update({ theme })}
      />
      <Switch
        label="settings.alwaysOnTop"
        checked={preferences.alwaysOnTop}
        onChange={(alwaysOnTop) => update({ alwaysOnTop })}
      />
      {trouble}
    </Section>
  );
}

export function LetterKeys({ preferences }: ChoicesProps) {
  const words = useWords();
  const { update, trouble } = useUpdate();
  return (
    <Section title="settings.keys">
      <Segments
        label="settings.letters"
        value={preferences.letterKeys}
        options={[
          { value: "off", label: "settings.letters.off" },
          { value: "wasd", label: "settings.letters.wasd" },
          { value: "hjkl", label: "settings.letters.hjkl" },
        ]}
        onChange={(letterKeys) => update({ letterKeys })}
      />
      <p className="caption">{words("settings.letters.hint")}</p>
      {trouble}
    </Section>
  );
}

export function General({ preferences }: ChoicesProps) {
  const { update, trouble } = useUpdate();
  return (
    <Section title="settings.general">
      <Switch
        label="settings.startAtLogin"
        checked={preferences.startAtLogin}
        onChange={(startAtLogin) => update({ startAtLogin })}
      />
      <Switch
        label="settings.closeToTray"
        checked={preferences.closeToTray}
        onChange={(closeToTray) => update({ closeToTray })}
      />
      <Switch
        label="settings.mediaSession"
        checked={preferences.mediaSession}
        onChange={(mediaSession) => update({ mediaSession })}
      />
      <ControllerName
        key={preferences.controllerName}
        name={preferences.controllerName}
        onSave={(controllerName) => update({ controllerName })}
      />
      {trouble}
    </Section>
  );
}

interface ControllerNameProps {
  readonly name: string;
  readonly onSave: (name: string) => void;
}

function ControllerName({ name, onSave }: ControllerNameProps) {
  const words = useWords();
  const id = useId();
  const [text, setText] = useState(name);
  return (
    <form
      className="field"
      onSubmit={(event) => {
        event.preventDefault();
        onSave(text.trim());
      }}
    >
      <label htmlFor={id}>{words("settings.controllerName")}</label>
      <div className="field-line">
        <input
          id={id}
          type="text"
          maxLength={60}
          value={text}
          aria-describedby={`${id}-hint`}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit" className="button" disabled={text.trim() === name}>
          {words("settings.rename.save")}
        </button>
      </div>
      <p id={`${id}-hint`} className="caption">
        {words("settings.controllerName.hint")}
      </p>
    </form>
  );
}
