import { lazy, Suspense } from "react";
import type { MediaStream } from "../../../shared/model/media.ts";
import type { SessionSnapshot } from "../../../shared/model/session.ts";

// A file of its own: the remote starts without it.
const Card = lazy(async () => {
  const { StreamCard } = await import("./stream-card.tsx");
  return { default: StreamCard };
});

interface LazyStreamProps {
  readonly session: SessionSnapshot;
  readonly stream: MediaStream;
}

/** What this computer plays there, under the strip. */
export function LazyStream(props: LazyStreamProps) {
  return (
    <Suspense fallback={null}>
      <Card {...props} />
    </Suspense>
  );
}
