import { useEffect } from "react";
import { selectedSession, useFacts, useShell, useUi } from "../../shell.ts";

/**
 * The text sheet opens when the TV asks for text and closes when it no longer does. Closed by hand
 * it stays closed until the TV asks again. A TV that asked while the wizard was there is still asking
 * when the remote is back.
 */
export function useTextOpensItself(): void {
  const { ui } = useShell();
  const focused = useFacts((facts) => {
    const session = selectedSession(facts);
    return session?.connection.phase === "ready" && session.keyboard.focused === true;
  });
  const onRemote = useUi(({ page }) => page === "remote");
  useEffect(() => {
    if (!focused || !onRemote) return undefined;
    ui.setState({ sheet: "text" });
    return () => {
      if (ui.getState().sheet === "text") ui.setState({ sheet: null });
    };
  }, [focused, onRemote, ui]);
}
