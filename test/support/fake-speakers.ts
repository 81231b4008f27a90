import type {
  Channel,
  ChannelState,
  Operations,
  ProtocolPlugin,
  SoundEnd,
  SoundJoin,
  SoundPart,
} from "../../src/main/protocols/plugin.ts";
import { Occurrence, Signal } from "../../src/main/runtime/signal.ts";
import type {
  SoundEngine,
  SoundLeg,
  SoundSession,
  SoundStatus,
  SoundTrack,
} from "../../src/main/sound/engine.ts";
import type {
  RemoteListener,
  RemoteSpeaker,
  SoundRemote,
} from "../../src/main/sound/remote/sound-remote.ts";
import type { SoundFiles } from "../../src/main/sound/source/sound-files.ts";
import type { SoundPicture, SoundSource, SoundTags } from "../../src/main/sound/source/source.ts";
import { RemoteError } from "../../src/shared/errors.ts";
import type { DeviceId } from "../../src/shared/model/device.ts";
import type { SoundOffer } from "../../src/shared/model/sound.ts";
import { nothingTold } from "./fake-media.ts";
import { FakeChannel, FakeTv } from "./fake-plugin.ts";

export const noTags: SoundTags = {
  title: null,
  artist: null,
  album: null,
  genre: null,
  durationS: null,
  picture: null,
  onAir: null,
};

const idle: SoundStatus = {
  state: "idle",
  trackId: null,
  tags: null,
  canSeek: false,
  position: null,
  rtp: null,
};

/** A session that plays nothing, and says that it does. */
export class FakeSoundSession implements SoundSession {
  readonly status = new Signal<SoundStatus>(idle);
  readonly trackOver = new Occurrence<{ id: string; error: RemoteError | null }>();
  readonly broken = new Signal<RemoteError | null>(null);
  /** Every call, in order: names of sources, not ids. */
  readonly calls: string[] = [];
  /** What each source, by name, rejects with. */
  readonly errors: Map<string, RemoteError>;
  /** `play` waits for it. */
  gate: Promise<void> = Promise.resolve();
  isClosed = false;
  #follow: readonly SoundTrack[] = [];
  #current: SoundTrack | null = null;

  constructor(errors: Map<string, RemoteError>) {
    this.errors = errors;
  }

  async play(track: SoundTrack): Promise<void> {
    this.calls.push(`play ${nameOf(track.source)}`);
    await this.gate;
    const error = this.errors.get(nameOf(track.source));
    if (error) throw error;
    this.#begin(track);
  }

  follow(tracks: readonly SoundTrack[]): void {
    this.#follow = tracks;
    this.calls.push(`follow ${tracks.map(({ source }) => nameOf(source)).join(" ") || "nothing"}`);
  }

  async pause(): Promise<void> {
    this.calls.push("pause");
    this.set({ state: "paused" });
  }

  async resume(): Promise<void> {
    this.calls.push("resume");
    this.set({ state: "playing" });
  }

  async seek(seconds: number): Promise<void> {
    this.calls.push(`seek ${seconds}`);
    this.at(seconds);
  }

  openLeg(): Promise<SoundLeg> {
    throw new RemoteError("bug", "no leg is opened here");
  }

  async close(): Promise<void> {
    this.calls.push("close");
    this.isClosed = true;
    this.status.set(idle);
  }

  /** The current track is heard to its end, or breaks; what follows begins, if it was told in time. */
  over(error: RemoteError | null = null): void {
    const track = this.#current;
    const [next, ...rest] = this.#follow;
    if (!track) throw new Error("nothing plays");
    this.#current = null;
    this.#follow = rest;
    if (next && !this.errors.has(nameOf(next.source))) this.#begin(next);
    else this.status.set(idle);
    this.trackOver.emit({ id: track.id, error });
    const broken = next && this.errors.get(nameOf(next.source));
    if (next && broken) this.trackOver.emit({ id: next.id, error: broken });
  }

  at(seconds: number): void {
    this.set({ position: { seconds, wallMs: Date.UTC(2026, 0, 1), rate: 0 } });
  }

  set(change: Partial<SoundStatus>): void {
    this.status.set({ ...this.status.value, ...change });
  }

  #begin(track: SoundTrack): void {
    this.#current = track;
    const tags = { ...noTags, title: `Song ${nameOf(track.source)}`, durationS: 200 };
    this.status.set({ ...idle, state: "playing", trackId: track.id, tags, canSeek: true });
    this.at(0);
  }
}

const nameOf = (source: SoundSource) =>
  source.kind === "file" ? source.path : source.kind === "link" ? source.url : "input";

export class FakeEngine implements SoundEngine {
  readonly sessions: FakeSoundSession[] = [];
  readonly errors = new Map<string, RemoteError>();
  openError: RemoteError | undefined;
  openGate: Promise<void> = Promise.resolve();
  isClosed = false;

  get session(): FakeSoundSession {
    const last = this.sessions.at(-1);
    if (!last) throw new Error("no session was opened");
    return last;
  }

  get openSessions(): number {
    return this.sessions.filter(({ isClosed }) => !isClosed).length;
  }

  async open(): Promise<SoundSession> {
    await this.openGate;
    if (this.openError) throw this.openError;
    const session = new FakeSoundSession(this.errors);
    this.sessions.push(session);
    return session;
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }
}

/** Everything that was offered is there: an offer's id is the path. */
export class FakeSoundFiles implements SoundFiles {
  readonly pictures = new Map<string, SoundPicture>();
  readonly #sources = new Map<string, SoundSource>();

  async offer(path: string): Promise<readonly SoundOffer[]> {
    if (path === "/nothing") throw new RemoteError("not-found", "there is no such file");
    this.#sources.set(path, { kind: "file", path });
    return [offerOf(path, "file")];
  }

  link(url: string): SoundOffer {
    this.#sources.set(url, { kind: "link", url });
    return offerOf(url, "link");
  }

  input(): SoundOffer {
    this.#sources.set("input", { kind: "input" });
    return offerOf("input", "input");
  }

  find(id: string): SoundSource | undefined {
    return this.#sources.get(id);
  }

  async picture(id: string): Promise<SoundPicture | null> {
    return this.pictures.get(id) ?? null;
  }
}

const offerOf = (id: string, kind: SoundOffer["kind"]): SoundOffer => ({
  id,
  kind,
  title: id,
  artist: null,
  album: null,
  durationS: null,
  hasPicture: false,
});

/** Somebody's buttons. */
export class FakeRemote implements SoundRemote {
  readonly admitted = new Map<number, { listener: RemoteListener; speaker?: RemoteSpeaker }>();
  isClosed = false;
  #count = 0;

  admit(listener: RemoteListener, speaker?: RemoteSpeaker) {
    this.#count += 1;
    const activeRemote = this.#count;
    this.admitted.set(activeRemote, { listener, ...(speaker && { speaker }) });
    const close = () => void this.admitted.delete(activeRemote);
    return { dacpId: "0123456789ABCDEF", activeRemote, close };
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }
}

/** What stands behind a fake receiver. */
export class FakeReceiver {
  readonly tv = new FakeTv();
  readonly joins: SoundJoin[] = [];
  readonly delays: number[] = [];
  readonly channels: SoundChannel[] = [];
  /** Errors of the next joins; joining waits for the gate. */
  readonly errors: RemoteError[] = [];
  gate: Promise<void> = Promise.resolve();
  /** Letting go waits for it. */
  leaveGate: Promise<void> = Promise.resolve();
  volumeError: RemoteError | undefined;
  /** Its answer to a volume waits for it. */
  volumeGate: Promise<void> = Promise.resolve();
  /** What it has before anybody set it. */
  volume = 33;
  left = 0;
  end: (end: SoundEnd) => void = () => {};

  get channel(): SoundChannel {
    const last = this.channels.at(-1);
    if (!last) throw new Error("no channel was opened");
    return last;
  }

  get isOpen(): boolean {
    return this.channels.some(({ isClosed }) => !isClosed);
  }

  get isSounding(): boolean {
    return this.channels.some(({ isSounding }) => isSounding);
  }
}

const quiet: ChannelState = { features: { "stream-file": "available" } };

class SoundChannel extends FakeChannel {
  override readonly operations: Partial<Operations>;
  readonly #receiver: FakeReceiver;
  isSounding = false;

  constructor(receiver: FakeReceiver) {
    super("raop", receiver.tv, quiet);
    this.#receiver = receiver;
    this.operations = {
      playSound: (join, signal) => this.#play(join, signal),
      setVolume: async (percent) => {
        await receiver.volumeGate;
        if (receiver.volumeError) throw receiver.volumeError;
        receiver.volume = percent;
        this.set({ volume: { control: "absolute", percent } });
      },
      media: (command) => this.#join().controls.command(command === "play" ? "play" : "pause"),
    };
  }

  async #play(join: SoundJoin, signal: AbortSignal): Promise<SoundPart> {
    const receiver = this.#receiver;
    receiver.joins.push(join);
    await Promise.race([
      receiver.gate,
      new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
    ]);
    const error = receiver.errors.shift();
    if (error) throw error;
    receiver.volume = join.volume ?? receiver.volume;
    this.isSounding = true;
    this.set({
      leads: ["media", "setVolume", "artwork"],
      features: { pause: "available", "set-volume": "available" },
      volume: { control: "absolute", percent: receiver.volume },
      nowPlaying: { ...nothingTold, kind: "music", title: "Song" },
    });
    let resolve: (end: SoundEnd) => void = () => {};
    const ended = new Promise<SoundEnd>((settle) => {
      resolve = settle;
    });
    receiver.end = (end) => {
      this.isSounding = false;
      this.state.set(quiet);
      resolve(end);
    };
    return {
      ended,
      setDelay: (delayMs) => void receiver.delays.push(delayMs),
      counts: async () => ({ sent: 0, askedAgain: 0, sentAgain: 0 }),
      leave: async () => {
        await receiver.leaveGate;
        receiver.left += 1;
        receiver.end({ kind: "left" });
      },
    };
  }

  #join(): SoundJoin {
    const join = this.#receiver.joins.at(-1);
    if (!join) throw new Error("nobody joined");
    return join;
  }

  override async close(): Promise<void> {
    if (this.isSounding) this.#receiver.end({ kind: "left" });
    await super.close();
  }
}

/** RAOP in front of fake receivers, told apart by their first identifier. */
export function soundPlugin(receivers: ReadonlyMap<DeviceId, FakeReceiver>): ProtocolPlugin {
  return {
    id: "raop",
    serviceTypes: ["_raop._tcp"],
    describe: () => undefined,
    plan: ({ services, identifiers }) =>
      services
        .filter(({ protocol }) => protocol === "raop")
        .map(() => ({
          protocol: "raop",
          way: "sound",
          rank: 0,
          standby: true,
          open: async (): Promise<Channel> => {
            const receiver = receivers.get(identifiers[0] ?? "");
            if (!receiver) throw new RemoteError("refused", "nobody is there");
            if (!receiver.tv.powered) throw new RemoteError("refused", "it is off");
            const channel = new SoundChannel(receiver);
            receiver.channels.push(channel);
            return channel;
          },
        })),
  };
}
