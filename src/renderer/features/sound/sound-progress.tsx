import type { SoundItem, SoundSnapshot } from "../../../shared/model/sound.ts";
import { usePosition } from "../../playing/use-position.ts";
import { useShell } from "../../shell.ts";
import { seekName } from "../../store/sound-facts.ts";
import { formatSeconds } from "../../words/time.ts";
import { useWords } from "../../words/words.ts";
import { Bar, StillBar } from "../now-playing/bar.tsx";

interface ProgressProps {
  readonly sound: SoundSnapshot;
  readonly item: SoundItem;
}

/** Where the song stands, and the way to another place in it; a station has only gone on so long. */
export function SoundProgress({ sound, item }: ProgressProps) {
  const words = useWords();
  const control = useShell().sound;
  const { durationS } = item;
  const position = usePosition({ itemId: seekName(item.id), position: sound.position, durationS });
  const gone = position === null ? words("playing.noTime") : formatSeconds(position);
  if (durationS === null || durationS <= 0) {
    return (
      <div className="scrubber">
        <div className="times sound-times">
          <span>{gone}</span>
          <span>{words("sound.endless")}</span>
        </div>
      </div>
    );
  }
  return (
    <div className="scrubber">
      {sound.canSeek && position !== null ? (
        <Bar position={position} durationS={durationS} onSeek={(to) => control.seek(to)} />
      ) : (
        <StillBar position={position} durationS={durationS} />
      )}
      <div className="times">
        <span>{gone}</span>
        <span>{formatSeconds(durationS)}</span>
      </div>
    </div>
  );
}
