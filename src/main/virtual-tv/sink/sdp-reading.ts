import { RemoteError } from "../../../shared/errors.ts";
import { type AlacConfig, airplayAlac, checkedAlac } from "../../wire/alac-config.ts";
import { textOf } from "../../wire/bytes.ts";

const MAX_LINES = 64;
const MAX_FRAMES = 16_384;

/** What ANNOUNCE says will come. */
export interface Announced {
  readonly codec: "alac" | "l16";
  readonly framesPerPacket: number;
  readonly sampleRate: number;
  /** What compressed ALAC was made with; null for another codec. */
  readonly alac: AlacConfig | null;
  /** Of AES, wrapped by the receiver's RSA key; null: nothing is encrypted. */
  readonly wrapped: { readonly key: Uint8Array; readonly iv: Uint8Array } | null;
}

/**
 * The session description of ANNOUNCE (RFC 4566, and Apple's fmtp). Throws `malformed` for what is none,
 * `unsupported` (subject: what it names) for sound that is not two channels of 16 bits at 44.1 kHz.
 */
export function readSdp(body: Uint8Array): Announced {
  const lines = textOf(body).split(/\r\n|\n/);
  if (lines[0] !== "v=0" || lines.length > MAX_LINES) throw malformed("no session description");
  const attribute = (name: string) =>
    lines
      .find((line) => line.startsWith(`a=${name}:`))
      ?.slice(name.length + 3)
      .trim();
  if (!lines.some((line) => /^m=audio \d+ RTP\/AVP 96$/.test(line))) throw malformed("no sound");
  const [, codecName = ""] = (attribute("rtpmap") ?? "").split(/\s+/);
  const codec = codecOf(codecName);
  const format = readFormat(attribute("fmtp"), codec);
  const [key, iv] = [attribute("rsaaeskey"), attribute("aesiv")];
  if (attribute("fpaeskey") !== undefined) throw unsupported("FairPlay");
  if ((key === undefined) !== (iv === undefined)) throw malformed("half a key");
  const wrapped =
    key === undefined || iv === undefined ? null : { key: fromBase64(key), iv: fromBase64(iv) };
  if (wrapped && wrapped.iv.length !== 16) throw malformed("an IV has 16 bytes");
  return { codec, ...format, wrapped };
}

function codecOf(name: string): Announced["codec"] {
  if (name === "AppleLossless") return "alac";
  if (/^L16(\/44100(\/2)?)?$/.test(name)) return "l16";
  throw unsupported(name || "no codec");
}

/** `96 352 0 16 40 10 14 2 255 0 0 44100`: type, frames, version, bits, three tunings, channels, …, rate. */
function readFormat(text: string | undefined, codec: Announced["codec"]) {
  // Only ALAC needs it: L16 says in its name what it is.
  if (text === undefined && codec === "l16") {
    return { framesPerPacket: 352, sampleRate: 44_100, alac: null };
  }
  const numbers = (text ?? "").split(/\s+/).map(Number);
  if (numbers.length !== 12 || numbers.some((each) => !Number.isInteger(each))) {
    throw malformed("a format");
  }
  const [, framesPerPacket = 0, , bits, pb = 0, mb = 0, kb = 0, channels, maxRun = 0] = numbers;
  const sampleRate = numbers[11] ?? 0;
  if (framesPerPacket < 1 || framesPerPacket > MAX_FRAMES) throw malformed("a packet's length");
  if (bits !== 16 || channels !== 2 || sampleRate !== 44_100) {
    throw unsupported(`${sampleRate}/${bits}/${channels}`);
  }
  const tuned = { ...airplayAlac(framesPerPacket), pb, mb, kb, maxRun };
  return { framesPerPacket, sampleRate, alac: codec === "alac" ? checkedAlac(tuned) : null };
}

/** Senders leave the padding out. */
function fromBase64(text: string): Uint8Array {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) throw malformed("a key");
  return new Uint8Array(Buffer.from(text, "base64"));
}

const malformed = (what: string) =>
  new RemoteError("malformed", `${what} in a session description`);

function unsupported(subject: string): RemoteError {
  return new RemoteError("unsupported", "this speaker does not play that", { subject });
}
