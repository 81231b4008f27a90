import { ChevronLeft, Pause, Play, TvMinimal } from "lucide-react";
import { memo } from "react";
import type { FeatureStates } from "../../../shared/model/features.ts";
import type { PlayState } from "../../../shared/model/now-playing.ts";
import type { VolumeState } from "../../../shared/model/session.ts";
import { useKeyHint, useKeyTip } from "../../keys/use-key-tip.ts";
import { homeButton } from "../../store/home-button.ts";
import { HoldButton } from "../../ui/hold-button.tsx";
import { PlayPauseMark } from "../../ui/play-pause-mark.tsx";
import { useWords, type WordKey } from "../../words/words.ts";
import { SkipKey } from "./skip-key.tsx";
import { VolumeKeys } from "./volume.tsx";

interface KeysProps {
  /** Null while nothing is known of the device. */
  readonly features: FeatureStates | null;
  readonly volume: VolumeState | null;
  /** Of what plays; undefined while nothing does. */
  readonly state: PlayState | undefined;
  readonly skipBackS: number | undefined;
  readonly skipForwardS: number | undefined;
}

/** Back, home, transport and volume: always there, always in the same place. Another title is not its business. */
export const Keys = memo(function Keys(props: KeysProps) {
  const { features, volume, state, skipBackS, skipForwardS } = props;
  const words = useWords();
  const tip = useKeyTip();
  const hint = useKeyHint();
  return (
    <div className="keys">
      <HoldButton
        button="menu"
        place="keys"
        label={words("button.menu")}
        tip={tip(words("button.menu"), "back")}
        hint={hint("back")}
        className="key-back"
      >
        <ChevronLeft aria-hidden="true" className="flips" />
        <span className="key-word">{words("button.menu")}</span>
      </HoldButton>
      <HoldButton
        button="home"
        place="keys"
        label={words("button.home")}
        tip={tip(words("button.home"), "home")}
        hint={hint("home")}
        className="key-home"
        disabled={features !== null && homeButton(features) === null}
      >
        <TvMinimal aria-hidden="true" />
        <span className="key-word">{words("button.home")}</span>
      </HoldButton>
      <SkipKey features={features} seconds={skipBackS} direction="back" />
      <PlayKey state={state} />
      <SkipKey features={features} seconds={skipForwardS} direction="forward" />
      <VolumeKeys volume={volume} />
    </div>
  );
});

/** Shows what it will do while that is known, and is both while it is not. */
function PlayKey({ state }: { readonly state: PlayState | undefined }) {
  const words = useWords();
  const tip = useKeyTip();
  const hint = useKeyHint();
  const label = words(playLabel(state));
  return (
    <HoldButton
      button="play-pause"
      place="keys"
      label={label}
      tip={tip(label, "play-pause")}
      hint={hint("play-pause")}
      className="key-play"
    >
      {state === undefined && <PlayPauseMark />}
      {state === "playing" && <Pause aria-hidden="true" />}
      {state !== undefined && state !== "playing" && <Play aria-hidden="true" />}
    </HoldButton>
  );
}

function playLabel(state: PlayState | undefined): WordKey {
  if (state === undefined) return "button.playPause";
  return state === "playing" ? "transport.pause" : "transport.play";
}
