import { lazy, Suspense } from "react";
import type { SessionSnapshot } from "../../../shared/model/session.ts";

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

export function LazyPlaying({ session, name }: BesideProps) {
  return (
    <Suspense fallback={<div className="playing" />}>
      <Panel session={session} name={name} />
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
