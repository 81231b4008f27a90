import { useShell } from "../../shell.ts";
import { PairingWizard } from "./pairing-wizard.tsx";

/** The wizard in a window of its own, which closes when the wizard is left. */
export function PairingWindow() {
  const { api } = useShell();
  return (
    <PairingWizard
      onLeave={() => void api.call("app.closeWindow", "pairing").catch(() => undefined)}
    />
  );
}
