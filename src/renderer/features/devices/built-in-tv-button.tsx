import { CircleAlert, MonitorPlay } from "lucide-react";
import { useState } from "react";
import { type ErrorBody, RemoteError } from "../../../shared/errors.ts";
import { useFacts, useShell } from "../../shell.ts";
import { errorWords } from "../../words/errors.ts";
import { useWords } from "../../words/words.ts";
import { startPairing } from "../pairing/start-pairing.ts";

/** Starts the Apple TV in software, opens its screen and goes on to pair with it. */
export function BuiltInTvButton({ primary }: { readonly primary: boolean }) {
  const words = useWords();
  const shell = useShell();
  const { api } = shell;
  const running = useFacts((facts) => facts.app?.builtInTv.running === true);
  const [state, setState] = useState<"idle" | "starting" | ErrorBody>("idle");
  const start = async (): Promise<void> => {
    const id = await api.call("demo.start");
    await api.call("app.openWindow", "tv");
    await api.call("devices.select", id);
    const devices = await api.call("devices.snapshot");
    const device = devices.devices.find((candidate) => candidate.id === id);
    if (device?.paired !== true) startPairing(shell, id);
  };
  if (running && state !== "starting") return null;
  return (
    <>
      <button
        type="button"
        className={primary ? "button primary" : "button"}
        disabled={state === "starting"}
        onClick={() => {
          setState("starting");
          start().then(
            () => setState("idle"),
            (thrown: unknown) => setState(RemoteError.from(thrown).toBody()),
          );
        }}
      >
        <MonitorPlay aria-hidden="true" />
        {words(state === "starting" ? "empty.tv.starting" : "empty.tv")}
      </button>
      {typeof state === "object" && (
        <p className="wizard-note warn">
          <CircleAlert aria-hidden="true" />
          <span>{errorWords(words, state, words("kind.apple-tv")).sentence}</span>
        </p>
      )}
    </>
  );
}
