/** HTTP/1.1 and RTSP/1.0, both directions: the same text but for the version. */
import { RemoteError } from "../../shared/errors.ts";
import { concatBytes, textOf } from "./bytes.ts";
import { type HttpHead, parseFirstLine, parseHead } from "./http-head.ts";
import type { HttpMessage } from "./http-message.ts";

export {
  encodeHttpRequest,
  encodeHttpResponse,
  type HttpRequestParts,
  type HttpResponseParts,
} from "./http-encode.ts";
export {
  cseqOf,
  type HttpHeader,
  type HttpMessage,
  type HttpRequest,
  type HttpResponse,
  type HttpVersion,
  headerOf,
} from "./http-message.ts";

export interface HttpLimits {
  /** Bytes before the body, its empty line included. */
  readonly maxHead?: number;
  /** Bytes of the body. */
  readonly maxBody?: number;
}

const MAX_HEAD = 16 * 1024;
const MAX_BODY = 4 * 1024 * 1024;
const CR = 0x0d;
const LF = 0x0a;

/** Cuts a byte stream into requests and responses, however it is sliced. */
export class HttpDecoder {
  readonly #maxHead: number;
  readonly #maxBody: number;
  /** What came of the next head; empty while a body is being read. */
  #head: Uint8Array = new Uint8Array(0);
  #body: { readonly head: HttpHead; readonly bytes: Uint8Array; filled: number } | undefined;
  #broken = false;

  constructor({ maxHead = MAX_HEAD, maxBody = MAX_BODY }: HttpLimits = {}) {
    this.#maxHead = maxHead;
    this.#maxBody = maxBody;
  }

  /** Whether nothing of an unfinished message is kept. */
  get idle(): boolean {
    return this.#head.length === 0 && this.#body === undefined;
  }

  /**
   * Whole messages that this chunk completes. Throws `malformed` for a first line, a header or a
   * length that makes no sense, and from then on always: nobody knows where the next message starts.
   */
  push(chunk: Uint8Array): HttpMessage[] {
    if (this.#broken) throw new RemoteError("malformed", "the stream was malformed before");
    const messages: HttpMessage[] = [];
    try {
      // Every turn takes a whole head or a whole body off the front, or ends the loop.
      for (let rest: Uint8Array | undefined = chunk; rest !== undefined; ) {
        rest = this.#body ? this.#takeBody(rest, messages) : this.#takeHead(rest);
      }
    } catch (error) {
      this.#broken = true;
      throw error;
    }
    return messages;
  }

  /** What follows the head, or undefined while it is not whole. */
  #takeHead(chunk: Uint8Array): Uint8Array | undefined {
    const all = this.#head.length === 0 ? chunk : concatBytes(this.#head, chunk);
    const bytes = skipEmptyLines(all);
    const seen = Math.max(0, this.#head.length - (all.length - bytes.length));
    const end = findEmptyLine(bytes, seen);
    if ((end ?? bytes.length) > this.#maxHead)
      throw new RemoteError("malformed", "a head too long");
    if (end === undefined) {
      // A copy, because the caller may reuse its buffer.
      this.#head = bytes.slice();
      checkFirstLine(bytes, seen);
      return undefined;
    }
    const head = parseHead(textOf(bytes.subarray(0, end - 4)));
    if (head.bodyLength > this.#maxBody) throw new RemoteError("malformed", "a body too long");
    this.#head = new Uint8Array(0);
    this.#body = { head, bytes: new Uint8Array(head.bodyLength), filled: 0 };
    return bytes.subarray(end);
  }

  /** What follows the body, or undefined while it is not whole. */
  #takeBody(chunk: Uint8Array, messages: HttpMessage[]): Uint8Array | undefined {
    const body = this.#body;
    if (body === undefined) return chunk;
    const part = chunk.subarray(0, body.bytes.length - body.filled);
    body.bytes.set(part, body.filled);
    body.filled += part.length;
    if (body.filled < body.bytes.length) return undefined;
    this.#body = undefined;
    messages.push({ ...body.head.message, body: body.bytes });
    return part.length < chunk.length ? chunk.subarray(part.length) : undefined;
  }
}

/** RFC 9112, section 2.2: empty lines before a message are ignored. */
function skipEmptyLines(bytes: Uint8Array): Uint8Array {
  let at = 0;
  while (bytes[at] === CR && bytes[at + 1] === LF) at += 2;
  return bytes.subarray(at);
}

/** Where the body starts. The first `seen` bytes were searched before. */
function findEmptyLine(bytes: Uint8Array, seen: number): number | undefined {
  for (let at = bytes.indexOf(LF, Math.max(3, seen)); at >= 0; at = bytes.indexOf(LF, at + 1)) {
    if (bytes[at - 1] === CR && bytes[at - 2] === LF && bytes[at - 3] === CR) return at + 1;
  }
  return undefined;
}

/** Garbage is refused with its first line, not with the 16 KiB that follow. */
function checkFirstLine(bytes: Uint8Array, seen: number): void {
  const end = bytes.indexOf(LF);
  if (end < 0 || end < seen) return;
  if (bytes[end - 1] !== CR) throw new RemoteError("malformed", "a line ends in half");
  parseFirstLine(textOf(bytes.subarray(0, end - 1)));
}
