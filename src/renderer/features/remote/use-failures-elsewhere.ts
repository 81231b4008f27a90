import { useEffect, useRef } from "react";
import { useClock } from "../../clock.ts";
import { selectedSession, useFacts, useShell } from "../../shell.ts";

/** The answer to a call of our own may come a moment after the session's word of its failure. */
const OWN_ANSWER_MS = 200;

/**
 * Tells, once and under the device's name, of a command that failed although nobody gave it in this
 * window: the tray's or the command line's. It leaves when a command works.
 */
export function useFailuresElsewhere(): void {
  const { ui, ownFailures } = useShell();
  const clock = useClock();
  const id = useFacts((facts) => selectedSession(facts)?.deviceId ?? null);
  // Every snapshot carries the error anew, so its words decide whether it is another one.
  const failure = useFacts((facts) => {
    const error = selectedSession(facts)?.lastError ?? null;
    return error === null ? null : JSON.stringify(error);
  });
  const before = useRef<{ id: string | null; failure: string | null }>({ id: null, failure: null });
  useEffect(() => {
    const { id: lastId, failure: last } = before.current;
    before.current = { id, failure };
    if (id !== lastId) {
      // Another device: what is told of the last one would be told of this one.
      if (lastId !== null) ui.setState({ problem: null });
      return undefined; // And what failed before this window looked is no news.
    }
    if (failure === last) return undefined;
    if (failure === null) {
      const told = ui.getState().problem;
      if (told !== null && JSON.stringify(told.error) === last) ui.setState({ problem: null });
      return undefined;
    }
    const error = JSON.parse(failure);
    return clock.after(OWN_ANSWER_MS, () => {
      if (error.code === "cancelled" || ownFailures.includes(error)) return;
      ui.setState({ problem: { place: "header", error } });
    });
  }, [clock, failure, id, ownFailures, ui]);
}
