import type { Occurrence } from "../../runtime/signal.ts";

/** Everything that is sent to a virtual speaker, and what is wrong with it: what tests ask. */
export interface SoundSink {
  /** Of the session that plays, else of the last one; null before the first. Made anew each time. */
  readonly report: SoundReport | null;
  /** Of sessions that are over, the last one last; eight at most. */
  readonly former: readonly SoundReport[];
  /** After each packet and each request that was taken in. */
  readonly changes: Pick<Occurrence<void>, "on">;
  /**
   * What arrived, in the order of its sequence numbers: interleaved left and right, of the last session.
   * What is missing is silence there; what was flushed is in it. Bounded by `soundKeptS`.
   */
  received(): Int16Array;
  /**
   * What came out of the speaker until now, by the sender's own word on when each frame sounds: without
   * what was flushed before it sounded, and with silence for what was missing. Bounded likewise.
   */
  heard(): Int16Array;
  /** When a frame sounds: ms of this speaker's wall clock. Null: the sender has not said so far. */
  dueMs(rtpTime: number): number | null;
  /** Resolves when this holds of the report, at once when it does now. */
  until(test: (report: SoundReport) => boolean): Promise<SoundReport>;
  /**
   * A button of the speaker, pressed: asks the sender's DACP server, found by mDNS, and resolves with
   * the status of its answer. Rejects with `unavailable` while nobody plays, with `not-found` when the
   * server is not announced.
   */
  press(button: SinkButton): Promise<number>;
  /** Another sender takes over: the connection of the first is simply closed. */
  interrupt(): void;
}

/** Last parts of the address under `/ctrl-int/1/`; the volume as `setproperty` says it, in dB. */
export type SinkButton =
  | "play"
  | "pause"
  | "playpause"
  | "playresume"
  | "stop"
  | "nextitem"
  | "previtem"
  | "volumeup"
  | "volumedown"
  | "mutetoggle"
  | "shuffle_songs"
  | { readonly volumeDb: number }
  | { readonly get: "dmcp.volume" | "playstatusupdate" };

export interface SoundReport {
  readonly phase: "announced" | "set-up" | "recording" | "over";
  /** How it ended; null while it goes on. */
  readonly end: SoundEnd | null;
  readonly sender: SoundSender;
  readonly format: SoundFormat | null;
  /** Methods and what tells them apart, in order: "SETUP", "SET_PARAMETER volume". 500 at most. */
  readonly requests: readonly string[];
  readonly packets: PacketCounts;
  /** Of the first packet since the start or the last flush. */
  readonly first: PacketPlace | null;
  readonly last: PacketPlace | null;
  /** Sequence numbers of packets that say they are the first. 100 at most. */
  readonly marked: readonly number[];
  /** Each FLUSH with what it said comes next; `null` where it said nothing. 100 at most. */
  readonly flushes: readonly (PacketPlace | null)[];
  /** The last 100. */
  readonly syncs: readonly SyncSeen[];
  /** How many came. */
  readonly syncCount: number;
  /** Buffered: the last SETRATEANCHORTIME. */
  readonly anchor: SeenAnchor | null;
  /** By which clock: what the sender's own was found to be. */
  readonly clock: SeenClock | null;
  /** AirPlay's scale: 0 is full, -144 silence; null: never said. */
  readonly volumeDb: number | null;
  /** Every volume that was set, in order. 200 at most. */
  readonly volumes: readonly number[];
  readonly tags: SeenTags | null;
  readonly artwork: { readonly mimeType: string; readonly bytes: Uint8Array } | null;
  /** RTP times. */
  readonly progress: {
    readonly start: number;
    readonly now: number;
    readonly end: number;
  } | null;
  /** Questions of `/feedback` and the like. */
  readonly feedbacks: number;
  /** Addresses of SETPEERS. */
  readonly peers: readonly string[];
}

/** `sender`: TEARDOWN. `gone`: its connection ended. `interrupted`: ours to end it. */
export type SoundEnd = "sender" | "gone" | "interrupted" | "closed";

export interface SoundSender {
  readonly address: string;
  readonly airplay: 1 | 2;
  readonly userAgent: string | null;
  readonly dacpId: string | null;
  readonly activeRemote: string | null;
  readonly clientInstance: string | null;
  /** What it calls itself, in AirPlay 2. */
  readonly name: string | null;
}

export interface SoundFormat {
  readonly codec: "alac" | "l16" | "aac";
  readonly cipher: "none" | "aes-cbc" | "chacha20-poly1305";
  readonly transport: "realtime" | "buffered";
  readonly timing: "ntp" | "ptp" | "none";
  readonly framesPerPacket: number;
  readonly sampleRate: number;
}

export interface PacketCounts {
  /** That arrived in the first place, and as answers to our asking again. */
  readonly direct: number;
  readonly resent: number;
  /** Sequence numbers that are not there now, and those that came in the end. */
  readonly missing: number;
  readonly recovered: number;
  /** Filled a gap although nobody had asked again. */
  readonly reordered: number;
  readonly duplicates: number;
  /** Arrived after their sound was due. */
  readonly late: number;
  /** Before a flush said they would come, or after it forgot them. */
  readonly outside: number;
  /** That were thrown away on purpose, by a fault. */
  readonly dropped: number;
  /** Sequence numbers asked for again, each time counted. */
  readonly askedAgain: number;
  /** Whose RTP time does not follow from the one before. */
  readonly timeJumps: number;
  /** That do not authenticate or decrypt. */
  readonly sealedWrong: number;
  /** That are none, or whose sound nobody can read. */
  readonly malformed: number;
  /** Frames that were decoded. */
  readonly frames: number;
  /** Milliseconds between arrival and sound; null before the first sync. */
  readonly leadMs: { readonly min: number; readonly max: number } | null;
  /** The most packets that arrived within one millisecond. */
  readonly longestBurst: number;
}

export interface PacketPlace {
  readonly sequence: number;
  readonly rtpTime: number;
}

/** One sync packet: `rtpNow` sounds (11,025 frames later) at `senderMs`, `rtpNext` is sent next. */
export interface SyncSeen {
  readonly atMs: number;
  readonly isFirst: boolean;
  readonly rtpNow: number;
  readonly rtpNext: number;
  /** By the sender's clock, ms since 1970 or since whenever its clock begins. */
  readonly senderMs: number;
  /** By how much this moves all that is due, against the sync before; 0 for the first. */
  readonly shiftMs: number;
}

export interface SeenAnchor {
  readonly rate: number;
  readonly rtpTime: number;
  readonly networkNs: bigint;
  readonly timelineId: bigint;
}

export interface SeenClock {
  readonly kind: "ntp" | "ptp";
  /** Sender's time less ours. */
  readonly offsetMs: number;
  /** Answers, or Sync with its Follow_Up. */
  readonly samples: number;
  /** 16 hex digits, PTP only. */
  readonly clockId: string | null;
}

export interface SeenTags {
  readonly title: string | null;
  readonly artist: string | null;
  readonly album: string | null;
  readonly genre: string | null;
  readonly durationMs: number | null;
}
