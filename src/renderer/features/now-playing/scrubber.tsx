import { Undo2 } from "lucide-react";
import { type CSSProperties, type KeyboardEvent, type PointerEvent, useState } from "react";
import { offers } from "../../../shared/model/features.ts";
import type { NowPlaying } from "../../../shared/model/now-playing.ts";
import type { SessionSnapshot } from "../../../shared/model/session.ts";
import { useKeyHint, useKeyTip } from "../../keys/use-key-tip.ts";
import { usePosition } from "../../playing/use-position.ts";
import { useShell, useUi } from "../../shell.ts";
import { formatSeconds, spokenSeconds } from "../../words/time.ts";
import { useWords } from "../../words/words.ts";

const STEP_S = 10;
/** A page is a tenth of the item, and a minute at least. */
const PAGE_S = 60;

interface ScrubberProps {
  readonly session: SessionSnapshot;
  readonly playing: NowPlaying;
}

/** Where the item stands, and the way to another place in it where the device can be told. */
export function Scrubber({ session, playing }: ScrubberProps) {
  const words = useWords();
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
        <Bar position={position} durationS={durationS} />
      ) : (
        <StillBar position={position} durationS={durationS} />
      )}
      <Times itemId={playing.itemId} position={position} durationS={durationS} />
    </div>
  );
}

const partOf = (seconds: number, durationS: number): CSSProperties =>
  ({ "--at": `${Math.min(100, (seconds / durationS) * 100)}%` }) as CSSProperties;

interface StillBarProps {
  readonly position: number | null;
  readonly durationS: number;
}

function StillBar({ position, durationS }: StillBarProps) {
  const words = useWords();
  return (
    <div
      className="bar-track still"
      role="progressbar"
      aria-label={words("scrubber.label")}
      aria-valuemin={0}
      aria-valuemax={Math.round(durationS)}
      aria-valuenow={Math.round(position ?? 0)}
      aria-valuetext={useValueText(position ?? 0, durationS)}
    >
      <span className="bar-fill" style={partOf(position ?? 0, durationS)} />
    </div>
  );
}

function useValueText(position: number, durationS: number): string {
  const words = useWords();
  return words("scrubber.value", {
    position: spokenSeconds(position, words),
    duration: spokenSeconds(durationS, words),
  });
}

/** The second that a key leads to; null for a key that leads nowhere. */
export function secondFor(key: string, position: number, durationS: number): number | null {
  const page = Math.max(PAGE_S, durationS / 10);
  switch (key) {
    case "ArrowRight":
    case "ArrowUp":
      return position + STEP_S;
    case "ArrowLeft":
    case "ArrowDown":
      return position - STEP_S;
    case "PageUp":
      return position + page;
    case "PageDown":
      return position - page;
    case "Home":
      return 0;
    case "End":
      return durationS;
    default:
      return null;
  }
}

interface BarProps {
  readonly position: number;
  readonly durationS: number;
}

/** Under the pointer: where it is, and whether it drags. */
interface Pointed {
  readonly seconds: number;
  readonly dragging: boolean;
}

/** The time runs from left to right in every language, as on the device's own screen. */
function Bar({ position, durationS }: BarProps) {
  const words = useWords();
  const { playback } = useShell();
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const shown = pointed?.dragging === true ? pointed.seconds : position;
  const secondsAt = (event: PointerEvent): number => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const part = width === 0 ? 0 : (event.clientX - left) / width;
    return Math.min(1, Math.max(0, part)) * durationS;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && pointed?.dragging === true) {
      event.stopPropagation();
      setPointed(null);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const wanted = secondFor(event.key, position, durationS);
    if (wanted === null) return;
    event.preventDefault();
    event.stopPropagation();
    playback.seek(Math.min(durationS, Math.max(0, wanted)));
  };
  return (
    <div
      className="bar-track"
      role="slider"
      tabIndex={0}
      aria-label={words("scrubber.label")}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={Math.round(durationS)}
      aria-valuenow={Math.round(shown)}
      aria-valuetext={useValueText(shown, durationS)}
      data-dragging={pointed?.dragging || undefined}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture?.(event.pointerId);
        setPointed({ seconds: secondsAt(event), dragging: true });
      }}
      onPointerMove={(event) =>
        setPointed({ seconds: secondsAt(event), dragging: pointed?.dragging ?? false })
      }
      onPointerUp={(event) => {
        if (pointed?.dragging !== true) return;
        playback.seek(secondsAt(event));
        setPointed(null);
      }}
      onPointerCancel={() => setPointed(null)}
      onPointerLeave={() => {
        if (pointed?.dragging !== true) setPointed(null);
      }}
    >
      <span className="bar-fill" style={partOf(shown, durationS)} />
      <span className="bar-thumb" style={partOf(shown, durationS)} />
      {pointed !== null && (
        <span className="bar-tip" aria-hidden="true" style={partOf(pointed.seconds, durationS)}>
          {formatSeconds(pointed.seconds)}
        </span>
      )}
    </div>
  );
}

interface TimesProps {
  readonly itemId: string;
  readonly position: number | null;
  readonly durationS: number;
}

/** What has gone, the way back after a jump, and what is left or how long it is. */
function Times({ itemId, position, durationS }: TimesProps) {
  const words = useWords();
  const [length, setLength] = useState(false);
  // What has gone and what is left change in one moment, and make the length together.
  const left = Math.floor(durationS) - Math.floor(position ?? 0);
  const time = formatSeconds(length || position === null ? durationS : left);
  const spoken = spokenSeconds(length || position === null ? durationS : left, words);
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
