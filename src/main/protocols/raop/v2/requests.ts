import { RemoteError } from "../../../../shared/errors.ts";
import type { Identity } from "../../../../shared/model/settings.ts";
import { type Random, randomU32 } from "../../../runtime/random.ts";
import { type Anchor, FRAMES_PER_PACKET, type RtpMoment } from "../../../sound/engine.ts";
import { SAMPLE_RATE } from "../../../sound/source/source.ts";
import { type PlistDict, type PlistRecord, plistDict } from "../../../wire/bplist.ts";
import type { HttpResponse } from "../../../wire/http.ts";
import { plistOf, portOf, SENDER } from "../../rtsp/session-requests.ts";
import { AudioFormat, type StreamKind } from "./receiver-info.ts";

/** Kinds of streams (docs/protocols/airplay-sound.md#streams). */
const STREAM_TYPE = { realtime: 96, buffered: 103 } as const;
const COMPRESSION = { pcm: 1, alac: 2 } as const;
/** Frames of 44.1 kHz between arrival and sound. */
const LATENCY = { min: 11_025, max: 88_200 } as const;
const KEY_LENGTH = 32;
/** What a buffered stream is named by: its format. Only shairport-sync's own name for this one is known. */
const BUFFERED_ALAC_SSRC = 0xface;

/** The clock that receiver and sender share: ours, over either protocol. */
export type SoundTiming =
  | { readonly protocol: "ptp"; readonly clockId: bigint }
  | { readonly protocol: "ntp"; readonly port: number };

export interface SoundSetup {
  readonly identity: Identity;
  readonly controllerName: string;
  /** Ours, as the receiver sees it. */
  readonly localAddress: string;
  readonly timing: SoundTiming;
  /** The same for all receivers that sound together. */
  readonly groupId: string;
}

/** The session's SETUP: who we are, and whose clock it is. */
export function soundSetup(setup: SoundSetup, random: Random): PlistRecord {
  const { deviceId } = setup.identity;
  return {
    ...SENDER,
    deviceID: deviceId,
    macAddress: deviceId,
    name: setup.controllerName,
    sessionUUID: random.uuid().toUpperCase(),
    groupUUID: setup.groupId,
    groupContainsGroupLeader: false,
    isMultiSelectAirPlay: true,
    senderSupportsRelay: false,
    statsCollectionEnabled: false,
    ...timingOf(setup, random),
  };
}

function timingOf({ timing, localAddress }: SoundSetup, random: Random): PlistRecord {
  if (timing.protocol === "ntp") return { timingProtocol: "NTP", timingPort: timing.port };
  const peer = {
    ID: random.uuid().toUpperCase(),
    Addresses: [withoutZone(localAddress)],
    ClockID: signed(timing.clockId),
    DeviceType: 0,
    SupportsClockPortMatchingOverride: false,
  };
  return { timingProtocol: "PTP", timingPeerInfo: peer, timingPeerList: [peer] };
}

/** Whose clocks belong together: the receiver's and ours (SETPEERS). */
export function timingPeers(remoteAddress: string, localAddress: string): readonly string[] {
  return [remoteAddress, localAddress].map(withoutZone);
}

/** A zone means nothing to the other side. */
function withoutZone(address: string): string {
  return address.split("%")[0] ?? address;
}

/** Numbers of 64 bits go out as those of Apple's own senders do: the same bits in eight bytes, signed. */
function signed(value: bigint): bigint {
  return BigInt.asIntN(64, value);
}

export interface StreamSetup {
  readonly plist: PlistRecord;
  readonly transport: "realtime" | "buffered";
  readonly codec: "alac" | "pcm";
  readonly key: Uint8Array;
  readonly ssrc: number;
}

/** The stream's SETUP. Packets are sealed with a key of its own, of chance (PA-55 takes another one's). */
export function streamSetup(kind: StreamKind, controlPort: number, random: Random): StreamSetup {
  const transport = kind === "buffered-alac" ? "buffered" : "realtime";
  const codec = kind === "realtime-pcm" ? "pcm" : "alac";
  const key = random.bytes(KEY_LENGTH);
  const stream = {
    type: STREAM_TYPE[transport],
    audioFormat: Number(codec === "pcm" ? AudioFormat.pcm44 : AudioFormat.alac44),
    ct: COMPRESSION[codec],
    spf: FRAMES_PER_PACKET,
    sr: SAMPLE_RATE,
    shk: key,
    controlPort,
    latencyMin: LATENCY.min,
    latencyMax: LATENCY.max,
    audioMode: "default",
    isMedia: true,
    supportsDynamicStreamID: false,
    streamConnectionID: randomU32(random),
  };
  const ssrc = transport === "buffered" ? BUFFERED_ALAC_SSRC : randomU32(random);
  return { plist: { streams: [stream] }, transport, codec, key, ssrc };
}

/**
 * What a receiver says to SETUP. A good answer without a body is how shairport-sync refuses a clock
 * that it does not have. Throws the refusal, `rejected` or `malformed`.
 */
export function setupAnswer(response: HttpResponse): PlistDict {
  const answer = plistOf(response);
  if (response.body.length > 0) return answer;
  throw new RemoteError("rejected", "the receiver answered SETUP with nothing", {
    deviceCode: response.status,
  });
}

export interface StreamPorts {
  readonly dataPort: number;
  /** Null: it takes no sync packets. */
  readonly controlPort: number | null;
}

/** Where the stream goes. Throws as `setupAnswer` does. */
export function readStreamPorts(response: HttpResponse): StreamPorts {
  const streams = setupAnswer(response).get("streams");
  const stream = plistDict(Array.isArray(streams) ? streams[0] : undefined);
  const dataPort = portOf(stream?.get("dataPort"));
  if (dataPort === undefined) throw new RemoteError("malformed", "a stream without a port");
  return { dataPort, controlPort: portOf(stream?.get("controlPort")) ?? null };
}

/** FLUSH of a stream in real time. */
export function rtpInfo({ sequence, rtpTime }: RtpMoment): string {
  return `seq=${sequence};rtptime=${rtpTime}`;
}

/** FLUSHBUFFERED: everything before this is forgotten. */
export function flushUntil({ sequence, rtpTime }: RtpMoment): PlistRecord {
  return { flushUntilSeq: sequence, flushUntilTS: rtpTime };
}

const NS_PER_S = 1_000_000_000n;

/** SETRATEANCHORTIME: which frame sounds when, or that none does. */
export function anchorRequest(anchor: Anchor | null, clockId: bigint): PlistRecord {
  if (anchor === null) return { rate: 0 };
  const { rtpTime, networkNs } = anchor;
  // A binary fraction of 64 bits, of which the upper 32 are more exact than the clock is.
  const fraction = (((networkNs % NS_PER_S) << 32n) / NS_PER_S) << 32n;
  return {
    rate: 1,
    rtpTime,
    networkTimeTimelineID: signed(clockId),
    networkTimeSecs: networkNs / NS_PER_S,
    networkTimeFrac: signed(fraction),
    networkTimeFlags: 0,
  };
}
