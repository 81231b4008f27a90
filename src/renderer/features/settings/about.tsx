import { KeyRound, type LucideIcon, ShieldCheck, TriangleAlert } from "lucide-react";
import { useFacts } from "../../shell.ts";
import { errorWords } from "../../words/errors.ts";
import { useWords } from "../../words/words.ts";
import { Section } from "./section.tsx";

/** Version, where the keys are, and what is unusual about this copy or this start. */
export function About() {
  const words = useWords();
  const app = useFacts((facts) => facts.app);
  if (app === null) return null;
  const { keychain, settingsProblem } = app;
  return (
    <Section title="settings.about">
      <p>
        <b>{words("app.name")}</b> {words("settings.version", { version: app.version })}
      </p>
      <Line
        icon={KeyRound}
        text={
          keychain.kind === "keychain"
            ? words("settings.keychain.keychain")
            : words("settings.keychain.memory", {
                reason: errorWords(words, keychain.cause, words("app.name")).sentence,
              })
        }
      />
      <Line icon={ShieldCheck} text={words("settings.privacy")} />
      {settingsProblem !== null && (
        <Line
          icon={TriangleAlert}
          text={words("settings.file", { message: settingsProblem.message })}
        />
      )}
      {app.developmentRuntime && <Line icon={TriangleAlert} text={words("settings.development")} />}
      {!app.sandboxed && <Line icon={TriangleAlert} text={words("settings.unsandboxed")} />}
    </Section>
  );
}

function Line({ icon: Icon, text }: { readonly icon: LucideIcon; readonly text: string }) {
  return (
    <p className="about-line">
      <Icon aria-hidden="true" />
      <span>{text}</span>
    </p>
  );
}
