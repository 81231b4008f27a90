import { textOf } from "../../wire/bytes.ts";
import { decodeDmap, dmapItems, dmapNumber, dmapText } from "../../wire/dmap.ts";
import { type HttpRequest, headerOf } from "../../wire/http.ts";
import { type AirplayReply, badRequest, done, wrongState } from "../airplay-reply.ts";
import type { SinkSession } from "./sink-session.ts";
import type { SoundFaults } from "./sound-faults.ts";
import type { PacketPlace } from "./sound-sink.ts";

const MIN_DB = -144;
/** Until a sender says another. */
const DEFAULT_DB = -15;

/** SET_PARAMETER: volume, progress, tags and pictures. Throws `malformed` for tags that are none. */
export function setParameter(
  session: SinkSession,
  request: HttpRequest,
  faults: SoundFaults,
): AirplayReply {
  const [type = ""] = (headerOf(request, "Content-Type") ?? "").toLowerCase().split(";", 1);
  if (type === "text/parameters") return setText(session, textOf(request.body), faults);
  if (type === "application/x-dmap-tagged") {
    session.asked("SET_PARAMETER tags");
    setTags(session, request.body);
    return done;
  }
  if (!type.startsWith("image/")) return badRequest;
  session.asked("SET_PARAMETER artwork");
  const none = type === "image/none" || request.body.length === 0;
  session.setArtwork(none ? null : { mimeType: type, bytes: request.body.slice() });
  return done;
}

function setText(session: SinkSession, text: string, faults: SoundFaults): AirplayReply {
  let reply = badRequest;
  for (const line of text.split(/\r\n|\n/)) {
    const [, name = "", value = ""] = /^([a-z]+): *(.+)$/.exec(line.trim()) ?? [];
    if (name !== "") session.asked(`SET_PARAMETER ${name}`);
    if (name === "volume") reply = setVolume(session, value, faults);
    else if (name === "progress") reply = setProgress(session, value);
    else if (name !== "") reply = done;
  }
  return reply;
}

function setVolume(session: SinkSession, value: string, faults: SoundFaults): AirplayReply {
  const volumeDb = Number(value);
  if (!/^-?\d/.test(value) || Number.isNaN(volumeDb) || volumeDb < MIN_DB || volumeDb > 0) {
    return badRequest;
  }
  if (faults.refusesEarlyVolume && !session.isRecording) return wrongState;
  session.setVolume(volumeDb);
  return done;
}

/** Three RTP times; some senders write the last as a number with a fraction. */
function setProgress(session: SinkSession, value: string): AirplayReply {
  const [start, now, end, ...more] = value.split("/").map(Number);
  if (start === undefined || now === undefined || end === undefined || more.length > 0) {
    return badRequest;
  }
  if (![start, now, end].every(Number.isFinite)) return badRequest;
  session.setProgress({ start, now, end });
  return done;
}

function setTags(session: SinkSession, body: Uint8Array): void {
  const items = decodeDmap(body);
  const song = dmapItems(items, "mlit") ?? items;
  session.setTags({
    title: dmapText(song, "minm") ?? null,
    artist: dmapText(song, "asar") ?? null,
    album: dmapText(song, "asal") ?? null,
    genre: dmapText(song, "asgn") ?? null,
    durationMs: dmapNumber(song, "astm") ?? null,
  });
}

/** GET_PARAMETER, which asks for the volume and nothing else. */
export function getParameter(session: SinkSession, request: HttpRequest): AirplayReply {
  const names = textOf(request.body).split(/\r\n|\n/);
  session.asked(`GET_PARAMETER ${names[0] ?? ""}`.trim());
  if (!names.includes("volume")) return done;
  return {
    status: 200,
    headers: [["Content-Type", "text/parameters"]],
    body: new TextEncoder().encode(`volume: ${(session.volumeDb ?? DEFAULT_DB).toFixed(6)}\r\n`),
  };
}

/** `RTP-Info: seq=1;rtptime=2`; null where it is not there, or is none. */
export function placeOf(request: HttpRequest): PacketPlace | null {
  const info = headerOf(request, "RTP-Info") ?? "";
  const [, sequence] = /\bseq=(\d{1,5})\b/.exec(info) ?? [];
  const [, rtpTime] = /\brtptime=(\d{1,10})\b/.exec(info) ?? [];
  if (sequence === undefined || rtpTime === undefined) return null;
  const place = { sequence: Number(sequence), rtpTime: Number(rtpTime) };
  return place.sequence <= 0xffff && place.rtpTime <= 0xffff_ffff ? place : null;
}
