import { lazy, type ReactNode, Suspense } from "react";
import type { SessionSnapshot } from "../../../shared/model/session.ts";
import type { Place } from "../../store/ui.ts";

// Files of their own: most remotes are narrow and never load them.
const Panel = lazy(async () => {
  const { NowPlayingPanel } = await import("../now-playing/now-playing-panel.tsx");
  return { default: NowPlayingPanel };
});
const Speakers = lazy(async () => {
  const { SpeakersSheet } = await import("../now-playing/speakers-sheet.tsx");
  return { default: SpeakersSheet };
});

interface BesideProps {
  readonly session: SessionSnapshot | null;
  readonly name: string;
}

/** What plays, beside the disc. */
export function LazyPlaying({ session, name }: BesideProps) {
  return (
    <Suspense fallback={<div className="playing" />}>
      <Panel session={session} name={name} />
    </Suspense>
  );
}

/** Its keys are those of the panel, whatever pressed them. */
const speakerPlaces: readonly Place[] = ["playing", "keys", "pad"];

interface SpeakerProps extends BesideProps {
  /** Instead of how its connection stands, while it plays nothing. */
  readonly why?: string | undefined;
  /** Under that. */
  readonly children?: ReactNode;
}

/** What a speaker plays, in place of the disc. */
export function LazySpeaker({ session, name, why, children }: SpeakerProps) {
  return (
    <Suspense fallback={<div className="playing" />}>
      <Panel session={session} name={name} places={speakerPlaces} loud why={why} idle={children} />
    </Suspense>
  );
}

export function LazySpeakers({ onClose }: { readonly onClose: () => void }) {
  return (
    <Suspense fallback={null}>
      <Speakers onClose={onClose} />
    </Suspense>
  );
}
