import type { FileOffer } from "../model/media.ts";
import type { SoundOffer } from "../model/sound.ts";
import type { Reply } from "./contract.ts";
import type { CallName, EventName } from "./names.ts";

/** What the preload script puts into a window, and all that it puts there. */
export interface Bridge {
  /** Makes a file known that a person dropped or chose; anything that is no such file is `invalid`. */
  offerFile(file: unknown): Promise<Reply<FileOffer>>;
  /** The same for music: a file, a folder or a playlist gives everything in it that sounds. */
  offerSound(file: unknown): Promise<Reply<readonly SoundOffer[]>>;
  /** Always resolves; a failure is `{ ok: false }`. */
  call(name: CallName, args: readonly unknown[]): Promise<Reply<unknown>>;
  /** Returns the way to stop listening. */
  on(name: EventName, listener: (snapshot: unknown) => void): () => void;
}

/** The property of `window` that holds the bridge. */
export const BRIDGE_NAME = "armchair";
