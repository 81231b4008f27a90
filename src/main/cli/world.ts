import type { SoundOffer } from "../../shared/model/sound.ts";
import type { Service } from "../ipc/service.ts";
import type { Clock } from "../runtime/clock.ts";

/** Where a command's service comes from. */
export interface OpenOptions {
  /** The settings folder; undefined for the usual one. */
  readonly home?: string;
  /** Leave the running app alone. */
  readonly own: boolean;
  /** Show on stderr what the program does. */
  readonly verbose: boolean;
}

export interface OpenService {
  readonly service: Service;
  /** Aborted when the service is gone for good, such as an app that was closed. */
  readonly gone: AbortSignal;
  /** The standard input as something to play. Absent where the sound is made in another process. */
  readonly inputOffer?: () => SoundOffer;
  close(): Promise<void>;
}

/** What somebody at a terminal types while a command runs. */
export type TypedKey = "space" | "left" | "right" | "up" | "down" | "n" | "p" | "q";

/** Everything around a command, as an argument: the tests bring their own. */
export interface CliWorld {
  readonly version: string;
  readonly clock: Clock;
  /** Standard output and standard error; whole lines without their end. */
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  /** Standard output, for a picture instead of lines. */
  readonly outBytes: (bytes: Uint8Array) => void;
  /** Writes a file whole or not at all. Rejects with `storage`. */
  readonly save: (path: string, bytes: Uint8Array) => Promise<void>;
  /** A line that the person types, or that a script pipes in; undefined when there is none left. */
  readonly ask: (prompt: string) => Promise<string | undefined>;
  /** As `ask`, without showing what is typed. */
  readonly askSecret: (prompt: string) => Promise<string | undefined>;
  /** Replaces the line that it wrote before, where somebody is looking at a terminal; "" removes it. */
  readonly progress: (line: string) => void;
  /**
   * Each key as it is typed, where somebody sits at a terminal; until the answer is called. Ctrl-C stays
   * what it is.
   */
  readonly keys: (listener: (key: TypedKey) => void) => () => void;
  /** Aborted by Ctrl-C. */
  readonly interrupted: AbortSignal;
  readonly open: (options: OpenOptions) => Promise<OpenService>;
}
