import type { HapCredentials } from "../../src/main/hap/credentials.ts";
import type { HapMessenger } from "../../src/main/hap/messages.ts";
import { PairSetupClient, transientPairSetup } from "../../src/main/hap/pair-setup.ts";
import { pairVerify } from "../../src/main/hap/pair-verify.ts";
import { RecordDecoder, RecordEncoder } from "../../src/main/hap/record.ts";
import {
  type ChannelKeyNames,
  channelKeyNames,
  dataStreamKeyNames,
  deriveChannelKeys,
} from "../../src/main/hap/session-keys.ts";
import type { TcpStream } from "../../src/main/runtime/network.ts";
import type { Runtime } from "../../src/main/runtime/runtime.ts";
import type { Secret } from "../../src/main/runtime/secret.ts";
import {
  type DataFrame,
  DataFrameDecoder,
  decodeDataPayload,
  encodeDataFrame,
  encodeDataPayload,
} from "../../src/main/wire/airplay-data-frame.ts";
import {
  decodeBplist,
  encodeBplist,
  type PlistDict,
  type PlistRecord,
  plistDict,
} from "../../src/main/wire/bplist.ts";
import {
  encodeHttpRequest,
  encodeHttpResponse,
  HttpDecoder,
  type HttpHeader,
  type HttpRequest,
  type HttpResponse,
  headerOf,
} from "../../src/main/wire/http.ts";
import {
  decodeMrpMessage,
  encodeMrpMessage,
  type MrpMessage,
} from "../../src/main/wire/mrp/message.ts";

const signal = new AbortController().signal;
const REMOTE_CONTROL_UUID = "1910A70F-DBC0-4242-AF95-115DB30604E1";
const SESSION_URI = "rtsp://10.0.0.9/1234567890";

/** What comes in on one connection, one after the other, for whoever waits for the next. */
export class Arrivals<T> {
  readonly all: T[] = [];
  #taken = 0;
  readonly #waiting: (() => void)[] = [];

  push(item: T): void {
    this.all.push(item);
    for (const wake of this.#waiting.splice(0)) wake();
  }

  async next(): Promise<T> {
    while (this.all.length <= this.#taken) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    const item = this.all[this.#taken++];
    if (item === undefined) throw new Error("nothing came");
    return item;
  }
}

/** A connection with HAP records once it has a key. */
class Link {
  readonly stream: TcpStream;
  #encoder: RecordEncoder | undefined;
  #decoder: RecordDecoder | undefined;

  constructor(
    stream: TcpStream,
    receive: (plain: Uint8Array) => void,
    keys?: {
      readonly secret: Secret;
      readonly names: ChannelKeyNames;
      readonly malformed: (error: unknown) => void;
    },
  ) {
    this.stream = stream;
    if (keys) this.encrypt(keys.secret, keys.names);
    // Bytes that came before are delivered at once.
    stream.onData((chunk) => {
      try {
        receive(this.#decoder?.push(chunk) ?? chunk);
      } catch (error) {
        if (!keys) throw error;
        keys.malformed(error);
      }
    });
  }

  encrypt(secret: Secret, names: ChannelKeyNames): void {
    const keys = deriveChannelKeys(secret, names);
    this.#encoder = new RecordEncoder(keys.output);
    this.#decoder = new RecordDecoder(keys.input);
  }

  write(plain: Uint8Array): void {
    this.stream.write(this.#encoder?.encode(plain) ?? plain);
  }
}

export interface AskOptions {
  readonly headers?: readonly HttpHeader[];
  readonly body?: Uint8Array | PlistRecord;
  readonly version?: "HTTP/1.1" | "RTSP/1.0";
}

/**
 * A client of AirPlay's remote control that does what it is told, in any order and wrongly too. It
 * is built on our codecs alone, not on our client.
 */
export class AirplayRemote {
  readonly responses = new Arrivals<HttpResponse>();
  readonly events = new Arrivals<HttpRequest>();
  readonly frames = new Arrivals<DataFrame>();
  readonly messages = new Arrivals<MrpMessage>();
  /** Answers events; a test may switch it off. */
  answersEvents = true;
  /** Hears of bytes that make no sense; by default they fail the test. */
  onMalformed: (error: unknown) => void = (error) => {
    throw error;
  };
  readonly #runtime: Runtime;
  readonly #host: string;
  readonly #control: Link;
  readonly #decoder = new HttpDecoder();
  #secret: Secret | null = null;
  #sequence = 0;
  #eventLink: Link | null = null;
  #dataLink: Link | null = null;
  #closed = new Set<"control" | "events" | "data">();

  private constructor(runtime: Runtime, host: string, stream: TcpStream) {
    this.#runtime = runtime;
    this.#host = host;
    this.#control = new Link(stream, (plain) => {
      for (const message of this.#decoder.push(plain)) {
        if (message.kind === "response") this.responses.push(message);
      }
    });
    void stream.closed.then(() => this.#closed.add("control"));
  }

  static async connect(runtime: Runtime, host: string, port: number): Promise<AirplayRemote> {
    const stream = await runtime.network.connectTcp({ host, port });
    return new AirplayRemote(runtime, host, stream);
  }

  get control(): TcpStream {
    return this.#control.stream;
  }

  get eventStream(): TcpStream {
    return need(this.#eventLink).stream;
  }

  get dataStream(): TcpStream {
    return need(this.#dataLink).stream;
  }

  isClosed(connection: "control" | "events" | "data"): boolean {
    return this.#closed.has(connection);
  }

  send(method: string, target: string, options: AskOptions = {}): void {
    const { headers = [], body, version = "RTSP/1.0" } = options;
    const isBytes = body === undefined || body instanceof Uint8Array;
    const numbered = version === "RTSP/1.0" ? [["CSeq", String(this.#sequence++)] as const] : [];
    this.#control.write(
      encodeHttpRequest({
        method,
        target,
        version,
        headers: [...numbered, ...headers],
        ...(body !== undefined && { body: isBytes ? body : encodeBplist(body) }),
      }),
    );
  }

  ask(method: string, target: string, options: AskOptions = {}): Promise<HttpResponse> {
    this.send(method, target, options);
    return this.responses.next();
  }

  /** Puts bytes on the control connection as they are. */
  raw(bytes: Uint8Array): void {
    this.#control.stream.write(bytes);
  }

  /** Pairing by PIN; resolves when the TV shows one, with a function that goes on. */
  async pair(pin: () => string, name?: string): Promise<HapCredentials> {
    const headers: HttpHeader[] = name === undefined ? [] : [["X-Apple-Client-Name", name]];
    await this.ask("POST", "/pair-pin-start", { version: "HTTP/1.1", headers });
    const { random } = this.#runtime;
    const dialogue = new PairSetupClient({ messenger: this.messenger("3"), random });
    await dialogue.begin(signal);
    const { credentials } = await dialogue.finish(pin(), signal);
    return credentials;
  }

  async verify(credentials: HapCredentials): Promise<void> {
    const { random } = this.#runtime;
    const messenger = this.messenger("3");
    this.#encrypt(await pairVerify({ messenger, credentials, random, signal }));
  }

  async transient(): Promise<void> {
    const messenger = this.messenger("4");
    this.#encrypt(await transientPairSetup(messenger, this.#runtime.random, signal));
  }

  /** Both SETUPs and RECORD, as a client that does everything right. */
  async openTunnel(seed = 2n ** 63n + 5n): Promise<void> {
    await this.setupEvents();
    await this.ask("RECORD", SESSION_URI);
    await this.setupData(seed);
  }

  setup(body: PlistRecord): Promise<HttpResponse> {
    return this.ask("SETUP", SESSION_URI, { body });
  }

  /** `session`: by default one for remote control alone. */
  async setupEvents(
    session: PlistRecord = { isRemoteControlOnly: true, timingProtocol: "None" },
  ): Promise<PlistDict> {
    const answer = bodyOf(await this.setup(session));
    const decoder = new HttpDecoder();
    const port = Number(answer.get("eventPort"));
    const names = channelKeyNames.airplayEvents;
    this.#eventLink = await this.#open("events", port, names, (plain) => {
      for (const message of decoder.push(plain)) {
        if (message.kind !== "request") continue;
        this.events.push(message);
        if (this.answersEvents) void this.answerEvent(message);
      }
    });
    return answer;
  }

  async answerEvent(request: HttpRequest): Promise<void> {
    const headers: HttpHeader[] = [["CSeq", headerOf(request, "CSeq") ?? ""]];
    // The first one may be there before the link is known by its name.
    await Promise.resolve();
    need(this.#eventLink).write(encodeHttpResponse({ version: "RTSP/1.0", status: 200, headers }));
  }

  setupStream(seed: bigint, type = 130): Promise<HttpResponse> {
    return this.setup({ streams: [{ type, seed, controlType: 2, ...streamNames(this.#runtime) }] });
  }

  async setupData(seed: bigint): Promise<void> {
    const answer = bodyOf(await this.setupStream(seed));
    const streams = answer.get("streams");
    const [stream] = Array.isArray(streams) ? streams : [];
    const port = Number(plistDict(stream)?.get("dataPort"));
    const decoder = new DataFrameDecoder();
    this.#dataLink = await this.#open("data", port, dataStreamKeyNames(seed), (plain) => {
      for (const frame of decoder.push(plain)) this.#frame(frame);
    });
  }

  sendMessages(...messages: readonly MrpMessage[]): void {
    const payload = encodeDataPayload(...messages.map(encodeMrpMessage));
    this.sendFrame({ type: "sync", command: "comm", seqno: 77n, payload });
  }

  sendFrame(frame: DataFrame): void {
    need(this.#dataLink).write(encodeDataFrame(frame));
  }

  writeData(bytes: Uint8Array): void {
    need(this.#dataLink).write(bytes);
  }

  close(): void {
    this.#dataLink?.stream.close();
    this.#eventLink?.stream.close();
    this.#control.stream.close();
  }

  messenger(hkp: "3" | "4"): HapMessenger {
    return {
      exchange: async (kind, body) => {
        const headers: HttpHeader[] = [["X-Apple-HKP", hkp]];
        const options = { version: "HTTP/1.1", headers, body } as const;
        const answer = await this.ask("POST", `/pair-${kind}`, options);
        if (answer.status !== 200) throw new Error(`${answer.status}`);
        return answer.body;
      },
    };
  }

  #encrypt(secret: Secret): void {
    this.#secret = secret;
    this.#control.encrypt(secret, channelKeyNames.airplayControl);
  }

  async #open(
    which: "events" | "data",
    port: number,
    names: ChannelKeyNames,
    receive: (plain: Uint8Array) => void,
  ): Promise<Link> {
    const stream = await this.#runtime.network.connectTcp({ host: this.#host, port });
    void stream.closed.then(() => this.#closed.add(which));
    const malformed = (error: unknown) => this.onMalformed(error);
    return new Link(stream, receive, { secret: need(this.#secret), names, malformed });
  }

  #frame(frame: DataFrame): void {
    this.frames.push(frame);
    for (const bytes of decodeDataPayload(frame.payload)) {
      this.messages.push(decodeMrpMessage(bytes));
    }
    if (frame.type === "sync") {
      this.sendFrame({ type: "rply", command: "", seqno: frame.seqno, payload: new Uint8Array(0) });
    }
  }
}

function streamNames({ random }: Runtime): PlistRecord {
  return {
    channelID: random.uuid().toUpperCase(),
    clientUUID: random.uuid().toUpperCase(),
    clientTypeUUID: REMOTE_CONTROL_UUID,
    wantsDedicatedSocket: true,
  };
}

export function bodyOf(message: { readonly body: Uint8Array }): PlistDict {
  return plistDict(decodeBplist(message.body)) ?? new Map();
}

function need<T>(value: T | null): T {
  if (value === null) throw new Error("that part of the session is not there yet");
  return value;
}
