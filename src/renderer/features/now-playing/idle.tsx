import type { ReactNode } from "react";
import { useNow } from "../../clock.ts";
import { timeOfDay } from "../../words/time.ts";
import { useWords } from "../../words/words.ts";

const MINUTE_MS = 60_000;

/** The time of day, to the minute. */
export function TimeOfDay({ className }: { readonly className: string }) {
  const words = useWords();
  const nowMs = useNow(MINUTE_MS);
  return <time className={className}>{timeOfDay(nowMs, words)}</time>;
}

interface IdleProps {
  readonly id: string;
  readonly name: string;
  /** Why there is nothing to see, in a sentence. */
  readonly why: string;
  readonly children?: ReactNode;
}

/** Nothing plays: the device's name and the time instead of an empty frame. */
export function Idle({ id, name, why, children }: IdleProps) {
  return (
    <div className="idle">
      <TimeOfDay className="idle-time" />
      <h1 id={id}>{name}</h1>
      <p className="quiet">{why}</p>
      {children}
    </div>
  );
}
