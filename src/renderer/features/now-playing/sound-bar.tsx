import { Minus, Plus, Speaker, Volume2, VolumeX } from "lucide-react";
import { memo, type ReactNode } from "react";
import { type FeatureStates, offers } from "../../../shared/model/features.ts";
import type { SessionSnapshot, VolumeState } from "../../../shared/model/session.ts";
import { useKeyHint, useKeyTip } from "../../keys/use-key-tip.ts";
import { useShell } from "../../shell.ts";
import { openSheet } from "../../store/ui.ts";
import { useWords, type Words } from "../../words/words.ts";

interface ToolsProps {
  readonly session: SessionSnapshot;
  /** Other keys, between the speakers and the volume. */
  readonly children?: ReactNode;
}

/** Where the sound comes out, and how loud: a word for each speaker, keys for all of them. */
export function Tools({ session, children }: ToolsProps) {
  return (
    <div className="playing-tools">
      <SpeakersButton session={session} />
      <div className="playing-deck">
        {children}
        <VolumeButtons features={session.features} volume={session.volume} />
      </div>
    </div>
  );
}

interface Chip {
  readonly id: string;
  readonly name: string;
  readonly percent: number | null;
}

/** The speakers; the device itself where it names none but tells how loud it is. */
function chipsOf({ outputs, deviceId, name, volume }: SessionSnapshot): readonly Chip[] {
  if (outputs.length > 0) {
    return outputs.map((output) => ({
      id: output.id,
      name: output.name,
      percent: output.volume,
    }));
  }
  return volume.percent === null ? [] : [{ id: deviceId, name, percent: volume.percent }];
}

function chipWords({ name, percent }: Chip, words: Words): string {
  return percent === null ? name : words("speakers.chip", { name, percent: Math.round(percent) });
}

function SpeakersButton({ session }: { readonly session: SessionSnapshot }) {
  const words = useWords();
  const { ui } = useShell();
  const chips = chipsOf(session);
  if (chips.length === 0) return null;
  const list = new Intl.ListFormat(words.language, { type: "unit" });
  const spoken = list.format(
    chips.map(({ name, percent }) =>
      percent === null ? name : words("speakers.one", { name, percent: Math.round(percent) }),
    ),
  );
  return (
    <button
      type="button"
      className="chips"
      aria-haspopup="dialog"
      aria-label={words("speakers.button", { speakers: spoken })}
      title={words("speakers.title")}
      onClick={() => openSheet(ui, "speakers")}
    >
      {chips.map((chip) => (
        <span key={chip.id} className="chip">
          {chips.length > 1 ? <Speaker aria-hidden="true" /> : <Volume2 aria-hidden="true" />}
          <bdi>{chipWords(chip, words)}</bdi>
        </span>
      ))}
    </button>
  );
}

interface VolumeProps {
  readonly features: FeatureStates;
  readonly volume: VolumeState;
}

const VolumeButtons = memo(function VolumeButtons({ features, volume }: VolumeProps) {
  const words = useWords();
  const tip = useKeyTip();
  const hint = useKeyHint();
  const { control } = useShell();
  if (volume.control === "none") return null;
  const keys = [
    { direction: "down", icon: Minus, label: words("volume.down"), row: "volume-down" },
    { direction: "up", icon: Plus, label: words("volume.up"), row: "volume-up" },
  ] as const;
  return (
    <fieldset className="volume-buttons" aria-label={words("volume.label")}>
      {offers(features, "mute") && (
        <button
          type="button"
          className="icon-button"
          aria-label={words("mute.button")}
          title={tip(words("mute.button"), "mute")}
          {...hint("mute")}
          onClick={() => control.mute("playing")}
        >
          <VolumeX aria-hidden="true" />
        </button>
      )}
      {keys.map(({ direction, icon: Icon, label, row }) => (
        <button
          key={direction}
          type="button"
          className="icon-button"
          aria-label={label}
          title={tip(label, row)}
          {...hint(row)}
          onClick={() => control.volumeStep(direction)}
        >
          <Icon aria-hidden="true" />
        </button>
      ))}
    </fieldset>
  );
});
