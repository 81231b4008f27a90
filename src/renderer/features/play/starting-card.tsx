import { Airplay } from "lucide-react";
import { useLasting } from "../../clock.ts";
import { selectedSession, useFacts, useShell } from "../../shell.ts";
import { Announcer } from "../../ui/announcer.tsx";
import { useWords } from "../../words/words.ts";
import { streamAnnouncement, useOnItsWay } from "./stream-words.ts";

/** What starts at once needs no word. */
const SHOWN_AFTER_MS = 300;

/** That something is on its way, until the device shows it or the session tells of it. */
export function StartingCard() {
  const words = useWords();
  const { media } = useShell();
  const way = useOnItsWay();
  const session = useFacts(selectedSession);
  const told = session?.stream != null && session.deviceId === way?.deviceId;
  const shown = useLasting(way !== null && !told, SHOWN_AFTER_MS);
  if (way === null || !shown) return null;
  const { sentence, leftOver, deviceId } = way;
  return (
    <section className="banner">
      <Airplay aria-hidden="true" />
      <p>
        {sentence}
        {leftOver > 0 && (
          <span className="banner-more"> {words("play.several", { count: leftOver + 1 })}</span>
        )}
      </p>
      <button
        type="button"
        className="button small"
        onClick={() => (deviceId === null ? media.forget() : media.stop(deviceId))}
      >
        {words("stream.stop")}
      </button>
    </section>
  );
}

/** The same for ears, and what the session tells of it. */
export function PlayAnnouncer() {
  const words = useWords();
  const way = useOnItsWay();
  const session = useFacts(selectedSession);
  if (way === null && session?.stream == null) return null;
  return <Announcer say={streamAnnouncement(session, words) ?? way?.sentence ?? null} />;
}
