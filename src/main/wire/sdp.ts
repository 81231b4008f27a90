import { RemoteError } from "../../shared/errors.ts";
import { textOf, utf8 } from "./bytes.ts";

/**
 * What ANNOUNCE says of the sound to come: a session description (RFC 4566) with Apple's own
 * attributes (docs/protocols/raop.md#announce).
 */
export interface SoundDescription {
  /** Names the session, as the address of every request does. */
  readonly sessionId: number;
  /** Ours and theirs, without zones. */
  readonly localAddress: string;
  readonly remoteAddress: string;
  readonly codec: "alac" | "pcm";
  readonly sampleRate: number;
  readonly channels: number;
  readonly bitsPerSample: number;
  readonly framesPerPacket: number;
  /** Absent: nothing is encrypted. */
  readonly encryption?: {
    /** The AES key, encrypted for the receiver. */
    readonly sealedKey: Uint8Array;
    /** 16 bytes. */
    readonly iv: Uint8Array;
  };
}

const MAX_BYTES = 16 * 1024;
const MAX_LINES = 200;
/** Parameters of Apple Lossless that every sender gives and no receiver is known to want otherwise. */
const RICE = "40 10 14";
const MAX_RUN = 255;

/** As lines that end in CR LF. Throws `invalid` for an address that would break out of its line. */
export function encodeSdp(sound: SoundDescription): Uint8Array {
  const { sessionId, encryption } = sound;
  const lines: string[] = [
    "v=0",
    `o=iTunes ${sessionId} 0 IN ${sdpAddress(sound.localAddress)}`,
    "s=iTunes",
    `c=IN ${sdpAddress(sound.remoteAddress)}`,
    "t=0 0",
    "m=audio 0 RTP/AVP 96",
    `a=rtpmap:96 ${mappingOf(sound)}`,
  ];
  // A receiver that finds these takes even plain samples for Apple Lossless (shairport-sync 3.3.8).
  if (sound.codec === "alac") lines.push(`a=fmtp:96 ${parametersOf(sound)}`);
  if (encryption) {
    lines.push(`a=rsaaeskey:${unpadded(encryption.sealedKey)}`);
    lines.push(`a=aesiv:${unpadded(encryption.iv)}`);
  }
  return utf8(`${lines.join("\r\n")}\r\n`);
}

/**
 * The other way round, as a receiver reads it. Throws `malformed` for what describes no sound that
 * AirPlay knows; lines and attributes of other kinds are passed over.
 */
export function decodeSdp(bytes: Uint8Array): SoundDescription {
  if (bytes.length > MAX_BYTES) throw malformed("too long");
  const lines = textOf(bytes).split(/\r?\n/);
  if (lines.length > MAX_LINES) throw malformed("too many lines");
  const value = (start: string) =>
    lines.find((line) => line.startsWith(start))?.slice(start.length) ?? "";
  const [, session = "", , , , localAddress = ""] = value("o=").split(" ");
  const [, , remoteAddress = ""] = value("c=").split(" ");
  if (!/^\d{1,20}$/.test(session)) throw malformed("no session");
  const sealedKey = value("a=rsaaeskey:");
  return {
    sessionId: Number(session),
    localAddress,
    remoteAddress,
    ...formatOf(value("a=rtpmap:96 "), value("a=fmtp:96 ")),
    ...(sealedKey !== "" && {
      encryption: { sealedKey: bytesOf(sealedKey), iv: ivOf(value("a=aesiv:")) },
    }),
  };
}

type Format = Pick<
  SoundDescription,
  "codec" | "sampleRate" | "channels" | "bitsPerSample" | "framesPerPacket"
>;

function mappingOf({ codec, bitsPerSample, sampleRate, channels }: Format): string {
  return codec === "alac" ? "AppleLossless" : `L${bitsPerSample}/${sampleRate}/${channels}`;
}

/** Eleven numbers of Apple Lossless's own header. */
function parametersOf({ framesPerPacket, bitsPerSample, channels, sampleRate }: Format): string {
  return `${framesPerPacket} 0 ${bitsPerSample} ${RICE} ${channels} ${MAX_RUN} 0 0 ${sampleRate}`;
}

function formatOf(mapping: string, parameters: string): Format {
  if (!/^\d{1,9}(?: \d{1,9}){10}$/.test(parameters) && mapping === "AppleLossless") {
    throw malformed("no parameters");
  }
  const numbers = parameters.split(" ").map(Number);
  const [framesPerPacket = 352, , alacBits = 16, , , , alacChannels = 2] = numbers;
  if (mapping === "AppleLossless") {
    const sampleRate = numbers[10] ?? 0;
    const rest = { bitsPerSample: alacBits, channels: alacChannels, sampleRate };
    return { codec: "alac", framesPerPacket, ...rest };
  }
  const plain = /^L(\d{1,2})\/(\d{1,6})\/(\d{1,2})$/.exec(mapping);
  if (plain === null) throw malformed("another codec");
  const [bitsPerSample = 0, sampleRate = 0, channels = 0] = plain.slice(1).map(Number);
  return {
    codec: "pcm",
    bitsPerSample,
    sampleRate,
    channels,
    framesPerPacket: framesPerPacket || 352,
  };
}

function sdpAddress(address: string): string {
  if (!/^[\da-f.:]+$/i.test(address)) throw new RemoteError("invalid", "an address that is none");
  return address.includes(":") ? `IP6 ${address}` : `IP4 ${address}`;
}

/** Receivers of the first years do not take the padding of base64. */
function unpadded(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    .toString("base64")
    .replaceAll("=", "");
}

function bytesOf(base64: string): Uint8Array {
  if (!/^[\w+/]+={0,2}$/.test(base64.trim())) throw malformed("a key that is none");
  return new Uint8Array(Buffer.from(base64, "base64"));
}

function ivOf(base64: string): Uint8Array {
  const iv = bytesOf(base64);
  if (iv.length !== 16) throw malformed("an IV of another length");
  return iv;
}

function malformed(what: string): RemoteError {
  return new RemoteError("malformed", `a description of sound: ${what}`);
}
