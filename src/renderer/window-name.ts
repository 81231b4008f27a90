import type { WindowName } from "../shared/ipc/contract.ts";

const names: readonly WindowName[] = ["remote", "pairing", "settings", "tv", "now-playing"];

/** Which window a page is, by its address: `?window=settings` or `#settings`; else the remote. */
export function windowNameOf(location: {
  readonly search: string;
  readonly hash: string;
}): WindowName {
  const asked = new URLSearchParams(location.search).get("window") ?? location.hash.slice(1);
  return names.find((name) => name === asked) ?? "remote";
}
