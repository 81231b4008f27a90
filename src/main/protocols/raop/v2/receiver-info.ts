import type { PlistDict, PlistValue } from "../../../wire/bplist.ts";
import { plistDict } from "../../../wire/bplist.ts";
import { percentOf } from "../parameters.ts";

/** Bits of `audioFormat` and of `supportedFormats` (docs/protocols/airplay-sound.md#formats). */
export const AudioFormat = { pcm44: 0x800n, alac44: 0x40000n } as const;

/** What `/info` says that matters to sound. Third parties leave most of it out (A1). */
export interface SoundInfo {
  /** Percent that the receiver has now (RA-13). */
  readonly volume: number | null;
  /** Formats it takes in real time and in advance; null: it does not say. */
  readonly realtime: bigint | null;
  readonly buffered: bigint | null;
}

export const noInfo: SoundInfo = { volume: null, realtime: null, buffered: null };

export function readSoundInfo(info: PlistDict): SoundInfo {
  const formats = plistDict(info.get("supportedFormats"));
  return {
    volume: volumeOf(info.get("initialVolume")),
    realtime: bitsOf(formats?.get("audioStream")),
    buffered: bitsOf(formats?.get("bufferStream")),
  };
}

/** Decibels; a receiver that says something else says nothing. */
function volumeOf(value: PlistValue | undefined): number | null {
  return typeof value === "number" && Number.isFinite(value) ? percentOf(Math.min(0, value)) : null;
}

function bitsOf(value: PlistValue | undefined): bigint | null {
  if (typeof value === "bigint") return BigInt.asUintN(64, value);
  return typeof value === "number" && Number.isSafeInteger(value) ? BigInt(value) : null;
}

export type StreamKind = "realtime-alac" | "realtime-pcm" | "buffered-alac";

/**
 * Streams to ask for, best first (docs/decisions/0040). Samples without loss in real time come first,
 * because they sound in time with speakers of AirPlay 1; a receiver that does not say what it takes
 * is asked for those alone.
 */
export function streamsToAsk(info: SoundInfo, timing: "ntp" | "ptp"): readonly StreamKind[] {
  const { realtime, buffered } = info;
  const kinds: StreamKind[] = [];
  if (realtime === null || takes(realtime, AudioFormat.alac44)) kinds.push("realtime-alac");
  if (realtime !== null && takes(realtime, AudioFormat.pcm44)) kinds.push("realtime-pcm");
  // Its anchor is a moment of our PTP clock, so that without one nothing would sound.
  const isAhead = buffered !== null && takes(buffered, AudioFormat.alac44);
  if (isAhead && timing === "ptp") kinds.push("buffered-alac");
  return kinds.length > 0 ? kinds : ["realtime-alac"];
}

function takes(formats: bigint, format: bigint): boolean {
  return (formats & format) !== 0n;
}
