import type { MediaAction, MediaState } from "./model.ts";
import type { MediaActor, MediaSurface } from "./surface.ts";

/** Electron's `globalShortcut`. */
export interface Shortcuts {
  /** False: somebody else has the key, or the system does not allow it. */
  register(accelerator: string, pressed: () => void): boolean;
  unregister(accelerator: string): void;
}

const keys: Readonly<Record<string, MediaAction>> = {
  MediaPlayPause: { do: "play-pause" },
  MediaNextTrack: { do: "next" },
  MediaPreviousTrack: { do: "previous" },
  MediaStop: { do: "stop" },
};

/**
 * The keyboard's media keys where no MPRIS brings them: ours while something plays or is paused on the
 * device, and anybody's else, so that they are not taken from a player on this machine for nothing.
 */
export class MediaKeys implements MediaSurface {
  readonly #shortcuts: Shortcuts;
  readonly #act: MediaActor;
  readonly #held = new Set<string>();

  constructor(shortcuts: Shortcuts, act: MediaActor) {
    this.#shortcuts = shortcuts;
    this.#act = act;
  }

  show(state: MediaState | null): void {
    if (!state?.item || state.status === "stopped") {
      this.#release();
      return;
    }
    for (const [key, action] of Object.entries(keys)) {
      if (this.#held.has(key)) continue;
      // What fails is in the session's `lastError`, where the windows show it.
      const pressed = () => void this.#act(action).catch(() => {});
      if (this.#shortcuts.register(key, pressed)) this.#held.add(key);
    }
  }

  async close(): Promise<void> {
    this.#release();
  }

  #release(): void {
    for (const key of this.#held) this.#shortcuts.unregister(key);
    this.#held.clear();
  }
}
