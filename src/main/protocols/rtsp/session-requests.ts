import { RemoteError } from "../../../shared/errors.ts";
import type { Identity } from "../../../shared/model/settings.ts";
import { dataStreamKeyNames } from "../../hap/session-keys.ts";
import type { Random } from "../../runtime/random.ts";
import { decodeBplist, type PlistDict, type PlistRecord, plistDict } from "../../wire/bplist.ts";
import type { HttpResponse } from "../../wire/http.ts";
import { throwIfRefused } from "./status.ts";

/** The kind of stream that carries MediaRemote (AP-04). */
const REMOTE_CONTROL_STREAM = 130;
const CLIENT_TYPE = "1910A70F-DBC0-4242-AF95-115DB30604E1";
/** What we say we run. It decides nothing that anybody has seen, but must be consistent. */
export const SENDER = {
  model: "iPhone14,3",
  osName: "iPhone OS",
  osVersion: "16.5",
  osBuildVersion: "20F66",
  sourceVersion: "550.10",
} as const;

/** AP-03: a session that plays nothing and needs no common clock. */
export function sessionSetup(
  { deviceId }: Identity,
  controllerName: string,
  random: Random,
): PlistRecord {
  return {
    ...SENDER,
    isRemoteControlOnly: true,
    timingProtocol: "None",
    deviceID: deviceId,
    macAddress: deviceId,
    name: controllerName,
    sessionUUID: random.uuid().toUpperCase(),
  };
}

export interface StreamSetup {
  readonly plist: PlistRecord;
  readonly keyNames: ReturnType<typeof dataStreamKeyNames>;
}

/** AP-04: the data channel. Its seed is part of the salt of its keys (PA-54). */
export function streamSetup(random: Random): StreamSetup {
  const seed = randomSeed(random);
  const stream = {
    type: REMOTE_CONTROL_STREAM,
    controlType: 2,
    channelID: random.uuid().toUpperCase(),
    clientUUID: random.uuid().toUpperCase(),
    clientTypeUUID: CLIENT_TYPE,
    seed,
    wantsDedicatedSocket: true,
  };
  return { plist: { streams: [stream] }, keyNames: dataStreamKeyNames(seed) };
}

/** 63 bits: beyond them a property list has no number that everybody reads in the same way. */
function randomSeed(random: Random): bigint {
  return BigInt.asUintN(63, Buffer.from(random.bytes(8)).readBigUInt64BE());
}

export interface SessionAnswer {
  /** Undefined: the receiver has no event channel. */
  readonly eventPort: number | undefined;
  /** tvOS 27: RECORD is neither wanted nor answered (E70). */
  readonly skipRecord: boolean;
}

/** Both keys may be missing (E70). Throws the refusal, or `malformed`. */
export function readSessionAnswer(response: HttpResponse): SessionAnswer {
  const answer = plistOf(response);
  return {
    eventPort: portOf(answer.get("eventPort")),
    skipRecord: answer.get("skipRecord") === true,
  };
}

/** Where the data channel listens. Throws the refusal, or `malformed`. */
export function readStreamAnswer(response: HttpResponse): number {
  const streams = plistOf(response).get("streams");
  const [first] = Array.isArray(streams) ? streams : [];
  const port = portOf(plistDict(first)?.get("dataPort"));
  if (port === undefined) throw new RemoteError("malformed", "a stream without a port");
  return port;
}

/** The property list of a good answer; an empty one for an answer without a body. */
export function plistOf(response: HttpResponse): PlistDict {
  throwIfRefused(response);
  if (response.body.length === 0) return new Map();
  const answer = plistDict(decodeBplist(response.body));
  if (answer === undefined) throw new RemoteError("malformed", "an answer that is no dictionary");
  return answer;
}

export function portOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isInteger(value) && value > 0 && value <= 0xffff
    ? value
    : undefined;
}
