import { Minus, Plus } from "lucide-react";
import { type CSSProperties, useState } from "react";
import type { SessionSnapshot } from "../../../shared/model/session.ts";
import { useKeyHint, useKeyTip } from "../../keys/use-key-tip.ts";
import { useShell } from "../../shell.ts";
import { useWords } from "../../words/words.ts";

/** Up and down, always in the same place; between them what is known of the volume. */
export function VolumeKeys({ session }: { readonly session: SessionSnapshot | null }) {
  const words = useWords();
  const tip = useKeyTip();
  const hint = useKeyHint();
  const { control } = useShell();
  const none = session?.volume.control === "none";
  const percent = session?.volume.percent ?? null;
  return (
    <fieldset className="volume-keys" aria-label={words("volume.label")} disabled={none}>
      <button
        type="button"
        aria-label={words("volume.up")}
        title={tip(words("volume.up"), "volume-up")}
        {...hint("volume-up")}
        onClick={() => control.volumeStep("up")}
      >
        <Plus aria-hidden="true" />
      </button>
      <span className="volume-word">
        {percent === null || none
          ? words("volume.label")
          : words("volume.percent", { percent: Math.round(percent) })}
      </span>
      <button
        type="button"
        aria-label={words("volume.down")}
        title={tip(words("volume.down"), "volume-down")}
        {...hint("volume-down")}
        onClick={() => control.volumeStep("down")}
      >
        <Minus aria-hidden="true" />
      </button>
    </fieldset>
  );
}

/** A slider where the device takes a volume as a number, a reason where it takes none. */
export function VolumeLine({ session }: { readonly session: SessionSnapshot }) {
  const words = useWords();
  const { control, percent } = session.volume;
  if (control === "none") return <p className="caption">{words("volume.none")}</p>;
  if (control !== "absolute" || percent === null) return null;
  return <VolumeSlider name={session.name} percent={percent} />;
}

function VolumeSlider({ name, percent }: { readonly name: string; readonly percent: number }) {
  const words = useWords();
  const { control } = useShell();
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
      aria-label={words("volume.of", { name })}
      aria-valuetext={words("volume.percent", { percent: shown })}
      onChange={(event) => {
        const wanted = Number(event.currentTarget.value);
        setDragged({ from: percent, to: wanted });
        control.volumeSet(wanted);
      }}
    />
  );
}
