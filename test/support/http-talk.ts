import { parse } from "plist";
import type { TcpStream } from "../../src/main/runtime/network.ts";
import type { Runtime } from "../../src/main/runtime/runtime.ts";
import { encodeBplist, type PlistRecord } from "../../src/main/wire/bplist.ts";
import { textOf, utf8 } from "../../src/main/wire/bytes.ts";
import {
  encodeHttpRequest,
  encodeHttpResponse,
  HttpDecoder,
  type HttpHeader,
  type HttpRequest,
  type HttpResponse,
} from "../../src/main/wire/http.ts";
import { Arrivals } from "./airplay-remote.ts";

export interface TalkOptions {
  readonly headers?: readonly HttpHeader[];
  /** Text is sent as `text/parameters`, a record as a binary property list. */
  readonly body?: string | Uint8Array | PlistRecord;
}

/** A client of plain HTTP/1.1 that asks what it is told, and answers what it is asked. */
export class HttpTalk {
  readonly stream: TcpStream;
  readonly responses = new Arrivals<HttpResponse>();
  /** What the other side asks, once the connection is turned round. */
  readonly requests = new Arrivals<HttpRequest>();
  isClosed = false;

  private constructor(stream: TcpStream) {
    this.stream = stream;
    const decoder = new HttpDecoder();
    stream.onData((chunk) => {
      for (const message of decoder.push(chunk)) {
        if (message.kind === "response") this.responses.push(message);
        else this.#asked(message);
      }
    });
    void stream.closed.then(() => {
      this.isClosed = true;
    });
  }

  static async connect(runtime: Runtime, host: string, port: number): Promise<HttpTalk> {
    return new HttpTalk(await runtime.network.connectTcp({ host, port }));
  }

  ask(method: string, target: string, { headers = [], body }: TalkOptions = {}) {
    const [type, bytes] = encoded(body);
    const isTyped = type === null || headers.some(([name]) => name === "Content-Type");
    const typed: readonly HttpHeader[] = isTyped ? [] : [["Content-Type", type]];
    this.stream.write(
      encodeHttpRequest({
        method,
        target,
        version: "HTTP/1.1",
        headers: [...typed, ...headers],
        ...(bytes && { body: bytes }),
      }),
    );
    return this.responses.next();
  }

  #asked(request: HttpRequest): void {
    this.requests.push(request);
    this.stream.write(encodeHttpResponse({ version: "HTTP/1.1", status: 200 }));
  }
}

function encoded(body: TalkOptions["body"]): readonly [string | null, Uint8Array | null] {
  if (body === undefined) return [null, null];
  if (typeof body === "string") return ["text/parameters", utf8(body)];
  if (body instanceof Uint8Array) return ["application/octet-stream", body];
  return ["application/x-apple-binary-plist", encodeBplist(body)];
}

/** An XML property list, by somebody else's reader. */
export function xmlOf({ body }: { readonly body: Uint8Array }): Record<string, unknown> {
  return parse(textOf(body)) as Record<string, unknown>;
}
