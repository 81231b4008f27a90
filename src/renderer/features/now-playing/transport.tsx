import {
  type LucideIcon,
  Pause,
  Play,
  RotateCcw,
  RotateCw,
  SkipBack,
  SkipForward,
} from "lucide-react";
import { memo, useMemo } from "react";
import { type Availability, type Feature, offers } from "../../../shared/model/features.ts";
import type { NowPlaying } from "../../../shared/model/now-playing.ts";
import type { SessionSnapshot } from "../../../shared/model/session.ts";
import { type KeyHint, useKeyHint, useKeyTip } from "../../keys/use-key-tip.ts";
import { type Shell, useShell } from "../../shell.ts";
import { useWords, type Words } from "../../words/words.ts";

interface TransportProps {
  readonly session: SessionSnapshot;
  readonly playing: NowPlaying;
}

interface Key {
  readonly feature: Feature;
  readonly icon: LucideIcon;
  readonly label: string;
  readonly row: string;
  readonly seconds?: number;
  readonly run: () => void;
}

/** The keys on both sides of the middle, from the outside in and from the inside out. */
function useSides({
  skipBackwardS,
  skipForwardS,
}: NowPlaying): Readonly<Record<"before" | "after", readonly Key[]>> {
  const words = useWords();
  const { control, playback } = useShell();
  return useMemo(
    () => sidesOf({ skipBackwardS, skipForwardS, words, control, playback }),
    [skipBackwardS, skipForwardS, words, control, playback],
  );
}

type SideParts = Pick<NowPlaying, "skipBackwardS" | "skipForwardS"> &
  Pick<Shell, "control" | "playback"> & { readonly words: Words };

function sidesOf({ skipBackwardS, skipForwardS, words, control, playback }: SideParts) {
  const previous: Key = {
    feature: "previous",
    icon: SkipBack,
    label: words("transport.previous"),
    row: "previous",
    run: () => control.media("previous", "playing"),
  };
  const back: Key = {
    feature: "skip-backward",
    icon: RotateCcw,
    label: words("transport.skipBack", { seconds: skipBackwardS }),
    row: "skip-back",
    seconds: skipBackwardS,
    run: () => playback.skip("back", "playing"),
  };
  const forward: Key = {
    feature: "skip-forward",
    icon: RotateCw,
    label: words("transport.skipForward", { seconds: skipForwardS }),
    row: "skip-forward",
    seconds: skipForwardS,
    run: () => playback.skip("forward", "playing"),
  };
  const next: Key = {
    feature: "next",
    icon: SkipForward,
    label: words("transport.next"),
    row: "next",
    run: () => control.media("next", "playing"),
  };
  return { before: [previous, back], after: [forward, next] };
}

/** Previous to next. What the device never does is not there; what it does not do now is greyed. */
export function Transport({ session, playing }: TransportProps) {
  const words = useWords();
  const { before, after } = useSides(playing);
  return (
    <fieldset className="transport" aria-label={words("transport.label")}>
      {before.map((key) => (
        <TransportKey key={key.feature} entry={key} state={session.features[key.feature]} />
      ))}
      <PlayPause runs={playing.state === "playing"} can={playPauses(session)} />
      {after.map((key) => (
        <TransportKey key={key.feature} entry={key} state={session.features[key.feature]} />
      ))}
    </fieldset>
  );
}

const playPauses = ({ features }: SessionSnapshot): boolean =>
  (["play-pause", "play", "pause"] as const).some((feature) => offers(features, feature));

interface PlayPauseProps {
  readonly runs: boolean;
  readonly can: boolean;
}

const PlayPause = memo(function PlayPause({ runs, can }: PlayPauseProps) {
  const words = useWords();
  const tip = useKeyTip();
  const hint = useKeyHint();
  const { playback } = useShell();
  const label = words(runs ? "transport.pause" : "transport.play");
  const Icon = runs ? Pause : Play;
  return (
    <button
      type="button"
      className="play-button"
      aria-label={label}
      title={tip(label, "play-pause")}
      disabled={!can}
      {...hint("play-pause")}
      onClick={() => playback.playPause()}
    >
      <Icon aria-hidden="true" />
    </button>
  );
});

interface TransportKeyProps {
  readonly entry: Key;
  readonly state: Availability | undefined;
}

const TransportKey = memo(function TransportKey({ entry, state }: TransportKeyProps) {
  const tip = useKeyTip();
  const hint = useKeyHint();
  const { feature, icon: Icon, label, row, seconds, run } = entry;
  if ((state ?? "unsupported") === "unsupported") return null;
  const caps: KeyHint = hint(row);
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={tip(label, row)}
      disabled={!offers({ [feature]: state }, feature)}
      {...caps}
      onClick={run}
    >
      <Icon aria-hidden="true" />
      {seconds !== undefined && (
        <span className="skip-seconds" aria-hidden="true">
          {Math.round(seconds)}
        </span>
      )}
    </button>
  );
});
