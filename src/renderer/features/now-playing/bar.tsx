import {
  type CSSProperties,
  type DOMAttributes,
  type KeyboardEvent,
  type PointerEvent,
  useMemo,
  useState,
} from "react";
import { formatSeconds, spokenSeconds } from "../../words/time.ts";
import { useWords } from "../../words/words.ts";

const STEP_S = 10;
/** A page is a tenth of the item, and a minute at least. */
const PAGE_S = 60;

const partOf = (seconds: number, durationS: number): CSSProperties =>
  ({ "--at": `${Math.min(100, (seconds / durationS) * 100)}%` }) as CSSProperties;

interface StillBarProps {
  readonly position: number | null;
  readonly durationS: number;
}

/** Only to be looked at: the device cannot be told where to go. */
export function StillBar({ position, durationS }: StillBarProps) {
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

/** Words for numbers are dear to make: made anew each second, not each time that something else changes. */
function useValueText(position: number, durationS: number): string {
  const words = useWords();
  const [at, of] = [Math.floor(position), Math.floor(durationS)];
  return useMemo(
    () =>
      words("scrubber.value", {
        position: spokenSeconds(at, words),
        duration: spokenSeconds(of, words),
      }),
    [at, of, words],
  );
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
  /** Seconds from the start, inside the item. */
  readonly onSeek: (seconds: number) => void;
}

/** Under the pointer: where it is, and whether it drags. */
interface Pointed {
  readonly seconds: number;
  readonly dragging: boolean;
}

interface Hand {
  readonly pointed: Pointed | null;
  readonly letGo: () => void;
  readonly handlers: Pick<
    DOMAttributes<HTMLElement>,
    "onPointerDown" | "onPointerMove" | "onPointerUp" | "onPointerCancel" | "onPointerLeave"
  >;
}

/** A click is a drag that goes nowhere: the seek is at its end, once. */
function useHand(durationS: number, seek: (seconds: number) => void): Hand {
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const letGo = (): void => setPointed(null);
  const dragging = pointed?.dragging === true;
  const secondsAt = (event: PointerEvent): number => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const part = width === 0 ? 0 : (event.clientX - left) / width;
    return Math.min(1, Math.max(0, part)) * durationS;
  };
  return {
    pointed,
    letGo,
    handlers: {
      onPointerDown(event) {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture?.(event.pointerId);
        setPointed({ seconds: secondsAt(event), dragging: true });
      },
      onPointerMove: (event) => setPointed({ seconds: secondsAt(event), dragging }),
      onPointerUp(event) {
        if (!dragging) return;
        seek(secondsAt(event));
        letGo();
      },
      onPointerCancel: letGo,
      onPointerLeave() {
        if (!dragging) letGo();
      },
    },
  };
}

/** The time runs from left to right in every language, as on the device's own screen. */
export function Bar({ position, durationS, onSeek }: BarProps) {
  const words = useWords();
  const { pointed, letGo, handlers } = useHand(durationS, onSeek);
  const dragging = pointed?.dragging === true;
  const shown = dragging ? pointed.seconds : position;
  const onKeyDown = (event: KeyboardEvent): void => {
    const leaves = event.key === "Escape" && dragging;
    const wanted = isPlain(event) ? secondFor(event.key, position, durationS) : null;
    if (!leaves && wanted === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (leaves) letGo();
    else onSeek(Math.min(durationS, Math.max(0, wanted ?? 0)));
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
      data-dragging={dragging || undefined}
      onKeyDown={onKeyDown}
      {...handlers}
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

const isPlain = ({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  !ctrlKey && !metaKey && !altKey;
