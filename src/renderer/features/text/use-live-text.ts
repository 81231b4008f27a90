import { useEffect, useMemo, useRef, useState } from "react";
import { type ErrorBody, RemoteError } from "../../../shared/errors.ts";
import type { SessionSnapshot } from "../../../shared/model/session.ts";
import { useClock } from "../../clock.ts";
import { LatestOnly } from "../../control/latest-only.ts";
import { useShell } from "../../shell.ts";

/** At most this long lies between what is typed and what is sent, on top of the TV's own answer. */
const SYNC_GAP_MS = 80;

export interface LiveText {
  readonly text: string;
  readonly error: ErrorBody | null;
  /** What the field contains now. Half-composed words are shown and not sent. */
  change(text: string, composing: boolean): void;
}

/** The field here and the field on the TV, kept the same from both ends. */
export function useLiveText(session: SessionSnapshot): LiveText {
  const { api } = useShell();
  const clock = useClock();
  const { deviceId, keyboard } = session;
  const [text, setText] = useState(keyboard.text);
  const [error, setError] = useState<ErrorBody | null>(null);
  const sync = useMemo(() => new LatestOnly(clock, SYNC_GAP_MS), [clock]);
  const composing = useRef(false);

  // The TV's own keyboard may change the text too; ours goes first while it is on its way.
  useEffect(() => {
    if (!composing.current && !sync.busy) setText(keyboard.text);
  }, [keyboard.text, sync]);

  const send = async (wanted: string): Promise<void> => {
    try {
      if (wanted === "") await api.call("text.clear", deviceId);
      else await api.call("text.set", deviceId, wanted);
      setError(null);
    } catch (thrown) {
      setError(RemoteError.from(thrown).toBody());
    }
  };
  return {
    text,
    error,
    change(wanted, isComposing) {
      composing.current = isComposing;
      setText(wanted);
      if (!isComposing) sync.submit(() => send(wanted));
    },
  };
}
