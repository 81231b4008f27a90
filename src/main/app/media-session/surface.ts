import type { MediaAction, MediaState } from "./model.ts";

/** Carries out what the system asks for; rejects with what the device said. */
export type MediaActor = (action: MediaAction) => Promise<void>;

/** Where one system shows what plays, and takes its media keys from. */
export interface MediaSurface {
  /** Null: there is nothing to show or to control. `artwork` is a file's address, or null. */
  show(state: MediaState | null, artwork: string | null): void;
  close(): Promise<void>;
}
