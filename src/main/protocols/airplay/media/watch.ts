import { RemoteError } from "../../../../shared/errors.ts";
import type { PlaybackAnswer, PlaybackError, PlaybackInfo } from "./playback-info.ts";

/** How long a receiver may load before it plays; a film of an hour over a poor network needs some. */
export const START_PATIENCE_MS = 30_000;
/** Answers in a row that say nothing, a second apart, after which there is nothing. */
const SILENT_ANSWERS = 3;

/** What is known of an item whose receiver is asked about it each second (AP-44). */
export type Watch =
  /** It took `/play`, and has not known of it since. */
  | { readonly phase: "unconfirmed"; readonly silent: number }
  | { readonly phase: "loading"; readonly sinceMs: number }
  | { readonly phase: "started"; readonly silent: number };

export const firstWatch: Watch = { phase: "unconfirmed", silent: 0 };

export type Verdict =
  | { readonly kind: "wait" }
  | { readonly kind: "report"; readonly info: PlaybackInfo }
  /** It says yes to everything and plays nothing (tvOS 26): another way may do better. */
  | { readonly kind: "unknown" }
  | { readonly kind: "gone" }
  | { readonly kind: "failed"; readonly error: RemoteError };

/** What one more answer means. `nowMs` is monotonic. */
export function watchAnswer(
  watch: Watch,
  answer: PlaybackAnswer,
  nowMs: number,
): readonly [Watch, Verdict] {
  if (answer.kind === "nothing") return watchNothing(watch, nowMs);
  const { info } = answer;
  if (info.error !== undefined)
    return [watch, { kind: "failed", error: playbackFailed(info.error) }];
  if (isThere(info))
    return [
      { phase: "started", silent: 0 },
      { kind: "report", info },
    ];
  if (watch.phase === "started") return [watch, { kind: "gone" }];
  if (watch.phase === "unconfirmed")
    return [{ phase: "loading", sinceMs: nowMs }, { kind: "wait" }];
  return [watch, waiting(watch.sinceMs, nowMs)];
}

function watchNothing(watch: Watch, nowMs: number): readonly [Watch, Verdict] {
  if (watch.phase === "loading") return [watch, waiting(watch.sinceMs, nowMs)];
  const silent = watch.silent + 1;
  const over = watch.phase === "started" ? "gone" : "unknown";
  return [{ ...watch, silent }, { kind: silent < SILENT_ANSWERS ? "wait" : over }];
}

/** `duration` is there while something plays (AP-44); live television has none, and is ready. */
function isThere({ durationS, readyToPlay }: PlaybackInfo): boolean {
  return durationS !== undefined || readyToPlay === true;
}

function waiting(sinceMs: number, nowMs: number): Verdict {
  if (nowMs - sinceMs < START_PATIENCE_MS) return { kind: "wait" };
  return { kind: "failed", error: neverStarted() };
}

export function neverStarted(): RemoteError {
  return new RemoteError("timeout", "the device took it and never started to play");
}

/** In the receiver's own terms. */
export function playbackFailed({ code, domain }: PlaybackError): RemoteError {
  return new RemoteError("rejected", "the device cannot play it", {
    subject: "media",
    ...(code !== undefined && { deviceCode: code }),
    ...(domain !== undefined && { deviceDomain: domain }),
  });
}
