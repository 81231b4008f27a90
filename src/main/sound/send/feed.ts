import { RemoteError } from "../../../shared/errors.ts";
import type { SoundTrack } from "../engine.ts";
import { CHANNELS, type OpenSource, SAMPLE_RATE } from "../source/source.ts";
import { apply, HeldParts, type Part } from "./held-parts.ts";
import { NextRuns } from "./next-run.ts";
import type { Programme } from "./programme.ts";
import { Run } from "./run.ts";

/**
 * Frames that are decoded in one go: a fifth of a second, so that it is done five times a second, and a
 * few milliseconds of work for the slowest codec.
 */
const CHUNK_FRAMES = 8192;
/** Frames decoded ahead of what leaves: three seconds, which buffered receivers are filled with. */
export const AHEAD_FRAMES = 3 * SAMPLE_RATE;
/** Frames that must be there to begin, and to go on after there were none. */
const ENOUGH_FRAMES = SAMPLE_RATE / 2;
/** Seconds before the end that what follows is opened, where the end is known. */
const OPEN_AHEAD_S = 10;

interface Ahead {
  readonly run: Run;
  /** The frame at which it begins; infinite: not known, because it is held. */
  readonly start: number;
}

/** Where the decoded goes. */
export interface FeedTarget {
  readonly programme: Programme;
  /** The next frame to leave. */
  cursor(): number;
  /** Its source says something new of itself. */
  onTags(run: Run): void;
}

/**
 * Reads one track after the other, no further ahead than is needed. What is read is held until there
 * is enough to begin, and again after there was too little (`starve`).
 */
export class Feed {
  readonly #abort = new AbortController();
  readonly #next: NextRuns;
  readonly #held = new HeldParts();
  #isHolding = true;
  #target: FeedTarget | null = null;
  #run: Run;
  #reading = new AbortController();
  /** What is being opened to be read next. */
  #coming: SoundTrack | null = null;
  /** The last run was read to its end and nothing follows. */
  #isDone = false;
  #wake: () => void = () => {};
  #onEnough: () => void = () => {};

  private constructor(open: OpenSource, first: Run) {
    this.#next = new NextRuns(open);
    this.#run = first;
  }

  /**
   * Resolves when there is enough to begin. Rejects as `OpenSource` does, or as reading does when not
   * a frame could be read, and with the reason of `signal`.
   */
  static async open(open: OpenSource, track: SoundTrack, signal: AbortSignal): Promise<Feed> {
    const first = new Run(track, await open(track.source, track.startS, signal));
    const feed = new Feed(open, first);
    const onAbort = () => feed.close();
    signal.addEventListener("abort", onAbort, { once: true });
    const enough = new Promise<void>((resolve) => {
      feed.#onEnough = resolve;
    });
    void feed.#readAll();
    if (signal.aborted) onAbort();
    await enough;
    signal.removeEventListener("abort", onAbort);
    if (signal.aborted) throw signal.reason;
    if (first.error !== null && feed.#held.frames === 0) {
      feed.close();
      throw first.error;
    }
    return feed;
  }

  /** Everything was read and handed on, and nothing follows. */
  get isOver(): boolean {
    return this.#isDone && this.#held.isEmpty;
  }

  attach(target: FeedTarget): void {
    this.#target = target;
    this.#release();
    this.#wake();
  }

  /** There was nothing to send: what comes is held until there is enough again. */
  starve(): void {
    if (!this.#held.isEmpty && this.#isDone) this.#release();
    else this.#isHolding = true;
    this.#wake();
  }

  /** The next frame to leave is another: there may be room. */
  roomed(): void {
    // Asked with every packet: a promise is resolved only when there is something to do.
    if (this.#hasRoom()) this.#wake();
  }

  /** What comes after `run`, read already or not. */
  after(run: Run): readonly SoundTrack[] {
    const runs = [...new Set([...(this.#target?.programme.runs ?? []), ...this.#held.runs])];
    const read = runs.slice(runs.indexOf(run) + 1).map(({ track }) => track);
    return [...read, ...(this.#coming === null ? [] : [this.#coming]), ...this.#next.tracks];
  }

  /** What comes after the first run, before anything of it plays. */
  queue(tracks: readonly SoundTrack[]): void {
    this.#follow(behind(this.#run, tracks));
  }

  /** What comes after what is `heard`, a frame. Frames before `sent` cannot be taken back. */
  follow(tracks: readonly SoundTrack[], heard: number, sent: number): void {
    const ahead = this.#ahead(heard);
    const isSent = ({ start }: Ahead) => start < sent;
    const sentIds = ahead.filter(isSent).map(({ run }) => run.track.id);
    const playing = this.#target?.programme.at(heard).run ?? null;
    let wanted = behind(playing, tracks).filter(({ id }) => !sentIds.includes(id));
    const read = ahead.slice(sentIds.length).map(({ run }) => run);
    for (const [at, run] of read.entries()) {
      if (run.track.id !== wanted[0]?.id) {
        this.#takeBack(read.slice(at));
        break;
      }
      wanted = wanted.slice(1);
    }
    if (this.#coming?.id !== wanted[0]?.id) this.#coming = null;
    this.#follow(this.#coming === null ? wanted : wanted.slice(1));
  }

  /** Idempotent. */
  close(): void {
    if (this.#abort.signal.aborted) return;
    const reason = new RemoteError("cancelled", "something else plays");
    this.#abort.abort(reason);
    this.#reading.abort(reason);
    this.#next.close();
    this.#onEnough();
    this.#wake();
  }

  #follow(tracks: readonly SoundTrack[]): void {
    this.#next.set(tracks);
    if (tracks.length > 0) this.#isDone = false;
    this.#wake();
  }

  /** What is read already and comes after what is `heard`. */
  #ahead(heard: number): readonly Ahead[] {
    const programme = this.#target?.programme;
    const playing = programme?.at(heard).run;
    const begins = programme?.after(heard) ?? new Map<Run, number>();
    const held = this.#held.runs.filter((run) => run !== playing && !begins.has(run));
    return [
      ...[...begins].map(([run, start]) => ({ run, start })),
      ...held.map((run) => ({ run, start: Number.POSITIVE_INFINITY })),
    ];
  }

  /** What was read last, the first of it first. */
  #takeBack(runs: readonly Run[]): void {
    const [first] = runs;
    if (first === undefined) return;
    this.#target?.programme.takeBack(first);
    this.#held.drop(runs);
    if (!runs.includes(this.#run)) return;
    this.#reading.abort(new RemoteError("cancelled", "something else follows"));
  }

  async #readAll(): Promise<void> {
    for (;;) {
      await this.#read(this.#run);
      const next = await this.#following();
      if (next === null) return;
      this.#run = next;
    }
  }

  async #read(run: Run): Promise<void> {
    this.#reading = new AbortController();
    const { signal } = this.#reading;
    const off = run.reader?.tags.on(() => this.#target?.onTags(run));
    this.#deliver({ kind: "begin", run });
    try {
      await this.#readOn(run, signal);
    } catch (error) {
      if (!signal.aborted) run.error = RemoteError.from(error);
    }
    off?.();
    void run.reader?.close();
    if (signal.aborted || this.#abort.signal.aborted) return;
    this.#isDone = this.#next.tracks.length === 0;
    this.#deliver({ kind: "end", run });
  }

  async #readOn(run: Run, signal: AbortSignal): Promise<void> {
    if (run.reader === null) return;
    for (;;) {
      while (!this.#hasRoom() && !signal.aborted) await this.#woken();
      if (signal.aborted || this.#abort.signal.aborted) return;
      const samples = await run.reader.read(CHUNK_FRAMES, signal);
      if (signal.aborted || this.#abort.signal.aborted) return;
      if (samples.length > 0) this.#deliver({ kind: "samples", run, samples });
      if (samples.length < CHUNK_FRAMES * CHANNELS) return;
      const { remainingS } = run;
      if (remainingS !== null && remainingS < OPEN_AHEAD_S) this.#next.prepare();
    }
  }

  /** Null: closed. */
  async #following(): Promise<Run | null> {
    for (;;) {
      if (this.#abort.signal.aborted) return null;
      const [coming] = this.#next.tracks;
      const taken = this.#next.take();
      if (coming !== undefined && taken !== null) {
        this.#coming = coming;
        const run = await taken;
        const isWanted = this.#coming === coming && !this.#abort.signal.aborted;
        this.#coming = null;
        if (isWanted) return run;
        void run.reader?.close();
        continue;
      }
      this.#isDone = true;
      await this.#woken();
    }
  }

  #deliver(part: Part): void {
    const target = this.#target;
    if (target !== null && !this.#isHolding) {
      apply(part, target.programme);
      return;
    }
    this.#held.push(part);
    if (this.#held.frames < ENOUGH_FRAMES && part.kind !== "end") return;
    this.#onEnough();
    if (target !== null) this.#release();
  }

  #release(): void {
    this.#isHolding = false;
    if (this.#target) this.#held.release(this.#target.programme);
  }

  #hasRoom(): boolean {
    const target = this.#target;
    const ahead = target === null ? 0 : target.programme.head - target.cursor();
    return ahead + this.#held.frames + CHUNK_FRAMES <= AHEAD_FRAMES;
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#wake = () => {};
        resolve();
      };
    });
  }
}

/** Those that come after `playing` in a list that may have been made before it began. */
function behind(playing: Run | null, tracks: readonly SoundTrack[]): readonly SoundTrack[] {
  return tracks.slice(tracks.findIndex(({ id }) => id === playing?.track.id) + 1);
}
