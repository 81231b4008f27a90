import type { ReactNode } from "react";
import { selectedSession, useFacts } from "../../shell.ts";

/** What plays, large. */
export function NowPlayingWindow(): ReactNode {
  const title = useFacts((facts) => {
    const session = selectedSession(facts);
    return session?.nowPlaying?.title ?? session?.name ?? "";
  });
  return (
    <main>
      <h1>{title}</h1>
    </main>
  );
}
