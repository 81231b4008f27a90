import {
  type LucideIcon,
  Pause,
  Play,
  RotateCcw,
  RotateCw,
  SkipBack,
  SkipForward,
} from "lucide-react";
import { type Feature, offers } from "../../../shared/model/features.ts";
import type { NowPlaying } from "../../../shared/model/now-playing.ts";
import type { SessionSnapshot } from "../../../shared/model/session.ts";
import { type KeyHint, useKeyHint, useKeyTip } from "../../keys/use-key-tip.ts";
import { useShell } from "../../shell.ts";
import { useWords } from "../../words/words.ts";

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
        <TransportKey key={key.feature} entry={key} session={session} />
      ))}
      <PlayPause session={session} playing={playing} />
      {after.map((key) => (
        <TransportKey key={key.feature} entry={key} session={session} />
      ))}
    </fieldset>
  );
}

function PlayPause({ session, playing }: TransportProps) {
  const words = useWords();
  const tip = useKeyTip();
  const hint = useKeyHint();
  const { playback } = useShell();
  const runs = playing.state === "playing";
  const label = words(runs ? "transport.pause" : "transport.play");
  const Icon = runs ? Pause : Play;
  const can = (["play-pause", "play", "pause"] as const).some((f) => offers(session.features, f));
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
}

interface TransportKeyProps {
  readonly entry: Key;
  readonly session: SessionSnapshot;
}

function TransportKey({ entry, session }: TransportKeyProps) {
  const tip = useKeyTip();
  const hint = useKeyHint();
  const { feature, icon: Icon, label, row, seconds, run } = entry;
  if ((session.features[feature] ?? "unsupported") === "unsupported") return null;
  const caps: KeyHint = hint(row);
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={tip(label, row)}
      disabled={!offers(session.features, feature)}
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
}
