import { type CSSProperties, useState } from "react";
import { useWords } from "../words/words.ts";

interface PercentSliderProps {
  readonly label: string;
  /** As the device last told it, 0 to 100. */
  readonly percent: number;
  /** Hears of every step of a drag; whoever sends them thins them out. */
  readonly onChange: (percent: number) => void;
}

/** How loud something is, from nothing to all of it, to be dragged or stepped. */
export function PercentSlider({ label, percent, onChange }: PercentSliderProps) {
  const words = useWords();
  // The hand's value holds until the device names another: its answer comes a little later.
  const [dragged, setDragged] = useState<{ from: number; to: number } | null>(null);
  const shown = Math.round(dragged?.from === percent ? dragged.to : percent);
  return (
    <input
      type="range"
      className="slider"
      style={{ "--filled": `${shown}%` } as CSSProperties}
      min={0}
      max={100}
      step={1}
      value={shown}
      aria-label={label}
      aria-valuetext={words("volume.percent", { percent: shown })}
      onChange={(event) => {
        const wanted = Number(event.currentTarget.value);
        setDragged({ from: percent, to: wanted });
        onChange(wanted);
      }}
    />
  );
}
