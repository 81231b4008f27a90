import type { Identity } from "../../../../shared/model/settings.ts";
import type { Random } from "../../../runtime/random.ts";
import { encodeBplist, PlistReal, type PlistRecord } from "../../../wire/bplist.ts";
import type { HttpHeader } from "../../../wire/http.ts";
import { SENDER } from "../../rtsp/session-requests.ts";
import { cmTime } from "./cm-time.ts";

export const BPLIST = "application/x-apple-binary-plist";

/** The version of AirPlay that senders of media say they are, in everything that is known to work. */
const SOURCE_VERSION = "690.7.1";
/** What grants a stream that commands of the play queue belong to, and nothing else does. */
const QUEUE_CLIENT_TYPE = "A6B27562-B43A-4F2D-B75F-82391E250194";
const REMOTE_CONTROL_STREAM = 130;
const OUR_NAME = "armchair";

/** The common clock of a session: the receiver's own, or ours on a port of UDP. */
export type Timing =
  | { readonly protocol: "PTP" }
  | { readonly protocol: "NTP"; readonly port: number };

export interface MediaSetup {
  readonly identity: Identity;
  readonly controllerName: string;
  /** Ours, as the receiver sees it. */
  readonly localAddress: string;
  readonly sessionId: string;
  readonly timing: Timing;
}

/** The session's SETUP (AP-42). */
export function mediaSetup(setup: MediaSetup, random: Random): PlistRecord {
  const { deviceId } = setup.identity;
  return {
    ...SENDER,
    sourceVersion: SOURCE_VERSION,
    deviceID: deviceId,
    macAddress: deviceId,
    name: setup.controllerName,
    sessionUUID: setup.sessionId,
    statsCollectionEnabled: false,
    ...(setup.timing.protocol === "PTP"
      ? timedByPeers(setup.localAddress, random)
      : timedByUs(setup.timing.port, random)),
  };
}

/** We run no such clock; the receiver keeps to its own as soon as we are listed as a peer. */
function timedByPeers(localAddress: string, random: Random): PlistRecord {
  const [plain = ""] = localAddress.split("%");
  const id = random.uuid().toUpperCase();
  const peer = {
    ID: id,
    Addresses: [plain],
    DeviceType: 0,
    SupportsClockPortMatchingOverride: true,
  };
  return {
    timingProtocol: "PTP",
    timingPeerInfo: peer,
    timingPeerList: [peer],
    sessionCorrelationUUID: id,
    updateSessionRequest: false,
    isMultiSelectAirPlay: false,
  };
}

function timedByUs(port: number, random: Random): PlistRecord {
  return {
    timingProtocol: "NTP",
    timingPort: port,
    sessionCorrelationUUID: random.uuid().toUpperCase(),
    isMultiSelectAirPlay: true,
    groupContainsGroupLeader: false,
    senderSupportsRelay: false,
  };
}

/** The stream of the play queue: its answer has a `streamID` and no port. */
export function queueStream({ deviceId }: Identity, random: Random): PlistRecord {
  const stream = {
    type: REMOTE_CONTROL_STREAM,
    controlType: 1,
    clientTypeUUID: QUEUE_CLIENT_TYPE,
    clientUUID: random.uuid().toUpperCase(),
    channelID: `${deviceId}-RCS-1`,
  };
  return { streams: [stream] };
}

export interface ItemToPlay {
  readonly id: string;
  readonly url: string;
  /** Seconds from the start. */
  readonly startS: number;
}

/** AirPlay 1 (AP-41), from the beginning: QK-30, docs/decisions/0031. */
export function playV1(url: string, sessionId: string): PlistRecord {
  return {
    "Content-Location": url,
    "Start-Position": new PlistReal(0),
    "X-Apple-Session-ID": sessionId,
  };
}

/** The same for receivers that read no property list. */
export function playV1Text(url: string): string {
  return `Content-Location: ${url}\nStart-Position: 0.000000\n`;
}

/** AirPlay 2 (AP-42), with who we are instead of who its finder was. */
export function playV2({ id, url, startS }: ItemToPlay, { deviceId }: Identity): PlistRecord {
  return {
    "Content-Location": url,
    "Start-Position-Seconds": new PlistReal(startS),
    uuid: id,
    streamType: 1,
    mediaType: "file",
    rate: new PlistReal(1),
    volume: new PlistReal(1),
    clientBundleID: OUR_NAME,
    clientProcName: OUR_NAME,
    model: SENDER.model,
    osBuildVersion: SENDER.osBuildVersion,
    SenderMACAddress: deviceId,
    playbackRestrictions: 0,
    referenceRestrictions: 3,
    mightSupportStorePastisKeyRequests: true,
  };
}

/** Headers of what asks for media in HTTP/1.1. */
export function mediaHeaders(sessionId: string, userAgent: string): HttpHeader[] {
  return [
    ["User-Agent", userAgent],
    ["X-Apple-ProtocolVersion", "1"],
    ["X-Apple-Session-ID", sessionId],
  ];
}

const HLS = /\.m3u8?$/i;

/**
 * The item in the play queue. tvOS reads `Start-Position`, a moment; other senders write
 * `Start-Position-Seconds`. A playlist without its own key is played once through and not followed.
 */
function queueItem({ id, url, startS }: ItemToPlay): PlistRecord {
  return {
    uuid: id,
    mediaType: "file",
    "Content-Location": url,
    "Start-Position": cmTime(startS),
    "Start-Position-Seconds": new PlistReal(startS),
    ...(isPlaylist(url) && { "HLS-Content-Location": url }),
  };
}

export function isPlaylist(url: string): boolean {
  return HLS.test(/^[^?#]*/.exec(url)?.[0] ?? "");
}

/** What has to be said, in this order, for an item to play. */
export function queueCommands(item: ItemToPlay): readonly PlistRecord[] {
  return [
    { type: "insertPlayQueueItem", item: queueItem(item) },
    {
      type: "setProperty",
      property: "isInterestedInDateRange",
      value: true,
      item: { uuid: item.id },
    },
    { type: "setProperty", property: "actionAtItemEnd", value: 1 },
    setRate(1),
  ];
}

export function setRate(rate: 0 | 1): PlistRecord {
  return { type: "setRate", rate: new PlistReal(rate) };
}

export function seekCommand(itemId: string, seconds: number, messageId: number): PlistRecord {
  const exactly = cmTime(0);
  return {
    type: "seek",
    kind: "request",
    messageID: messageId,
    time: cmTime(seconds),
    toleranceBefore: exactly,
    toleranceAfter: exactly,
    item: { uuid: itemId },
  };
}

/** A command in its envelope: a property list of bytes that are one themselves. */
export function commandBody(command: PlistRecord): Uint8Array {
  return encodeBplist({ params: { data: encodeBplist(command) } });
}
