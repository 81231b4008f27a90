import { lazy, Suspense } from "react";
import type { SoundSnapshot } from "../../../shared/model/sound.ts";

// Files of their own: the remote starts without them.
const Sheet = lazy(async () => {
  const { SoundSheet } = await import("./sound-sheet.tsx");
  return { default: SoundSheet };
});
const Card = lazy(async () => {
  const { SoundCard } = await import("./sound-card.tsx");
  return { default: SoundCard };
});

interface LazySoundProps {
  readonly onClose: () => void;
  readonly onPair: (deviceId: string) => void;
}

/** Everything about the sound that this computer sends. */
export function LazySound(props: LazySoundProps) {
  return (
    <Suspense fallback={null}>
      <Sheet {...props} />
    </Suspense>
  );
}

/** The same in a line, on the remote. */
export function LazySoundCard({ sound }: { readonly sound: SoundSnapshot }) {
  return (
    <Suspense fallback={null}>
      <Card sound={sound} />
    </Suspense>
  );
}
