import type { HapMessenger } from "../../src/main/hap/messages.ts";
import { RecordDecoder, RecordEncoder } from "../../src/main/hap/record.ts";
import { channelKeyNames, deriveChannelKeys } from "../../src/main/hap/session-keys.ts";
import type { TcpStream } from "../../src/main/runtime/network.ts";
import type { Secret } from "../../src/main/runtime/secret.ts";
import { concatBytes, textOf, utf8 } from "../../src/main/wire/bytes.ts";

export interface HttpAnswer {
  readonly status: number;
  readonly body: Uint8Array;
}

const TLV = "application/pairing+tlv8";

/** HAP over HTTP/1.1 as a controller, one request at a time; encrypted from `encrypt` on. */
export class HapHttpConnection {
  readonly #stream: TcpStream;
  #encoder: RecordEncoder | undefined;
  #decoder: RecordDecoder | undefined;
  #received: Uint8Array = new Uint8Array(0);
  #waiting: (() => void) | undefined;

  constructor(stream: TcpStream) {
    this.#stream = stream;
    stream.onData((chunk) => {
      this.#received = concatBytes(this.#received, this.#decoder?.push(chunk) ?? chunk);
      this.#waiting?.();
    });
  }

  readonly messenger: HapMessenger = {
    exchange: async (kind, request) => (await this.post(`/pair-${kind}`, request)).body,
  };

  encrypt(secret: Secret): void {
    const keys = deriveChannelKeys(secret, channelKeyNames.airplayControl);
    this.#encoder = new RecordEncoder(keys.output);
    this.#decoder = new RecordDecoder(keys.input);
  }

  post(path: string, body: Uint8Array): Promise<HttpAnswer> {
    return this.request("POST", path, TLV, body);
  }

  get(path: string): Promise<HttpAnswer> {
    return this.request("GET", path, undefined, new Uint8Array(0));
  }

  async request(
    method: string,
    path: string,
    type: string | undefined,
    body: Uint8Array,
  ): Promise<HttpAnswer> {
    const content = type ? `Content-Type: ${type}\r\nContent-Length: ${body.length}\r\n` : "";
    const head = utf8(`${method} ${path} HTTP/1.1\r\nHost: accessory\r\n${content}\r\n`);
    const plain = concatBytes(head, body);
    this.#stream.write(this.#encoder?.encode(plain) ?? plain);
    for (;;) {
      const answer = parseAnswer(this.#received);
      if (answer) {
        this.#received = this.#received.slice(answer.length);
        return answer;
      }
      await new Promise<void>((resolve) => {
        this.#waiting = resolve;
      });
    }
  }

  close(): void {
    this.#stream.abort();
  }
}

/** A whole answer at the front of `bytes`, by Content-Length or chunked, or undefined. */
function parseAnswer(bytes: Uint8Array): (HttpAnswer & { readonly length: number }) | undefined {
  const text = Buffer.from(bytes).toString("latin1");
  const headEnd = text.indexOf("\r\n\r\n");
  if (headEnd < 0) return undefined;
  const head = text.slice(0, headEnd);
  const start = headEnd + 4;
  const status = Number(head.split(" ")[1]);
  if (/^transfer-encoding: *chunked/im.test(head)) return parseChunks(bytes, text, start, status);
  const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
  if (bytes.length < start + length) return undefined;
  return { status, body: bytes.slice(start, start + length), length: start + length };
}

function parseChunks(bytes: Uint8Array, text: string, start: number, status: number) {
  const chunks: Uint8Array[] = [];
  let at = start;
  for (;;) {
    const lineEnd = text.indexOf("\r\n", at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(text.slice(at, lineEnd), 16);
    const end = lineEnd + 2 + size + 2;
    if (bytes.length < end) return undefined;
    if (size === 0) return { status, body: concatBytes(...chunks), length: end };
    chunks.push(bytes.subarray(lineEnd + 2, end - 2));
    at = end;
  }
}

export function jsonOf(answer: HttpAnswer): unknown {
  return JSON.parse(textOf(answer.body));
}
