import { isRemoteError } from "../../../shared/errors.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { type AlacConfig, airplayAlac } from "../../wire/alac-config.ts";
import { type PacketOpener, plain } from "./packet-cipher.ts";
import { PacketTally } from "./packet-tally.ts";
import type { ReadPacket, ReadSync } from "./rtp-reading.ts";
import { SoundBuffer } from "./sound-buffer.ts";
import { SoundClock } from "./sound-clock.ts";
import { SampleReader } from "./sound-reading.ts";
import type {
  PacketPlace,
  SeenAnchor,
  SeenTags,
  SoundEnd,
  SoundFormat,
  SoundReport,
  SoundSender,
} from "./sound-sink.ts";

const MAX_REQUESTS = 500;
const MAX_VOLUMES = 200;
const AAC_FRAMES = 1024;

/** What a session needs from the speaker that it plays on. */
export interface SinkHost {
  readonly runtime: Runtime;
  /** Seconds of sound that are kept. */
  readonly keptS: number;
  /** Something is new in the account. */
  changed(session: SinkSession): void;
  note(what: string): void;
}

/** One sender's sound from its first request to its end, and the account of it. */
export class SinkSession {
  readonly tally = new PacketTally();
  readonly #host: SinkHost;
  readonly #cut: () => void;
  #sender: SoundSender;
  #phase: SoundReport["phase"] = "announced";
  #end: SoundEnd | null = null;
  #format: SoundFormat | null = null;
  #opener: PacketOpener = plain;
  #reader: SampleReader | null = null;
  #clock: SoundClock | null = null;
  #buffer: SoundBuffer | null = null;
  #anchor: SeenAnchor | null = null;
  readonly #requests: string[] = [];
  readonly #volumes: number[] = [];
  #tags: SeenTags | null = null;
  #artwork: SoundReport["artwork"] = null;
  #progress: SoundReport["progress"] = null;
  #feedbacks = 0;
  #peers: readonly string[] = [];

  /** `cut` closes the sender's connection. */
  constructor(host: SinkHost, sender: SoundSender, cut: () => void) {
    this.#host = host;
    this.#sender = sender;
    this.#cut = cut;
  }

  get isOver(): boolean {
    return this.#phase === "over";
  }

  get isRecording(): boolean {
    return this.#phase === "recording";
  }

  /** Whether sound comes now: not since a FLUSH, nor while a buffered stream stands still. */
  get sounds(): boolean {
    if (this.#format?.transport === "buffered") return (this.#anchor?.rate ?? 0) !== 0;
    return this.isRecording && this.#buffer?.first != null;
  }

  get sender(): SoundSender {
    return this.#sender;
  }

  get format(): SoundFormat | null {
    return this.#format;
  }

  get clock(): SoundClock | null {
    return this.#clock;
  }

  get buffer(): SoundBuffer | null {
    return this.#buffer;
  }

  /** A request, in a word or two. */
  asked(what: string, sender?: Partial<SoundSender>): void {
    if (this.#requests.length < MAX_REQUESTS) this.#requests.push(what);
    if (sender) this.#sender = { ...this.#sender, ...sender };
    if (what === "feedback") this.#feedbacks += 1;
    this.#host.changed(this);
  }

  /**
   * What sound it will be; another SETUP begins another account of packets. `alac`: what it was announced
   * to be compressed with; null: with what all senders take.
   */
  setUp(format: SoundFormat, opener: PacketOpener, alac: AlacConfig | null = null): void {
    const { clock } = this.#host.runtime;
    this.#format = format;
    this.#opener = opener;
    this.#reader = new SampleReader(format.codec, alac ?? airplayAlac(format.framesPerPacket));
    this.#clock = new SoundClock(clock, format.sampleRate);
    this.#buffer = new SoundBuffer({
      clock: this.#clock,
      tally: this.tally,
      format,
      wallMs: () => clock.wallMs(),
      keptS: this.#host.keptS,
    });
    if (this.#phase === "announced") this.#phase = "set-up";
    this.#tell("sound set up");
  }

  record(at: PacketPlace | null): void {
    if (at) this.#buffer?.expect(at);
    if (!this.isOver) this.#phase = "recording";
    this.#tell("sound recording");
  }

  flush(at: PacketPlace | null): void {
    this.#buffer?.flush(at);
    this.#tell("sound flushed");
  }

  skip(from: PacketPlace, until: PacketPlace): void {
    this.#buffer?.skip(from, until);
    this.#tell("sound flushed");
  }

  sync(sync: ReadSync): void {
    if (this.isOver) return;
    this.#buffer?.settle();
    this.#clock?.sync(sync);
    this.#host.changed(this);
  }

  setAnchor(anchor: SeenAnchor): void {
    this.#buffer?.settle();
    this.#anchor = anchor;
    this.#clock?.setAnchor(anchor);
    this.#tell(anchor.rate === 0 ? "sound stands" : "sound runs");
  }

  takeSound(packet: ReadPacket, isResent: boolean): void {
    if (this.isOver || this.#buffer === null || this.#format === null) return;
    const isFirst = this.#buffer.first === null;
    const { counts } = this.tally;
    if (isResent) counts.resent += 1;
    else counts.direct += 1;
    const samples = this.#read(packet);
    if (samples !== undefined) {
      const { marker, sequence, rtpTime } = packet;
      const frames = samples === null ? this.#framesOf(this.#format) : samples.length / 2;
      this.#buffer.take({ marker, sequence, rtpTime, isResent, frames, samples });
    }
    if (isFirst && this.#buffer.first !== null) this.#host.note("sound");
    this.#host.changed(this);
  }

  setVolume(volumeDb: number): void {
    this.#volumes.push(volumeDb);
    if (this.#volumes.length > MAX_VOLUMES) this.#volumes.shift();
    this.#tell(`sound volume ${volumeDb}`);
  }

  get volumeDb(): number | null {
    return this.#volumes.at(-1) ?? null;
  }

  setTags(tags: SeenTags): void {
    this.#tags = tags;
    this.#tell("sound tags");
  }

  get tags(): SeenTags | null {
    return this.#tags;
  }

  /** Null: there is none any more. */
  setArtwork(artwork: SoundReport["artwork"]): void {
    this.#artwork = artwork;
    this.#tell("sound artwork");
  }

  get artwork(): SoundReport["artwork"] {
    return this.#artwork;
  }

  setProgress(progress: NonNullable<SoundReport["progress"]>): void {
    this.#progress = progress;
    this.#tell("sound progress");
  }

  get progress(): SoundReport["progress"] {
    return this.#progress;
  }

  setPeers(peers: readonly string[]): void {
    this.#peers = peers;
    this.#host.changed(this);
  }

  /** What sounds now has sounded; nothing is taken in any more. Idempotent. */
  finish(end: SoundEnd): void {
    if (this.isOver) return;
    this.#buffer?.stop();
    this.#phase = "over";
    this.#end = end;
    this.#tell("sound over");
    if (end === "interrupted" || end === "closed") this.#cut();
  }

  report(): SoundReport {
    const [buffer, clock] = [this.#buffer, this.#clock];
    return {
      phase: this.#phase,
      end: this.#end,
      sender: this.#sender,
      format: this.#format,
      requests: [...this.#requests],
      packets: this.tally.report(buffer?.missing.length ?? 0),
      first: buffer?.first ?? null,
      last: buffer?.last ?? null,
      marked: [...this.tally.marked],
      flushes: [...this.tally.flushes],
      syncs: [...(clock?.syncs ?? [])],
      syncCount: clock?.syncCount ?? 0,
      anchor: this.#anchor,
      clock: clock?.seen ?? null,
      volumeDb: this.volumeDb,
      volumes: [...this.#volumes],
      tags: this.#tags,
      artwork: this.#artwork,
      progress: this.#progress,
      feedbacks: this.#feedbacks,
      peers: this.#peers,
    };
  }

  /** Null: counted only. Undefined: not even that. */
  #read(packet: ReadPacket): Int16Array | null | undefined {
    const { counts } = this.tally;
    let sound: Uint8Array;
    try {
      sound = this.#opener.open(packet);
    } catch (error) {
      if (!isRemoteError(error, "malformed")) throw error;
      counts.sealedWrong += 1;
      return undefined;
    }
    try {
      return this.#reader?.read(sound);
    } catch (error) {
      if (isRemoteError(error, "unsupported")) return null;
      if (!isRemoteError(error, "malformed")) throw error;
      counts.malformed += 1;
      return undefined;
    }
  }

  #framesOf({ codec, framesPerPacket }: SoundFormat): number {
    return codec === "aac" ? AAC_FRAMES : framesPerPacket;
  }

  #tell(what: string): void {
    this.#host.note(what);
    this.#host.changed(this);
  }
}
