import "../../styles/playing-keys.css";
import { Film, Link, Pause, Play, Square } from "lucide-react";
import type { MediaStream } from "../../../shared/model/media.ts";
import type { SessionSnapshot } from "../../../shared/model/session.ts";
import { useKeyHint, useKeyTip } from "../../keys/use-key-tip.ts";
import { useShell } from "../../shell.ts";
import { useWords } from "../../words/words.ts";
import { Scrubber } from "../now-playing/scrubber.tsx";
import { streamSentence } from "./stream-words.ts";

interface StreamCardProps {
  readonly session: SessionSnapshot;
  readonly stream: MediaStream;
}

/**
 * What this computer plays there, in the place of the strip: what it is, where it stands, pause, and the
 * end of it.
 */
export function StreamCard({ session, stream }: StreamCardProps) {
  const words = useWords();
  const { nowPlaying, name } = session;
  const Icon = stream.source === "file" ? Film : Link;
  const told = nowPlaying !== null && stream.stage === "playing";
  return (
    <section className="stream-card" aria-label={words("stream.region", { name })}>
      <div className="stream-line">
        <Icon aria-hidden="true" />
        {told ? (
          <StreamTitle title={nowPlaying.title ?? stream.title} source={stream.source} />
        ) : (
          <p>{streamSentence(stream, name, words)}</p>
        )}
        {nowPlaying !== null && <PauseKey playing={nowPlaying.state === "playing"} />}
        <StopMark session={session} />
      </div>
      {nowPlaying !== null && (
        <Scrubber key={nowPlaying.itemId} session={session} playing={nowPlaying} />
      )}
    </section>
  );
}

/** Opens it large. */
function StreamTitle({ title, source }: Pick<MediaStream, "title" | "source">) {
  const words = useWords();
  const tip = useKeyTip();
  const hint = useKeyHint();
  const { api } = useShell();
  const from = words(`stream.from.${source}`);
  return (
    <button
      type="button"
      className="stream-title strip-text"
      aria-label={words("playing.open", { item: `${title}, ${from}` })}
      title={tip(words("window.nowPlaying"), "now-playing")}
      {...hint("now-playing")}
      onClick={() => void api.call("app.openWindow", "now-playing").catch(() => undefined)}
    >
      <b>
        <bdi>{title}</bdi>
      </b>
      <span className="quiet">{from}</span>
    </button>
  );
}

/** Small, because the strip is. */
function StopMark({ session }: { readonly session: SessionSnapshot }) {
  const words = useWords();
  const { media } = useShell();
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={words("stream.stop")}
      title={words("stream.stop")}
      onClick={() => media.stop(session.deviceId, "header")}
    >
      <Square aria-hidden="true" className="solid" />
    </button>
  );
}

function PauseKey({ playing }: { readonly playing: boolean }) {
  const words = useWords();
  const tip = useKeyTip();
  const { playback } = useShell();
  const label = words(playing ? "transport.pause" : "transport.play");
  const Icon = playing ? Pause : Play;
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={tip(label, "play-pause")}
      onClick={() => playback.playPause()}
    >
      <Icon aria-hidden="true" />
    </button>
  );
}

/** Ends what this computer plays there; what the device then shows is its own. */
export function StopKey({ session }: { readonly session: SessionSnapshot }) {
  const words = useWords();
  const { media } = useShell();
  return (
    <button
      type="button"
      className="button small"
      onClick={() => media.stop(session.deviceId, "playing")}
    >
      <Square aria-hidden="true" className="solid" />
      {words("stream.stop")}
    </button>
  );
}
