import { offers } from "../../../shared/model/features.ts";
import type { NowPlaying } from "../../../shared/model/now-playing.ts";
import type { SessionSnapshot } from "../../../shared/model/session.ts";
import { usePosition } from "../../playing/use-position.ts";
import { useShell } from "../../shell.ts";
import { formatSeconds } from "../../words/time.ts";
import { useWords } from "../../words/words.ts";
import { Bar, StillBar } from "./bar.tsx";
import { Times } from "./times.tsx";

interface ScrubberProps {
  readonly session: SessionSnapshot;
  readonly playing: NowPlaying;
}

/** Where the item stands, and the way to another place in it where the device can be told. */
export function Scrubber({ session, playing }: ScrubberProps) {
  const words = useWords();
  const { playback } = useShell();
  const position = usePosition(playing);
  const { durationS, isLive } = playing;
  if (isLive) {
    return (
      <div className="scrubber">
        <p className="live" title={words("scrubber.live")}>
          <i className="live-dot" />
          {words("playing.live")}
        </p>
      </div>
    );
  }
  if (position === null && durationS === null) return null;
  if (durationS === null || durationS <= 0) {
    return (
      <div className="scrubber">
        <div className="times">
          <span>{formatSeconds(position ?? 0)}</span>
          <span>{words("playing.noTime")}</span>
        </div>
      </div>
    );
  }
  const movable = position !== null && offers(session.features, "set-position");
  return (
    <div className="scrubber">
      {movable ? (
        <Bar
          position={position}
          durationS={durationS}
          onSeek={(seconds) => playback.seek(seconds)}
        />
      ) : (
        <StillBar position={position} durationS={durationS} />
      )}
      <Times itemId={playing.itemId} position={position} durationS={durationS} />
    </div>
  );
}
