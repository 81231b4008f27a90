import { Airplay } from "lucide-react";
import { useLasting } from "../../clock.ts";
import { selectedSession, useFacts, useShell } from "../../shell.ts";
import { isSending } from "../../store/sound-facts.ts";
import { Announcer } from "../../ui/announcer.tsx";
import { useWords } from "../../words/words.ts";
import { soundAnnouncement } from "../sound/sound-words.ts";
import { streamAnnouncement, useOnItsWay } from "./stream-words.ts";

/** What starts at once needs no word. */
const SHOWN_AFTER_MS = 300;

/** That something is on its way, until the device shows it or the session tells of it. */
export function StartingCard() {
  const words = useWords();
  const { media, sound } = useShell();
  const way = useOnItsWay();
  const session = useFacts(selectedSession);
  const sending = useFacts((facts) => isSending(facts.sound));
  const streams = session?.stream != null && session.deviceId === way?.deviceId;
  const told = way?.sound === true ? sending : streams;
  const shown = useLasting(way !== null && !told, SHOWN_AFTER_MS);
  if (way === null || !shown) return null;
  const { sentence, leftOver, deviceId } = way;
  const stop = (): void => {
    if (deviceId === null) media.forget();
    else if (way.sound) sound.command("stop");
    else media.stop(deviceId);
  };
  return (
    <section className="banner">
      <Airplay aria-hidden="true" />
      <p>
        {sentence}
        {leftOver > 0 && (
          <span className="banner-more">
            {" "}
            {way.sound ? words("sound.leftOver") : words("play.several", { count: leftOver + 1 })}
          </span>
        )}
      </p>
      <button type="button" className="button small" onClick={stop}>
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
  const sound = useFacts((facts) => soundAnnouncement(facts.sound, words));
  if (way === null && session?.stream == null && sound === null) return null;
  return <Announcer say={sound ?? streamAnnouncement(session, words) ?? way?.sentence ?? null} />;
}
