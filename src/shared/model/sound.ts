import type { ErrorBody } from "../errors.ts";
import type { DeviceId } from "./device.ts";
import type { PositionClock } from "./now-playing.ts";

/** One thing of the queue, or one that may go there. Strings come from files and networks: data. */
export interface SoundItem {
  /** Ours. */
  readonly id: string;
  readonly kind: "file" | "link" | "input";
  /** Of its tags; the file's name, or a station's host, when it has none. */
  readonly title: string;
  readonly artist: string | null;
  readonly album: string | null;
  /** Seconds; null: it does not tell, or never ends. */
  readonly durationS: number | null;
  /** It has a picture to ask for. */
  readonly hasPicture: boolean;
  /** Why it could not be played; null: it could, or was not tried. */
  readonly error: ErrorBody | null;
}

export type SpeakerPhase =
  /** Being connected, or not heard yet. */
  | "joining"
  /** Sounds, or would if it were not paused. */
  | "joined"
  /** Somebody else plays there now. */
  | "interrupted"
  | "failed";

/**
 * One device that the sound goes to. Stays on the list when it fails, until it is taken off. While the
 * state is `idle` nothing is open to it: whoever is listed as `joined` joins again when something plays.
 */
export interface Speaker {
  readonly deviceId: DeviceId;
  readonly name: string;
  readonly phase: SpeakerPhase;
  /** Percent; null: not known yet. */
  readonly volume: number | null;
  /** Milliseconds by which it sounds later than the others; negative is earlier. */
  readonly delayMs: number;
  /** Why it failed; while it is `joining`, why it has to once more. */
  readonly error: ErrorBody | null;
}

/** What this computer sends to speakers, whole. There is one such session in the app. */
export interface SoundSnapshot {
  readonly revision: number;
  /** `stalled`: the source is slower than the sound. */
  readonly state: "idle" | "loading" | "playing" | "paused" | "stalled";
  readonly items: readonly SoundItem[];
  readonly currentId: string | null;
  /** Of the current item; null when nothing plays. */
  readonly position: PositionClock | null;
  /** What a radio says it plays now, beside the item's own title; null: nothing. */
  readonly onAir: string | null;
  readonly canSeek: boolean;
  readonly speakers: readonly Speaker[];
  /** Percent, of all: that of the loudest. Null without speakers that tell. */
  readonly volume: number | null;
  /** What ended it, until something is played again. */
  readonly lastError: ErrorBody | null;
}

/** A file that was found where a person pointed, not in the queue yet. */
export type SoundOffer = Omit<SoundItem, "error">;

export const soundCommands = ["play", "pause", "play-pause", "next", "previous", "stop"] as const;
export type SoundCommand = (typeof soundCommands)[number];

/** Milliseconds that a speaker may be set apart from the others, either way. */
export const MAX_SPEAKER_DELAY_MS = 2000;
