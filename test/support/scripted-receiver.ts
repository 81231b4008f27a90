import { RecordCipher, RecordDecoder, RecordEncoder } from "../../src/main/hap/record.ts";
import {
  type ChannelKeyNames,
  channelKeyNames,
  dataStreamKeyNames,
  deriveChannelKeys,
  otherSide,
} from "../../src/main/hap/session-keys.ts";
import { AirPlayControl } from "../../src/main/protocols/rtsp/control.ts";
import type { TcpListener, TcpStream } from "../../src/main/runtime/network.ts";
import type { Runtime } from "../../src/main/runtime/runtime.ts";
import { Secret } from "../../src/main/runtime/secret.ts";
import {
  decodeBplist,
  encodeBplist,
  type PlistDict,
  plistDict,
} from "../../src/main/wire/bplist.ts";
import { concatBytes } from "../../src/main/wire/bytes.ts";
import {
  encodeHttpResponse,
  HttpDecoder,
  type HttpRequest,
  type HttpResponseParts,
  headerOf,
} from "../../src/main/wire/http.ts";
import { MemoryLan } from "./memory-network.ts";
import { testRuntime } from "./runtime.ts";

export const RECEIVER = "10.0.0.9";
const CONTROL_PORT = 7000;
export const EVENT_PORT = 49_191;
export const DATA_PORT = 49_192;

/** One end of a connection, as the receiver has it. */
export class ScriptedLink {
  readonly stream: TcpStream;
  readonly #encoder: RecordEncoder;
  received: Uint8Array = new Uint8Array(0);
  closed = false;

  constructor(stream: TcpStream, shared: Secret, names: ChannelKeyNames, onData = () => {}) {
    const keys = otherSide(deriveChannelKeys(shared, names));
    const decoder = new RecordDecoder(keys.input);
    this.stream = stream;
    this.#encoder = new RecordEncoder(keys.output);
    stream.onData((chunk) => {
      this.received = concatBytes(this.received, decoder.push(chunk));
      onData();
    });
    void stream.closed.then(() => {
      this.closed = true;
    });
  }

  send(plain: Uint8Array): void {
    this.stream.write(this.#encoder.encode(plain));
  }
}

/**
 * Plays an AirPlay receiver line by line: answers what a test tells it to, on three connections whose
 * keys both sides know. Proving keys is left to the virtual TV.
 */
export class ScriptedReceiver {
  readonly lan = new MemoryLan();
  readonly runtime = testRuntime({ network: this.lan.host("10.0.0.1") });
  readonly shared = new Secret(new Uint8Array(32).fill(7));
  readonly requests: HttpRequest[] = [];
  readonly controls: ScriptedLink[] = [];
  events: ScriptedLink | undefined;
  data: ScriptedLink | undefined;
  readonly #listeners = new Map<number, TcpListener>();

  /** Null: no answer. The number of the request is added unless the answer brings one. */
  script: (request: HttpRequest) => Omit<HttpResponseParts, "version"> | null = usualAnswer;

  static async start(): Promise<ScriptedReceiver> {
    const receiver = new ScriptedReceiver();
    await receiver.#listen(CONTROL_PORT, (stream) => receiver.#onControl(stream));
    await receiver.listenEvents();
    await receiver.#listen(DATA_PORT, (stream) => {
      receiver.data = new ScriptedLink(stream, receiver.shared, dataStreamKeyNames(receiver.seed));
    });
    return receiver;
  }

  listenEvents(): Promise<void> {
    return this.#listen(EVENT_PORT, (stream) => {
      this.events = new ScriptedLink(stream, this.shared, channelKeyNames.airplayEvents);
    });
  }

  async stopListening(): Promise<void> {
    await Promise.all([...this.#listeners.keys()].map((port) => this.stopListeningTo(port)));
  }

  async stopListeningTo(port: number): Promise<void> {
    await this.#listeners.get(port)?.close();
    this.#listeners.delete(port);
  }

  /** A control connection on which both sides proved their keys already. */
  async connect(runtime: Runtime = this.runtime): Promise<AirPlayControl> {
    const target = { addresses: [RECEIVER], port: CONTROL_PORT };
    const control = await AirPlayControl.open(runtime, target, new AbortController().signal);
    const keys = deriveChannelKeys(this.shared, channelKeyNames.airplayControl);
    control.encrypt(new RecordCipher(keys));
    return control;
  }

  /** What the last request of this method carried. */
  bodyOf(method: string, at = 0): PlistDict {
    const request = this.requests.filter((asked) => asked.method === method)[at];
    return (request && plistDict(decodeBplist(request.body))) ?? new Map();
  }

  /** Of the stream that was asked for. */
  get seed(): bigint {
    const streams = this.requests
      .filter(({ method }) => method === "SETUP")
      .map(({ body }) => plistDict(decodeBplist(body))?.get("streams"));
    const [stream] = streams.flatMap((list) => (Array.isArray(list) ? list : []));
    const seed = plistDict(stream)?.get("seed");
    return typeof seed === "bigint" || typeof seed === "number" ? BigInt(seed) : 0n;
  }

  /** Gives the usual answer to the request before, at last. */
  answerLast(): void {
    const [control, request] = [this.controls.at(-1), this.requests.at(-1)];
    if (control && request) this.answer(control, request, usualAnswer(request));
  }

  answer(control: ScriptedLink, request: HttpRequest, answer = this.script(request)): void {
    if (answer === null) return;
    const cseq = headerOf(request, "CSeq");
    const numbered = answer.headers?.some(([name]) => name === "CSeq") || cseq === undefined;
    const headers = [...(answer.headers ?? []), ...(numbered ? [] : [["CSeq", cseq] as const])];
    control.send(encodeHttpResponse({ ...answer, headers, version: request.version }));
  }

  #onControl(stream: TcpStream): void {
    const decoder = new HttpDecoder();
    const link = new ScriptedLink(stream, this.shared, channelKeyNames.airplayControl, () => {
      const messages = decoder.push(link.received);
      link.received = new Uint8Array(0);
      for (const message of messages) {
        if (message.kind !== "request") continue;
        this.requests.push(message);
        this.answer(link, message);
      }
    });
    this.controls.push(link);
  }

  async #listen(port: number, accept: (stream: TcpStream) => void): Promise<void> {
    const network = this.lan.host(RECEIVER);
    this.#listeners.set(port, await network.listenTcp({ host: RECEIVER, port }, accept));
  }
}

/** What tvOS answers to each step of a session (A8, A12). */
export function usualAnswer(request: HttpRequest): Omit<HttpResponseParts, "version"> {
  if (request.method !== "SETUP") return { status: 200 };
  const wantsStream = plistDict(decodeBplist(request.body))?.has("streams");
  const body = wantsStream
    ? { streams: [{ type: 130, streamID: 1, dataPort: DATA_PORT }] }
    : { eventPort: EVENT_PORT, timingPort: 0 };
  return { status: 200, body: encodeBplist(body) };
}
