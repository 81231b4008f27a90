import { RemoteError } from "../../shared/errors.ts";
import { ownBytes, PendingBytes } from "./pending-bytes.ts";

/** Companion frame types that have been named; others are passed on by number. */
export const FrameType = {
  NoOp: 1,
  PsStart: 3,
  PsNext: 4,
  PvStart: 5,
  PvNext: 6,
  UOpack: 7,
  EOpack: 8,
  POpack: 9,
  PaRequest: 10,
  PaResponse: 11,
  SessionStartRequest: 16,
  SessionStartResponse: 17,
  SessionData: 18,
  FamilyIdentityRequest: 32,
  FamilyIdentityResponse: 33,
  FamilyIdentityUpdate: 34,
} as const;

export interface Frame {
  /** 0 to 255; see `FrameType`. */
  readonly type: number;
  readonly payload: Uint8Array;
}

const FRAME_HEADER_LENGTH = 4;
/** The header could say 16 MiB; the longest real messages, app lists, are some ten KiB. */
export const MAX_FRAME_PAYLOAD = 4 * 1024 * 1024;

/** Type (1 byte) and payload length (3 bytes, big-endian). Throws `invalid` beyond the maximum. */
function encodeFrameHeader(type: number, length: number): Uint8Array {
  if (length > MAX_FRAME_PAYLOAD) throw new RemoteError("invalid", "frame is too long");
  return Uint8Array.of(type, length >> 16, (length >> 8) & 0xff, length & 0xff);
}

export function encodeFrame({ type, payload }: Frame): Uint8Array {
  const frame = new Uint8Array(FRAME_HEADER_LENGTH + payload.length);
  frame.set(encodeFrameHeader(type, payload.length));
  frame.set(payload, FRAME_HEADER_LENGTH);
  return frame;
}

/** Cuts a byte stream into frames, however it is sliced. */
export class FrameDecoder {
  readonly #pending = new PendingBytes();

  /** Bytes kept because their frame is not whole yet. */
  get pending(): number {
    return this.#pending.length;
  }

  /** Whole frames that this chunk completes; throws `malformed` on a length no TV sends. */
  push(chunk: Uint8Array): Frame[] {
    const bytes = this.#pending.before(chunk);
    const frames: Frame[] = [];
    let at = 0;
    while (bytes.length - at >= FRAME_HEADER_LENGTH) {
      const start = at + FRAME_HEADER_LENGTH;
      const end = start + payloadLength(bytes, at);
      if (end > bytes.length) break;
      frames.push({ type: bytes[at] ?? 0, payload: ownBytes(bytes, start, end) });
      at = end;
    }
    this.#pending.keep(bytes, at);
    return frames;
  }
}

function payloadLength(bytes: Uint8Array, at: number): number {
  const length = ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
  if (length > MAX_FRAME_PAYLOAD) throw new RemoteError("malformed", "frame length out of range");
  return length;
}

/** Authenticated encryption under one key. `open` throws when the bytes were changed. */
export interface FrameAead {
  seal(nonce: Uint8Array, plain: Uint8Array, aad: Uint8Array): Uint8Array;
  open(nonce: Uint8Array, sealed: Uint8Array, aad: Uint8Array): Uint8Array;
}

export const TAG_LENGTH = 16;

/**
 * Encrypts one direction each way (PA-57): the nonce is a 12-byte little-endian counter, the header
 * with the encrypted length is authenticated, an empty payload stays empty and takes no nonce.
 */
export class FrameCipher {
  readonly #output: FrameAead;
  readonly #input: FrameAead;
  readonly #outputNonce = new CounterNonce();
  readonly #inputNonce = new CounterNonce();

  constructor(output: FrameAead, input: FrameAead) {
    this.#output = output;
    this.#input = input;
  }

  /** The whole frame, ready for the socket. */
  seal({ type, payload }: Frame): Uint8Array {
    if (payload.length === 0) return encodeFrame({ type, payload });
    const header = encodeFrameHeader(type, payload.length + TAG_LENGTH);
    const sealed = this.#output.seal(this.#outputNonce.next(), payload, header);
    const frame = new Uint8Array(FRAME_HEADER_LENGTH + sealed.length);
    frame.set(header);
    frame.set(sealed, FRAME_HEADER_LENGTH);
    return frame;
  }

  /** Throws `malformed` when the frame does not authenticate; the connection is then worthless. */
  open({ type, payload }: Frame): Frame {
    if (payload.length === 0) return { type, payload };
    if (payload.length < TAG_LENGTH) throw new RemoteError("malformed", "no room for a tag");
    const header = encodeFrameHeader(type, payload.length);
    return { type, payload: this.#input.open(this.#inputNonce.next(), payload, header) };
  }
}

class CounterNonce {
  #counter = 0;

  next(): Uint8Array {
    const nonce = new Uint8Array(12);
    let rest = this.#counter;
    for (let at = 0; rest > 0; at++) {
      nonce[at] = rest % 256;
      rest = Math.floor(rest / 256);
    }
    this.#counter += 1;
    return nonce;
  }
}
