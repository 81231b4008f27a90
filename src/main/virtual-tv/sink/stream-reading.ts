import { type PlistDict, PlistReal, type PlistValue } from "../../wire/bplist.ts";
import type { PacketPlace, SeenAnchor, SoundFormat } from "./sound-sink.ts";

const REALTIME = 96;
const BUFFERED = 103;
const KEY_BYTES = 32;
const MAX_FRAMES = 16_384;
/** One bit for each format; those that are told apart here. */
const PCM_44100_16 = 0x800;
const ALAC_44100_16 = 0x40000;
const AAC_44100 = 0x400000;
const FRACTIONS = 2n ** 64n;

/** What SETUP says of a stream of sound. */
export interface AudioStream {
  readonly type: 96 | 103;
  readonly transport: SoundFormat["transport"];
  readonly codec: SoundFormat["codec"];
  readonly framesPerPacket: number;
  readonly sampleRate: number;
  /** `shk`. */
  readonly key: Uint8Array;
  /** Where sync packets come from, and questions go. */
  readonly controlPort: number | null;
  readonly wantsId: boolean;
}

/** Null: something is missing, or is nothing that this speaker plays. */
export function readStream(request: PlistDict): AudioStream | null {
  const type = numberOf(request.get("type"));
  const codec = codecOf(numberOf(request.get("audioFormat")), numberOf(request.get("ct")));
  const key = request.get("shk");
  const framesPerPacket = numberOf(request.get("spf")) ?? (codec === "aac" ? 1024 : 352);
  const sampleRate = numberOf(request.get("sr")) ?? 44_100;
  const controlPort = numberOf(request.get("controlPort"));
  if ((type !== REALTIME && type !== BUFFERED) || codec === null) return null;
  if (!(key instanceof Uint8Array) || key.length !== KEY_BYTES || sampleRate !== 44_100)
    return null;
  if (framesPerPacket < 1 || framesPerPacket > MAX_FRAMES) return null;
  if (type === REALTIME && !isPort(controlPort)) return null;
  return {
    type,
    transport: type === BUFFERED ? "buffered" : "realtime",
    codec,
    framesPerPacket,
    sampleRate,
    key: key.slice(),
    controlPort: isPort(controlPort) ? controlPort : null,
    wantsId: request.get("supportsDynamicStreamID") === true,
  };
}

/** `ct`, the kind of compression, has to say the same as the format's bit. */
function codecOf(format: number | null, ct: number | null): SoundFormat["codec"] | null {
  if (format === PCM_44100_16 && ct === 1) return "l16";
  if (format === ALAC_44100_16 && ct === 2) return "alac";
  return format === AAC_44100 && ct === 4 ? "aac" : null;
}

/** SETRATEANCHORTIME; null for one that does not say when what sounds. */
export function readAnchor(request: PlistDict | undefined): SeenAnchor | null {
  const rate = numberOf(request?.get("rate"));
  if (request === undefined || rate === null) return null;
  const rtpTime = numberOf(request.get("rtpTime"));
  const [seconds, fraction] = [
    big(request.get("networkTimeSecs")),
    big(request.get("networkTimeFrac")),
  ];
  if (rate === 0 && rtpTime === null) return { rate, rtpTime: 0, networkNs: 0n, timelineId: 0n };
  if (rtpTime === null || seconds === null || fraction === null) return null;
  const ns = (BigInt.asUintN(64, fraction) * 1_000_000_000n) / FRACTIONS;
  return {
    rate,
    rtpTime: rtpTime >>> 0,
    networkNs: seconds * 1_000_000_000n + ns,
    timelineId: BigInt.asUintN(64, big(request.get("networkTimeTimelineID")) ?? 0n),
  };
}

/** FLUSHBUFFERED: from now, or from a place ahead, until another. */
export function readFlush(
  request: PlistDict | undefined,
): { readonly from: PacketPlace | null; readonly until: PacketPlace } | null {
  const place = (name: string): PacketPlace | null => {
    const [sequence, rtpTime] = [`${name}Seq`, `${name}TS`].map((key) =>
      numberOf(request?.get(key)),
    );
    return sequence == null || rtpTime == null ? null : { sequence, rtpTime: rtpTime >>> 0 };
  };
  const until = place("flushUntil");
  return until && { from: place("flushFrom"), until };
}

function numberOf(value: PlistValue | undefined): number | null {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (typeof value === "bigint") return Number(value);
  return value instanceof PlistReal ? numberOf(value.value) : null;
}

function big(value: PlistValue | undefined): bigint | null {
  if (typeof value === "bigint") return value;
  return typeof value === "number" && Number.isInteger(value) ? BigInt(value) : null;
}

function isPort(value: number | null): value is number {
  return value !== null && Number.isInteger(value) && value > 0 && value <= 0xffff;
}
