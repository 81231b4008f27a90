import type { NowPlaying } from "../shared/model/now-playing.ts";
import type { PlaybackControl } from "./control/playback-control.ts";
import type { RemoteControl } from "./control/remote-control.ts";
import { connectMediaSession, type SystemSession } from "./media-session.ts";
import { selectedSession } from "./shell.ts";
import type { Facts, FactsStore } from "./store/facts.ts";
import type { WindowClock } from "./window-clock.ts";

export interface MediaSessionParts {
  readonly facts: FactsStore;
  readonly control: Pick<RemoteControl, "media">;
  readonly playback: Pick<PlaybackControl, "skip" | "seek">;
  readonly clock: Pick<WindowClock, "now">;
  readonly session: SystemSession;
  /** By default the browser's own. */
  readonly metadata?: (init: MediaMetadataInit) => MediaMetadata;
}

/**
 * Keeps `navigator.mediaSession` at what plays on the selected device, for as long as the preference
 * wants it. Not on Linux, where the main process speaks to the desktop itself
 * (docs/ARCHITECTURE.md#the-media-session). Without a picture: windows load their own. Returns what
 * ends it.
 */
export function followMediaSession(parts: MediaSessionParts): () => void {
  const { facts, control, playback, clock, session, metadata } = parts;
  const actions = {
    media: (command: Parameters<typeof control.media>[0]) => control.media(command),
    // By the interval that the device itself has, whatever step the system names.
    skip: (seconds: number) => playback.skip(seconds < 0 ? "back" : "forward"),
    seek: (seconds: number) => playback.seek(seconds),
  };
  const show = connectMediaSession(session, actions, metadata);
  let shown: NowPlaying | null = null;
  const apply = (now: Facts): void => {
    const playing = playingFor(now);
    if (playing === shown) return;
    shown = playing;
    show(playing && { playing, artwork: null, wallMs: clock.now() });
  };
  apply(facts.getState());
  const off = facts.subscribe(apply);
  return () => {
    off();
    if (shown !== null) show(null);
  };
}

function playingFor(now: Facts): NowPlaying | null {
  const isOurs = now.app !== null && now.app.platform !== "linux";
  if (!isOurs || now.settings?.preferences.mediaSession !== true) return null;
  const session = selectedSession(now);
  return session?.connection.phase === "ready" ? session.nowPlaying : null;
}
