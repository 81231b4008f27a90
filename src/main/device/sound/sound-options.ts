import type { SoundEngine } from "../../sound/engine.ts";
import type { SoundRemote } from "../../sound/remote/sound-remote.ts";
import type { SoundFiles } from "../../sound/source/sound-files.ts";

/** What sound is made with. Without it nothing is sent, and every call rejects with `unsupported`. */
export interface SoundOptions {
  /** Closed by the hub. */
  readonly engine: SoundEngine;
  readonly files: SoundFiles;
  /**
   * The receivers' buttons, opened with the first speaker of a session and closed with it. May reject:
   * the sound goes on without buttons then.
   */
  openRemote(): Promise<SoundRemote>;
}
