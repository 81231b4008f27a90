import { RemoteError } from "../../../shared/errors.ts";
import type { SoundTrack } from "../engine.ts";
import type { OpenSource } from "../source/source.ts";
import { Run } from "./run.ts";

/** What follows: the first is opened when it is asked to be, and given up when another is the first. */
export class NextRuns {
  readonly #open: OpenSource;
  #tracks: readonly SoundTrack[] = [];
  #abort = new AbortController();
  #opening: Promise<Run> | null = null;

  constructor(open: OpenSource) {
    this.#open = open;
  }

  get tracks(): readonly SoundTrack[] {
    return this.#tracks;
  }

  set(tracks: readonly SoundTrack[]): void {
    if (tracks[0]?.id !== this.#tracks[0]?.id) this.#giveUp();
    this.#tracks = tracks;
  }

  /** Opens the first, if that has not begun. */
  prepare(): void {
    const [first] = this.#tracks;
    if (first === undefined || this.#opening !== null) return;
    this.#opening = openRun(this.#open, first, this.#abort.signal);
  }

  /**
   * The first; the one who asks has it from now on. Never rejects: a run without a reader says why in
   * `error`.
   */
  take(): Promise<Run> | null {
    this.prepare();
    const opening = this.#opening;
    this.#tracks = this.#tracks.slice(1);
    this.#opening = null;
    return opening;
  }

  close(): void {
    this.#giveUp();
    this.#tracks = [];
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
