import { useEffect } from "react";
import { selectedSession, useFacts, useShell } from "../../shell.ts";

/**
 * The text sheet opens when the TV asks for text and closes when it no longer does. Closed by hand
 * it stays closed until the TV asks again.
 */
export function useTextOpensItself(): void {
  const { ui } = useShell();
  const focused = useFacts((facts) => {
    const session = selectedSession(facts);
    return session?.connection.phase === "ready" && session.keyboard.focused === true;
  });
  useEffect(() => {
    if (!focused) return undefined;
    if (ui.getState().page === "remote") ui.setState({ sheet: "text" });
    return () => {
      if (ui.getState().sheet === "text") ui.setState({ sheet: null });
    };
  }, [focused, ui]);
}
