import { useSyncExternalStore } from "react";

function subscribe(changed: () => void): () => void {
  window.addEventListener("resize", changed);
  return () => window.removeEventListener("resize", changed);
}

/** The longer side of the window, in pixels of the page: as large as its picture can become. */
export function usePageSize(): number {
  return useSyncExternalStore(subscribe, () => Math.max(window.innerWidth, window.innerHeight));
}
