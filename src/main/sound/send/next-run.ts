import { RemoteError } from "../../../shared/errors.ts";
import type { SoundTrack } from "../engine.ts";
import type { OpenSource } from "../source/source.ts";
import { Run } from "./run.ts";

/** What follows: opened when it is asked to be, and given up when something else follows instead. */
export class NextRun {
  readonly #open: OpenSource;
  #track: SoundTrack | null = null;
  #abort = new AbortController();
  #opening: Promise<Run> | null = null;

  constructor(open: OpenSource) {
    this.#open = open;
  }

  get track(): SoundTrack | null {
    return this.#track;
  }

  set(track: SoundTrack | null): void {
    if (track?.id === this.#track?.id) return;
    this.#giveUp();
    this.#track = track;
  }

  /** Opens it, if that has not begun. */
  prepare(): void {
    if (this.#track === null || this.#opening !== null) return;
    this.#opening = openRun(this.#open, this.#track, this.#abort.signal);
  }

  /** The one who asks has it from now on. Never rejects: a run without a reader says why in `error`. */
  take(): Promise<Run> | null {
    this.prepare();
    const opening = this.#opening;
    this.#track = null;
    this.#opening = null;
    return opening;
  }

  close(): void {
    this.#giveUp();
    this.#track = null;
  }

  #giveUp(): void {
    this.#abort.abort(new RemoteError("cancelled", "something else follows"));
    this.#abort = new AbortController();
    void this.#opening?.then((run) => run.reader?.close());
    this.#opening = null;
  }
}

async function openRun(open: OpenSource, track: SoundTrack, signal: AbortSignal): Promise<Run> {
  try {
    return new Run(track, await open(track.source, track.startS, signal));
  } catch (error) {
    const run = new Run(track, null);
    run.error = RemoteError.from(error);
    return run;
  }
}
