import type { ErrorBody } from "../../shared/errors.ts";
import type { PacketAnswer, PacketRequest } from "../../shared/ipc/packet-decoding.ts";
import type { LogRecord } from "../runtime/log.ts";
import type {
  Anchor,
  LegCounts,
  LegOptions,
  LegRemote,
  RtpMoment,
  SoundLeg,
  SoundStatus,
  SoundTrack,
} from "./engine.ts";

/** What the program asks of the thread that makes the sound. Numbers of sessions and legs are its. */
export type SoundCall =
  | { readonly kind: "open"; readonly session: number }
  | { readonly kind: "play"; readonly session: number; readonly track: SoundTrack }
  | { readonly kind: "follow"; readonly session: number; readonly tracks: readonly SoundTrack[] }
  | { readonly kind: "pause" | "resume" | "close"; readonly session: number }
  | { readonly kind: "seek"; readonly session: number; readonly seconds: number }
  | {
      readonly kind: "open-leg";
      readonly session: number;
      readonly leg: number;
      readonly options: Omit<LegOptions, "host">;
    }
  | { readonly kind: "start"; readonly leg: number; readonly remote: LegRemote }
  | { readonly kind: "release" | "counts" | "close-leg"; readonly leg: number }
  | { readonly kind: "delay"; readonly leg: number; readonly delayMs: number };

/** What each call is answered with. */
export type SoundAnswer = undefined | LegCounts | RtpMoment | Pick<SoundLeg, "ports" | "clockId">;

export type ToThread =
  /** Before all else: whether the program decodes AAC for the thread (`packets`). */
  | { readonly type: "begin"; readonly decodesAac: boolean }
  | { readonly type: "call"; readonly id: number; readonly call: SoundCall }
  /** The host of a leg has done what it was asked. */
  | { readonly type: "host-done"; readonly id: number }
  | { readonly type: "packets"; readonly answer: PacketAnswer };

export type FromThread =
  | { readonly type: "answer"; readonly id: number; readonly value: SoundAnswer }
  | { readonly type: "refusal"; readonly id: number; readonly error: ErrorBody }
  | { readonly type: "status"; readonly session: number; readonly status: SoundStatus }
  | {
      readonly type: "track-over";
      readonly session: number;
      readonly id: string;
      readonly error: ErrorBody | null;
    }
  | { readonly type: "gone"; readonly leg: number; readonly error: ErrorBody | null }
  | { readonly type: "flush"; readonly id: number; readonly leg: number; readonly at: RtpMoment }
  | {
      readonly type: "anchor";
      readonly id: number;
      readonly leg: number;
      readonly anchor: Anchor | null;
    }
  | { readonly type: "packets"; readonly request: PacketRequest }
  | { readonly type: "log"; readonly record: LogRecord };
