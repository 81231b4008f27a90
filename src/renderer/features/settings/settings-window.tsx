import "../../styles/settings.css";
import { useFacts } from "../../shell.ts";
import { useWords } from "../../words/words.ts";
import { About } from "./about.tsx";
import { Addresses } from "./addresses.tsx";
import { Appearance, General, LetterKeys } from "./choices.tsx";
import { KnownDevices } from "./known-devices.tsx";

/** One page, in the order in which things are looked for. */
export function SettingsWindow() {
  const words = useWords();
  const preferences = useFacts((facts) => facts.settings?.preferences ?? null);
  return (
    <main className="settings" aria-label={words("settings.title")}>
      <h1>{words("settings.title")}</h1>
      <KnownDevices />
      {preferences !== null && (
        <>
          <Appearance preferences={preferences} />
          <LetterKeys preferences={preferences} />
          <General preferences={preferences} />
          <Addresses preferences={preferences} />
        </>
      )}
      <About />
    </main>
  );
}
