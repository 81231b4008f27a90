import type { ErrorBody } from "../errors.ts";
import type { DeviceId } from "./device.ts";

/** A file that may be played on a device, known by a name that tells nothing of the disk. */
export interface FileOffer {
  readonly id: string;
  /** The file's own name, without folders. */
  readonly name: string;
  readonly bytes: number;
  /** "" when it is none that we know. */
  readonly mimeType: string;
  readonly kind: "video" | "audio" | "other";
  /** Seconds; null: the file does not tell. */
  readonly durationS: number | null;
  /** What keeps an Apple TV from playing it; null: nothing that we know of. */
  readonly obstacle: FileObstacle | null;
}

/** `container`: another kind of file; `codec`: a film inside that it cannot read; `empty`: no bytes. */
export interface FileObstacle {
  readonly reason: "container" | "codec" | "empty";
  /** Such as "Matroska" or "AV1". */
  readonly what: string;
}

/** What we play on a device, from the moment it was asked for until it ended. */
export interface MediaStream {
  readonly title: string;
  readonly source: "file" | "link";
  /** `starting`: the device has not shown it yet. */
  readonly stage: "starting" | "playing";
}

/** Something to play that came from outside the app: nothing plays before a person said yes. */
export interface PlayRequest {
  readonly id: string;
  /** A file's name, or an address's host and last part. */
  readonly title: string;
  /** The whole address, or the file's folder, for a second look. */
  readonly detail: string;
  readonly source: "file" | "link";
  /** Music, as far as its name or content tells: speakers take it too. */
  readonly isSound: boolean;
  /** The device that it was meant for; null: it did not say. */
  readonly deviceId: DeviceId | null;
  /** Why it cannot be played at all; null: it can. */
  readonly problem: ErrorBody | null;
  /** As in `FileOffer`; null for a link. */
  readonly obstacle: FileObstacle | null;
}
