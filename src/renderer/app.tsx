import type { ReactNode } from "react";
import { ClockContext } from "./clock.ts";
import { type Shell, ShellContext } from "./shell.ts";
import type { WindowClock } from "./window-clock.ts";
import { type Words, WordsContext } from "./words/words.ts";

interface AppProps {
  readonly shell: Shell;
  readonly clock: WindowClock;
  readonly words: Words;
  readonly children: ReactNode;
}

/** What every window stands in. */
export function App({ shell, clock, words, children }: AppProps) {
  return (
    <ClockContext value={clock}>
      <WordsContext value={words}>
        <ShellContext value={shell}>{children}</ShellContext>
      </WordsContext>
    </ClockContext>
  );
}
