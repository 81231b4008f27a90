import type { MediaCommand } from "../shared/model/buttons.ts";
import { type NowPlaying, positionAt } from "../shared/model/now-playing.ts";

/** The part of `navigator.mediaSession` that is used, so that a test can be it. */
export type SystemSession = Pick<
  MediaSession,
  "metadata" | "playbackState" | "setActionHandler" | "setPositionState"
>;

/** What the system's buttons do to the selected device; failures are the caller's to show. */
export interface MediaSessionActions {
  media(command: MediaCommand): void;
  /** Seconds; negative is back. */
  skip(seconds: number): void;
  /** Seconds from the start. */
  seek(seconds: number): void;
}

/** What the system is to show; null while nothing plays. */
export interface MediaSessionView {
  readonly playing: NowPlaying;
  /** An address that this page may load, or null. */
  readonly artwork: string | null;
  /** This machine's clock, ms since 1970. */
  readonly wallMs: number;
}

const commands: readonly (readonly [MediaSessionAction, MediaCommand])[] = [
  ["play", "play"],
  ["pause", "pause"],
  ["stop", "stop"],
  ["nexttrack", "next"],
  ["previoustrack", "previous"],
];

/**
 * Shows what plays through the system's own player controls (SMTC on Windows, Now Playing on macOS).
 * On Linux the main process does that over D-Bus, and this is not to be used. Chromium hands the page
 * over to the system only while the page itself makes sound: docs/ARCHITECTURE.md#the-media-session.
 *
 * Returns what to call with each new view. Before the first one nothing is touched.
 */
export function connectMediaSession(
  session: SystemSession,
  actions: MediaSessionActions,
  metadata: (init: MediaMetadataInit) => MediaMetadata = (init) => new MediaMetadata(init),
): (view: MediaSessionView | null) => void {
  let last: NowPlaying | null = null;
  let skips = { back: 0, forward: 0 };
  const handle = (action: MediaSessionAction, handler: MediaSessionActionHandler | null) => {
    try {
      session.setActionHandler(action, handler);
    } catch {
      // A Chromium that does not know this action offers it to nobody.
    }
  };
  const listen = (on: boolean) => {
    for (const [action, command] of commands)
      handle(action, on ? () => actions.media(command) : null);
    handle("seekbackward", on ? (given) => actions.skip(-(given.seekOffset ?? skips.back)) : null);
    handle("seekforward", on ? (given) => actions.skip(given.seekOffset ?? skips.forward) : null);
    handle(
      "seekto",
      on ? ({ seekTime }) => seekTime !== undefined && actions.seek(seekTime) : null,
    );
  };
  return (view) => {
    if (view === null) {
      if (last !== null) listen(false);
      last = null;
      session.metadata = null;
      session.playbackState = "none";
      session.setPositionState();
      return;
    }
    const { playing, artwork, wallMs } = view;
    if (last === null) listen(true);
    last = playing;
    skips = { back: playing.skipBackwardS, forward: playing.skipForwardS };
    session.metadata = metadata(wordsOf(playing, artwork));
    session.playbackState = playing.state === "playing" ? "playing" : "paused";
    session.setPositionState(positionOf(playing, wallMs));
  };
}

function wordsOf(playing: NowPlaying, artwork: string | null): MediaMetadataInit {
  const { title, artist, album, seriesName, app } = playing;
  return {
    title: title ?? app?.name ?? "",
    artist: artist ?? seriesName ?? "",
    album: album ?? "",
    artwork: artwork === null ? [] : [{ src: artwork }],
  };
}

/** Undefined takes the position away. The system refuses a rate of 0: paused is said by the state. */
function positionOf(playing: NowPlaying, wallMs: number): MediaPositionState | undefined {
  const position = positionAt(playing, wallMs);
  const { durationS } = playing;
  if (position === null || durationS === null || durationS <= 0) return undefined;
  return { position, duration: durationS, playbackRate: playing.position?.rate || 1 };
}
