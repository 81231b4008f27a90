import { createLog, type LogRecord } from "../../src/main/runtime/log.ts";
import type { DatagramSocket } from "../../src/main/runtime/network.ts";
import { Signal } from "../../src/main/runtime/signal.ts";
import type { LegHost, LegRemote, SoundLeg, SoundSession } from "../../src/main/sound/engine.ts";
import { createLocalEngine } from "../../src/main/sound/local-engine.ts";
import type { OpenSource, PcmReader, SoundTags } from "../../src/main/sound/source/source.ts";
import { decodeAlac } from "../../src/main/wire/alac.ts";
import { type BufferedPacket, BufferedPacketDecoder } from "../../src/main/wire/buffered-sound.ts";
import { decodeSoundPacket, type SoundPacket } from "../../src/main/wire/rtp-sound.ts";
import { decodeSyncPacket, type SyncPacket } from "../../src/main/wire/sync-packet.ts";
import { RemoteError } from "../../src/shared/errors.ts";
import { MemoryLan } from "./memory-network.ts";
import { type TestRuntime, testRuntime } from "./runtime.ts";

export const SENDER = "10.0.0.1";

/** A source of so many frames, each sample of which says which frame it is. */
export class FakeTrack implements PcmReader {
  readonly tags: Signal<SoundTags>;
  canSeek = true;
  isClosed = false;
  /** While set, nothing comes: a radio that stalls. */
  isStalled = false;
  /** Where reading fails; by default nowhere. */
  failsAt = Number.POSITIVE_INFINITY;
  at: number;
  readonly #frames: number;
  readonly #mark: number;
  #go: () => void = () => {};

  constructor(frames: number, mark = 0, startS = 0) {
    this.#frames = frames;
    this.#mark = mark;
    this.at = Math.round(startS * 44_100);
    this.tags = new Signal<SoundTags>({
      title: `track ${mark}`,
      artist: null,
      album: null,
      genre: null,
      durationS: Number.isFinite(frames) ? frames / 44_100 : null,
      picture: null,
      onAir: null,
    });
  }

  goOn(): void {
    this.isStalled = false;
    this.#go();
  }

  async read(frames: number, signal: AbortSignal): Promise<Int16Array> {
    while (this.isStalled) {
      await new Promise<void>((resolve, reject) => {
        this.#go = resolve;
        signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      });
    }
    if (this.at >= this.failsAt) throw new RemoteError("lost", "the radio went away");
    const count = Math.max(0, Math.min(frames, this.#frames - this.at));
    const samples = new Int16Array(count * 2);
    for (let frame = 0; frame < count; frame++) {
      const [left, right] = sampleAt(this.at + frame, this.#mark);
      samples[frame * 2] = left;
      samples[frame * 2 + 1] = right;
    }
    this.at += count;
    return samples;
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }
}

/** Never zeros, so that silence is told apart. */
export function sampleAt(frame: number, mark: number): readonly [number, number] {
  return [(frame % 30_000) + 1, mark * 1000 + Math.floor(frame / 30_000) + 1];
}

/** What one receiver is sent, in order, and when. */
export class FakeReceiver implements LegHost {
  readonly address: string;
  readonly packets: (SoundPacket & { readonly atMs: number })[] = [];
  readonly syncs: (SyncPacket & { readonly atMs: number })[] = [];
  readonly others: Uint8Array[] = [];
  readonly said: unknown[] = [];
  audio: DatagramSocket | undefined;
  control: DatagramSocket | undefined;
  /** Called instead of an answer, which it then gives. */
  onFlush: () => Promise<void> = async () => {};

  constructor(address: string) {
    this.address = address;
  }

  async flush(at: unknown): Promise<void> {
    this.said.push({ flush: at });
    await this.onFlush();
  }

  async anchor(anchor: unknown): Promise<void> {
    this.said.push({ anchor });
  }

  /** Interleaved samples of all packets that came, as ALAC. */
  get samples(): number[] {
    return this.packets.flatMap(({ payload }) => [...decodeAlac(payload, 352)]);
  }
}

/** A session, and receivers on the same network. */
export class SoundRoom {
  readonly lan = new MemoryLan();
  readonly runtime: TestRuntime;
  readonly tracks = new Map<string, FakeTrack>();
  readonly opened: string[] = [];
  readonly over: { id: string; code: string | null }[] = [];
  /** Paths that cannot be opened. */
  readonly broken = new Set<string>();
  readonly engine;

  constructor() {
    this.runtime = testRuntime({ network: this.lan.host(SENDER) });
    this.engine = createLocalEngine(this.runtime, this.open);
  }

  /** A file called "name:frames:mark"; "endless" for a number that is none. */
  readonly open: OpenSource = async (source, startS) => {
    const path = source.kind === "file" ? source.path : "";
    this.opened.push(path);
    if (this.broken.has(path)) throw new RemoteError("not-found", "no such file");
    const [, frames = "0", mark = "0"] = path.split(":");
    const count = frames === "endless" ? Number.POSITIVE_INFINITY : Number(frames);
    const track = new FakeTrack(count, Number(mark), startS);
    this.tracks.set(path, track);
    return track;
  };

  /** A session of another engine like this room's, and what that logs. */
  async withLog() {
    const { clock } = this.runtime;
    const logged: LogRecord[] = [];
    const log = createLog(
      (record) => logged.push(record),
      () => clock.wallMs(),
    );
    const engine = createLocalEngine({ ...this.runtime, log }, this.open);
    return { clock, logged, session: await engine.open(), close: () => engine.close() };
  }

  async session(): Promise<SoundSession> {
    const session = await this.engine.open();
    session.trackOver.on(({ id, error }) => this.over.push({ id, code: error?.code ?? null }));
    return session;
  }

  async receiver(address: string): Promise<FakeReceiver> {
    const network = this.lan.host(address);
    const receiver = new FakeReceiver(address);
    receiver.audio = await network.openUdp({ host: address, family: 4 });
    receiver.control = await network.openUdp({ host: address, family: 4 });
    const clock = this.runtime.clock;
    receiver.audio.onMessage(({ bytes }) => {
      const packet = decodeSoundPacket(bytes);
      if (packet) receiver.packets.push({ ...packet, atMs: clock.now() });
    });
    receiver.control.onMessage(({ bytes }) => {
      const sync = decodeSyncPacket(bytes);
      if (sync) receiver.syncs.push({ ...sync, atMs: clock.now() });
      else receiver.others.push(bytes);
    });
    return receiver;
  }

  /** A port that takes buffered packets at this receiver. */
  async bufferedReceiver({ address }: FakeReceiver) {
    const packets: BufferedPacket[] = [];
    const listener = await this.lan
      .host(address)
      .listenTcp({ host: address, port: 0 }, (stream) => {
        const decoder = new BufferedPacketDecoder();
        stream.onData((chunk) => packets.push(...decoder.push(chunk)));
      });
    return { port: listener.port, packets, close: () => listener.close() };
  }

  /** In real time and unencrypted, unless `remote` says otherwise; released. */
  async join(
    session: SoundSession,
    receiver: FakeReceiver,
    remote: Partial<LegRemote> = {},
    options: { delayMs?: number; timing?: "ntp" | "ptp" } = {},
  ): Promise<SoundLeg> {
    const leg = await session.openLeg({
      localAddress: SENDER,
      remoteAddress: receiver.address,
      timing: options.timing ?? "ntp",
      delayMs: options.delayMs ?? 0,
      host: receiver,
    });
    await leg.start({
      transport: "realtime",
      dataPort: receiver.audio?.port ?? 0,
      controlPort: receiver.control?.port ?? null,
      codec: "alac",
      cipher: { kind: "none" },
      ssrc: 0x1234_5678,
      ...remote,
    });
    leg.release();
    return leg;
  }

  track(path: string, startS = 0) {
    const [id = ""] = path.split(":");
    return { id, source: { kind: "file", path } as const, startS };
  }
}
