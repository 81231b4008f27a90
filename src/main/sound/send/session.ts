import { RemoteError } from "../../../shared/errors.ts";
import { randomU32 } from "../../runtime/random.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { Occurrence, type ReadonlySignal, Signal } from "../../runtime/signal.ts";
import type { LegOptions, SoundLeg, SoundSession, SoundStatus, SoundTrack } from "../engine.ts";
import type { OpenSource } from "../source/source.ts";
import { Feed } from "./feed.ts";
import { Leg } from "./leg.ts";
import { PtpClock } from "./ptp-clock.ts";
import type { Run } from "./run.ts";
import { Sender } from "./sender.ts";
import { SessionClock } from "./session-clock.ts";
import { idle, statusOf } from "./status.ts";
import { Turns } from "./turns.ts";

/** See `SoundSession`: what plays now, and what has to happen for something else to. */
export class LocalSession implements SoundSession {
  readonly #openSource: OpenSource;
  readonly #status = new Signal<SoundStatus>(idle);
  readonly trackOver: SoundSession["trackOver"] = new Occurrence();
  /** Here it lives and dies with whoever asks. */
  readonly broken: SoundSession["broken"] = new Signal(null);
  readonly #legs = new Set<Leg>();
  readonly #clock: PtpClock;
  readonly #sender: Sender;
  readonly #turns = new Turns();
  readonly #onClose: () => void;
  #feed: Feed | null = null;
  #opening = new AbortController();
  #isOpening = false;
  /** What is to follow what is being opened, or what plays if that fails. */
  #toFollow: readonly SoundTrack[] | null = null;
  #isPaused = false;
  #isClosed = false;
  /** The first sound since time began anew was heard, and told. */
  #wasHeard = false;

  constructor(runtime: Runtime, openSource: OpenSource, onClose: () => void) {
    this.#openSource = openSource;
    this.#onClose = onClose;
    const time = new SessionClock(runtime.clock);
    this.#clock = new PtpClock(runtime, time);
    this.#sender = new Sender(runtime, {
      time,
      rtpBase: randomU32(runtime.random),
      legs: this.#legs,
      onTurn: () => this.#turned(),
    });
  }

  get status(): ReadonlySignal<SoundStatus> {
    return this.#status;
  }

  async play(track: SoundTrack): Promise<void> {
    const feed = await this.#openFeed(track);
    await this.#turns.take(() => this.#replace(feed, false));
  }

  follow(tracks: readonly SoundTrack[]): void {
    if (this.#isClosed) return;
    const feed = this.#feed;
    const [first, ...rest] = tracks;
    if (this.#isOpening) this.#toFollow = tracks;
    else if (feed !== null) feed.follow(tracks, this.#sender.heard(), this.#sentUntil());
    else if (first !== undefined) void this.#playNext(first, rest);
  }

  pause(): Promise<void> {
    return this.#turns.take(async () => {
      if (this.#isPaused || this.#feed === null) return;
      this.#isPaused = true;
      const flushed = this.#halt();
      this.#publish();
      await flushed;
    });
  }

  resume(): Promise<void> {
    return this.#turns.take(async () => {
      if (!this.#isPaused || this.#isClosed) return;
      this.#isPaused = false;
      this.#run();
    });
  }

  async seek(seconds: number): Promise<void> {
    const run = this.#current();
    if (run === null) throw new RemoteError("unavailable", "nothing plays");
    if (run.reader?.canSeek !== true) {
      throw new RemoteError("unavailable", "this cannot be played from another place");
    }
    const { durationS } = run.tags;
    const startS = Math.max(0, durationS === null ? seconds : Math.min(seconds, durationS));
    const feed = await this.#openFeed({ ...run.track, startS });
    await this.#turns.take(async () => {
      const next = this.#feed?.after(run) ?? [];
      if (next.length > 0) feed.queue(next);
      await this.#replace(feed, this.#isPaused);
    });
  }

  async openLeg(options: LegOptions): Promise<SoundLeg> {
    this.#throwIfClosed();
    const context = this.#sender;
    const sockets = await Leg.openSockets(context, options.localAddress);
    let forget = () => {};
    const isPtp = options.timing === "ptp";
    const clockId = isPtp ? this.#clock.id : null;
    const onClose = (leg: Leg) => {
      this.#legs.delete(leg);
      forget();
    };
    const leg = new Leg({ context, options, sockets, clockId, onClose });
    try {
      if (isPtp) forget = await this.#clock.add(options.remoteAddress);
      this.#throwIfClosed();
    } catch (cause) {
      await leg.close();
      const subject = "clock-ports";
      throw new RemoteError("unavailable", "our clock gets no ports", { subject, cause });
    }
    this.#legs.add(leg);
    return leg;
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#opening.abort(new RemoteError("cancelled", "the sound ends"));
    this.#sender.halt();
    this.#feed?.close();
    this.#feed = null;
    for (const leg of [...this.#legs]) await leg.close();
    await this.#clock.close();
    this.#status.set(idle);
    this.#onClose();
  }

  /** What is opened later is wanted more: what is being opened is given up. */
  async #openFeed(track: SoundTrack): Promise<Feed> {
    this.#throwIfClosed();
    this.#opening.abort(new RemoteError("cancelled", "something else is to play"));
    const opening = new AbortController();
    this.#opening = opening;
    this.#isOpening = true;
    if (this.#feed === null) this.#status.set({ ...idle, state: "loading", trackId: track.id });
    try {
      const feed = await Feed.open(this.#openSource, track, opening.signal);
      if (opening.signal.aborted) {
        feed.close();
        throw opening.signal.reason;
      }
      this.#isOpening = false;
      feed.queue(this.#takeToFollow());
      return feed;
    } catch (error) {
      if (this.#opening === opening) this.#notOpened();
      throw RemoteError.from(error);
    }
  }

  /** What played plays on. */
  #notOpened(): void {
    this.#isOpening = false;
    const isWanted = this.#toFollow !== null;
    const tracks = this.#takeToFollow();
    if (this.#feed === null) this.#status.set(idle);
    else if (isWanted) this.follow(tracks);
  }

  #takeToFollow(): readonly SoundTrack[] {
    const tracks = this.#toFollow ?? [];
    this.#toFollow = null;
    return tracks;
  }

  async #replace(feed: Feed, isPaused: boolean): Promise<void> {
    if (this.#isClosed) {
      feed.close();
      throw new RemoteError("cancelled", "the sound ends");
    }
    await this.#halt();
    this.#feed?.close();
    this.#feed = feed;
    this.#isPaused = isPaused;
    const { programme } = this.#sender;
    programme.clear(this.#sender.cursor());
    this.#sender.take(feed);
    const cursor = () => this.#sender.cursor();
    feed.attach({ programme, cursor, onTags: (run) => this.#retagged(run) });
    if (!isPaused) this.#run();
    this.#publish();
  }

  /** Stops, and puts what nobody heard to where it is sent again. */
  async #halt(): Promise<void> {
    if (!this.#sender.isRunning()) return;
    const heard = this.#sender.halt();
    this.#sender.programme.again(heard, this.#sender.cursor());
    this.#feed?.roomed();
    await Promise.all([...this.#legs].map((leg) => leg.flush()));
  }

  #run(): void {
    if (this.#isClosed) return;
    this.#wasHeard = false;
    this.#sender.run();
    this.#publish();
  }

  #turned(): void {
    const { programme } = this.#sender;
    const over = programme.over(this.#sender.heard());
    const isFirst = !this.#wasHeard && this.#sender.isHeard();
    this.#wasHeard ||= isFirst;
    if (over.length > 0 || isFirst) this.#publish();
    if (over.length > 0) this.#tellOver(over);
    if (!this.#sender.isRunning()) this.#ended();
  }

  /** A track is over when something else is heard, be it nothing: not when it stalls or goes on. */
  #tellOver(over: readonly { readonly run: Run | null }[]): void {
    const { programme } = this.#sender;
    const current = programme.at(this.#sender.heard()).run;
    const runs = new Set(over.map(({ run }) => run));
    for (const run of runs) {
      if (run === null || run === current) continue;
      this.trackOver.emit({ id: run.track.id, error: run.error });
    }
  }

  /** The last frame of silence was sent: no timer is armed until there is something to play again. */
  #ended(): void {
    const feed = this.#feed;
    if (feed === null || !feed.isOver) return;
    for (const leg of this.#legs) leg.halt();
    feed.close();
    this.#feed = null;
    this.#sender.take(null);
    this.#status.set(idle);
  }

  /** What followed when nothing played any more plays. */
  async #playNext(track: SoundTrack, rest: readonly SoundTrack[]): Promise<void> {
    try {
      const playing = this.play(track);
      this.follow(rest);
      await playing;
    } catch (error) {
      if (!this.#isClosed) this.trackOver.emit({ id: track.id, error: RemoteError.from(error) });
    }
  }

  #current(): Run | null {
    return this.#sender.programme.at(this.#sender.heard()).run;
  }

  #sentUntil(): number {
    let sent = this.#sender.cursor();
    for (const leg of this.#legs) sent = Math.max(sent, leg.sentUntil());
    return sent;
  }

  #retagged(run: Run): void {
    if (this.#current() === run) this.#publish();
  }

  #publish(): void {
    const sender = this.#sender;
    const frame = sender.heard();
    const segment = sender.programme.at(frame);
    const wallMs = sender.time.wallMs(sender.time.now());
    const sounds = sender.isRunning() && sender.isHeard();
    const isPaused = this.#isPaused;
    const status = statusOf({ segment, frame, sounds, isPaused, wallMs }, sender.timeline);
    const isWaiting = segment.run === null && this.#feed !== null && !this.#feed.isOver;
    this.#status.set(isWaiting ? { ...idle, state: "loading" } : status);
  }

  #throwIfClosed(): void {
    if (this.#isClosed) throw new RemoteError("unavailable", "the sound has ended");
  }
}
