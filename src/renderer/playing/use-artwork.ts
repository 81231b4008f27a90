import { useEffect, useMemo, useState } from "react";
import type { SessionSnapshot } from "../../shared/model/session.ts";
import { useClock } from "../clock.ts";
import { useShell } from "../shell.ts";
import { ArtworkFollower, belongs, type Shown, type WantedArtwork } from "./artwork-follower.ts";

/** Sizes are asked for in steps, so that a window that is drawn larger asks a few times only. */
const STEP_PX = 128;
const LARGEST_PX = 4096;

/** The pixels to ask for, for so many pixels of the page. */
export function artworkWidth(pagePx: number, pixelRatio: number): number {
  const wanted = Math.ceil((pagePx * pixelRatio) / STEP_PX) * STEP_PX;
  return Math.min(LARGEST_PX, Math.max(STEP_PX, wanted));
}

function wantedOf(session: SessionSnapshot | null, width: number): WantedArtwork | null {
  const playing = session?.nowPlaying ?? null;
  if (session === null || playing === null || playing.artworkId === null) return null;
  const { itemId, artworkId } = playing;
  return { deviceId: session.deviceId, itemId, artworkId, width };
}

/** The picture of what plays, `pagePx` wide on the page; nothing while it is not there. */
export function useArtwork(session: SessionSnapshot | null, pagePx: number): Shown {
  const { api, pictures } = useShell();
  const clock = useClock();
  const follower = useMemo(
    () => new ArtworkFollower({ api, clock, pictures }),
    [api, clock, pictures],
  );
  const [shown, setShown] = useState<Shown>(follower.shown);
  const wanted = wantedOf(session, artworkWidth(pagePx, window.devicePixelRatio));
  const name = JSON.stringify(wanted);
  useEffect(() => follower.onChange(() => setShown(follower.shown)), [follower]);
  useEffect(() => follower.want(JSON.parse(name)), [follower, name]);
  useEffect(() => () => follower.want(null), [follower]);
  // The follower hears of another item only after it is drawn: its title must not stand on the old one.
  const fits = (picture: Shown["top"]): Shown["top"] =>
    picture !== null && wanted !== null && belongs(picture, wanted) ? picture : null;
  return { top: fits(shown.top), under: fits(shown.under) };
}
