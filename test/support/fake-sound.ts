import { Occurrence, Signal } from "../../src/main/runtime/signal.ts";
import type {
  LegCounts,
  LegOptions,
  LegRemote,
  RtpMoment,
  SoundLeg,
  SoundSession,
  SoundStatus,
} from "../../src/main/sound/engine.ts";
import type { SoundTags } from "../../src/main/sound/source/source.ts";
import type { RemoteError } from "../../src/shared/errors.ts";

export const songTags: SoundTags = {
  title: "Prélude",
  artist: "Claude",
  album: "Images",
  genre: "Piano",
  durationS: 180,
  picture: null,
  onAir: null,
};

/** What a session of sound says while a song of three minutes is heard from its start. */
export function playingStatus(changes: Partial<SoundStatus> = {}): SoundStatus {
  return {
    state: "playing",
    trackId: "song",
    tags: songTags,
    canSeek: true,
    position: { seconds: 0, wallMs: 0, rate: 0 },
    rtp: { start: 1000, end: 1000 + 180 * 44_100 },
    ...changes,
  };
}

/** What every leg of a session tells. */
interface LegFacts {
  readonly clockId: bigint;
  readonly first: RtpMoment;
  readonly counts: LegCounts;
}

const usualFacts: LegFacts = {
  clockId: 7n,
  first: { sequence: 4242, rtpTime: 123_456 },
  counts: { sent: 0, askedAgain: 0, sentAgain: 0 },
};

/** One receiver's part of it: remembers what was agreed, and ends when a test says so. */
export class FakeLeg implements SoundLeg {
  readonly options: LegOptions;
  readonly ports = { control: 6001, timing: 6002 };
  readonly clockId: bigint | null;
  readonly gone: Promise<RemoteError | null>;
  readonly #facts: LegFacts;
  remote: LegRemote | undefined;
  released = false;
  closed = false;
  delayMs: number;
  end: (error: RemoteError | null) => void = () => {};

  constructor(options: LegOptions, facts: LegFacts) {
    this.options = options;
    this.#facts = facts;
    this.delayMs = options.delayMs;
    this.clockId = options.timing === "ptp" ? facts.clockId : null;
    this.gone = new Promise((resolve) => {
      this.end = resolve;
    });
  }

  async start(remote: LegRemote) {
    this.remote = remote;
    return this.#facts.first;
  }

  release(): void {
    this.released = true;
  }

  setDelay(delayMs: number): void {
    this.delayMs = delayMs;
  }

  async counts() {
    return this.#facts.counts;
  }

  async close(): Promise<void> {
    this.closed = true;
    this.end(null);
  }
}

/** A session that sends nothing: its state is what a test sets. */
export class FakeSound implements SoundSession {
  readonly status = new Signal<SoundStatus>(playingStatus());
  readonly trackOver = new Occurrence<{ id: string; error: RemoteError | null }>();
  readonly broken = new Signal<RemoteError | null>(null);
  readonly legs: FakeLeg[] = [];
  readonly #facts: LegFacts;

  constructor(facts = usualFacts) {
    this.#facts = facts;
  }

  get leg(): FakeLeg {
    const leg = this.legs.at(-1);
    if (leg === undefined) throw new Error("nobody has joined");
    return leg;
  }

  async openLeg(options: LegOptions): Promise<FakeLeg> {
    const leg = new FakeLeg(options, this.#facts);
    this.legs.push(leg);
    return leg;
  }

  async play(): Promise<void> {}
  follow(): void {}
  async pause(): Promise<void> {}
  async resume(): Promise<void> {}
  async seek(): Promise<void> {}

  async close(): Promise<void> {
    for (const leg of this.legs) await leg.close();
  }
}
