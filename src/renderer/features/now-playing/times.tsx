import { Undo2 } from "lucide-react";
import { useMemo, useState } from "react";
import { useKeyHint, useKeyTip } from "../../keys/use-key-tip.ts";
import { useShell, useUi } from "../../shell.ts";
import { formatSeconds, spokenSeconds } from "../../words/time.ts";
import { useWords } from "../../words/words.ts";

interface TimesProps {
  readonly itemId: string;
  readonly position: number | null;
  readonly durationS: number;
}

/** What has gone, the way back after a jump, and what is left or how long it is. */
export function Times({ itemId, position, durationS }: TimesProps) {
  const words = useWords();
  const [length, setLength] = useState(false);
  // What has gone and what is left change in one moment, and make the length together.
  const left = Math.floor(durationS) - Math.floor(position ?? 0);
  const shown = length || position === null ? Math.floor(durationS) : left;
  const time = formatSeconds(shown);
  const spoken = useMemo(() => spokenSeconds(shown, words), [shown, words]);
  return (
    <div className="times">
      <span>{position === null ? words("playing.noTime") : formatSeconds(position)}</span>
      <UndoSeek itemId={itemId} />
      <button
        type="button"
        aria-label={words(length ? "scrubber.showLeft" : "scrubber.showLength", { time: spoken })}
        disabled={position === null}
        onClick={() => setLength(!length)}
      >
        {length || position === null ? time : words("scrubber.left", { time })}
      </button>
    </div>
  );
}

function UndoSeek({ itemId }: { readonly itemId: string }) {
  const words = useWords();
  const tip = useKeyTip();
  const hint = useKeyHint();
  const { playback } = useShell();
  const last = useUi(({ undoable }) => {
    const entry = undoable.filter((record) => record.itemId === itemId).at(-1);
    return entry === undefined ? null : entry.seconds;
  });
  if (last === null) return null;
  return (
    <button
      type="button"
      className="undo"
      title={tip(words("keys.undoSeek"), "undo-seek")}
      {...hint("undo-seek")}
      onClick={() => playback.undoSeek()}
    >
      <Undo2 aria-hidden="true" />
      {words("scrubber.back", { time: formatSeconds(last) })}
    </button>
  );
}
