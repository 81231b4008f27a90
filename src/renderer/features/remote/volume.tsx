import { Minus, Plus, VolumeX } from "lucide-react";
import { offers } from "../../../shared/model/features.ts";
import type { SessionSnapshot, VolumeState } from "../../../shared/model/session.ts";
import { useKeyHint, useKeyTip } from "../../keys/use-key-tip.ts";
import { useShell } from "../../shell.ts";
import { PercentSlider } from "../../ui/percent-slider.tsx";
import { useWords, type Words } from "../../words/words.ts";

/** Up and down, always in the same place; between them what is known of the volume. */
export function VolumeKeys({ volume }: { readonly volume: VolumeState | null }) {
  const words = useWords();
  const tip = useKeyTip();
  const hint = useKeyHint();
  const { control } = useShell();
  const none = volume?.control === "none";
  const percent = volume?.percent ?? null;
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

/** What the volume keys change: the device, or the speakers that its sound comes out of. */
export function volumeTarget({ name, outputs }: SessionSnapshot, words: Words): string {
  const [only] = outputs;
  if (outputs.length > 1) return words("volume.group", { count: outputs.length });
  return words("volume.of", { name: only?.name ?? name });
}

/**
 * Mute where there is one, a slider where the device takes a volume as a number, a reason where it
 * takes none; and whose volume it is, where that is not the device's own.
 */
export function VolumeLine({ session }: { readonly session: SessionSnapshot }) {
  const words = useWords();
  const { control } = useShell();
  const { volume, outputs, name, features } = session;
  if (volume.control === "none") return <p className="caption">{words("volume.none")}</p>;
  const target = volumeTarget(session, words);
  const elsewhere = outputs.some((output) => output.name !== name);
  const slider = volume.control === "absolute" && volume.percent !== null;
  const mutes = offers(features, "mute");
  if (!elsewhere && !slider && !mutes) return null;
  return (
    <div className="volume-row">
      {mutes && <MuteButton />}
      <div className="volume-what">
        {elsewhere && <span className="caption">{target}</span>}
        {slider && (
          <PercentSlider
            label={target}
            percent={volume.percent ?? 0}
            onChange={(percent) => control.volumeSet(percent)}
          />
        )}
      </div>
    </div>
  );
}

function MuteButton() {
  const words = useWords();
  const tip = useKeyTip();
  const hint = useKeyHint();
  const { control } = useShell();
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={words("mute.button")}
      title={tip(words("mute.button"), "mute")}
      {...hint("mute")}
      onClick={() => control.mute()}
    >
      <VolumeX aria-hidden="true" />
    </button>
  );
}
