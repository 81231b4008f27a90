import { useSyncExternalStore } from "react";

/** Wide enough for what plays beside the remote; the same in the style sheet. */
const WIDE = "(min-width: 641px) and (min-height: 400px)";

const query = (): MediaQueryList => window.matchMedia(WIDE);

function subscribe(changed: () => void): () => void {
  const list = query();
  list.addEventListener("change", changed);
  return () => list.removeEventListener("change", changed);
}

export function useWide(): boolean {
  return useSyncExternalStore(subscribe, () => query().matches);
}
