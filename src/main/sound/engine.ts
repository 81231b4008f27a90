import type { RemoteError } from "../../shared/errors.ts";
import type { PositionClock } from "../../shared/model/now-playing.ts";
import type { Occurrence, ReadonlySignal } from "../runtime/signal.ts";
import type { SoundSource, SoundTags } from "./source/source.ts";

/** Frames of a packet of RTP: every receiver takes these. */
export const FRAMES_PER_PACKET = 352;
/** Packets kept for receivers that lost some (RA-12). */
export const BACKLOG_PACKETS = 1000;
/**
 * Frames between a packet's leaving and its sound: 77,175 that we state and 11,025 that receivers add,
 * together two seconds.
 */
export const STATED_LATENCY = 77_175;
export const ADDED_LATENCY = 11_025;

/** Decodes, paces and sends. Where it runs (here or on a thread of its own) is its own business. */
export interface SoundEngine {
  open(): Promise<SoundSession>;
  close(): Promise<void>;
}

export interface SoundTrack {
  readonly id: string;
  readonly source: SoundSource;
  /** Seconds from its start. */
  readonly startS: number;
}

export interface SoundStatus {
  readonly state: "idle" | "loading" | "playing" | "paused" | "stalled";
  /** What is heard now, two seconds after it was sent. */
  readonly trackId: string | null;
  readonly tags: SoundTags | null;
  readonly canSeek: boolean;
  readonly position: PositionClock | null;
  /**
   * The same in RTP time of 32 bits, which all receivers of a session share: where the track's second 0
   * is (or would be), where its end is, null for the endless.
   */
  readonly rtp: { readonly start: number; readonly end: number | null } | null;
}

/**
 * One timeline and whoever listens to it. RTP time only ever grows, over pauses and seeks as well: a
 * frame has the same time at every receiver, and sounds everywhere at the same moment.
 */
export interface SoundSession {
  readonly status: ReadonlySignal<SoundStatus>;
  /** A track is over: heard to its end, or it could not be played on. Not for one that was replaced. */
  readonly trackOver: Occurrence<{ readonly id: string; readonly error: RemoteError | null }>;
  /**
   * Why it ended by itself: what makes the sound died. Null as long as it has not, and when it was
   * closed. Told before anything that was asked of it rejects with the same error, and its legs are gone.
   */
  readonly broken: ReadonlySignal<RemoteError | null>;
  /**
   * Plays this now, instead of what plays. Resolves once its first packets are on their way, or would
   * be if anybody listened; rejects as `OpenSource` does, with what played before still playing.
   */
  play(track: SoundTrack): Promise<void>;
  /**
   * What follows what is heard, in order and without a gap; none: nothing. They are opened in time; one
   * that fails is over when its turn comes. Several, because short ones are sent before the first of them
   * is heard; what has begun to be sent is heard in any case.
   */
  follow(tracks: readonly SoundTrack[]): void;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Seconds of the current track. Rejects with `unavailable` for what cannot. */
  seek(seconds: number): Promise<void>;
  /**
   * A receiver to be: opens our ports for it. Rejects with `unavailable` when there is none; subject
   * `clock-ports`: those of PTP, which Linux keeps for the privileged.
   */
  openLeg(options: LegOptions): Promise<SoundLeg>;
  /** Ends everything; sockets are closed when it resolves. Legs' `gone` resolves with null. Idempotent. */
  close(): Promise<void>;
}

export interface LegOptions {
  /** Ours, as the receiver sees us. */
  readonly localAddress: string;
  /** Of the receiver, with a zone where it has one. */
  readonly remoteAddress: string;
  /** `ptp`: our clock is announced to the receiver's ports 319 and 320 (IEEE 1588). */
  readonly timing: "ntp" | "ptp";
  /** Milliseconds by which it sounds later; negative is earlier. */
  readonly delayMs: number;
  readonly host: LegHost;
}

/** What the connection to the receiver has to say when the sound stops or goes on. */
export interface LegHost {
  /**
   * Forget what you have: what comes next is `at` (FLUSH, or FLUSHBUFFERED up to it). Before a pause,
   * and before other sound. The engine waits for it, two seconds at most. Never rejects.
   */
  flush(at: RtpMoment): Promise<void>;
  /** Buffered only: RTP time `rtpTime` sounds at `networkNs` of our clock; null: it stands still. */
  anchor(anchor: Anchor | null): Promise<void>;
}

export interface RtpMoment {
  /** 16 bits; buffered: 23 bits. */
  readonly sequence: number;
  readonly rtpTime: number;
}

export interface Anchor {
  readonly rtpTime: number;
  /** Nanoseconds of our PTP clock. */
  readonly networkNs: bigint;
}

/** How packets go to one receiver, as its SETUP agreed. */
export interface LegRemote {
  /** UDP in real time, or one TCP connection that is filled ahead (AirPlay 2, type 103). */
  readonly transport: "realtime" | "buffered";
  readonly dataPort: number;
  /** Where sync packets go; null: nowhere. */
  readonly controlPort: number | null;
  readonly codec: "alac" | "pcm";
  readonly cipher: PacketCipher;
  /** 32 bits. */
  readonly ssrc: number;
}

export type PacketCipher =
  | { readonly kind: "none" }
  /** AirPlay 1: whole blocks of 16 bytes, the IV anew for each packet. */
  | { readonly kind: "aes-cbc"; readonly key: Uint8Array; readonly iv: Uint8Array }
  /** AirPlay 2 (PA-59). */
  | { readonly kind: "chacha20-poly1305"; readonly key: Uint8Array };

export interface LegCounts {
  readonly sent: number;
  /** Packets that the receiver asked for again, and those of them that were still there. */
  readonly askedAgain: number;
  readonly sentAgain: number;
}

export interface SoundLeg {
  /** Ours, for SETUP: UDP. */
  readonly ports: { readonly control: number; readonly timing: number };
  /** 64 bits, of our PTP clock; null with NTP. */
  readonly clockId: bigint | null;
  /** What its first packet will carry, for RECORD and FLUSH. Starts it: sync and timing go from now. */
  start(remote: LegRemote): Promise<RtpMoment>;
  /** The receiver is ready: packets go from now. */
  release(): void;
  setDelay(delayMs: number): void;
  counts(): Promise<LegCounts>;
  /** Resolves with an error when its socket died, with null when it was closed. */
  readonly gone: Promise<RemoteError | null>;
  close(): Promise<void>;
}
