import { keyPairFromSeed } from "../../src/main/crypto/ed25519.ts";
import { memoryPairings, PairVerifyAccessory } from "../../src/main/hap/accessory.ts";
import type { Credentials, HapCredentials } from "../../src/main/hap/credentials.ts";
import { RecordDecoder, RecordEncoder } from "../../src/main/hap/record.ts";
import { channelKeyNames, deriveChannelKeys, otherSide } from "../../src/main/hap/session-keys.ts";
import { describeAirPlay } from "../../src/main/protocols/airplay/describe.ts";
import { planMedia } from "../../src/main/protocols/airplay/media/plan-media.ts";
import type { Channel, DeviceDescription, MediaItem } from "../../src/main/protocols/plugin.ts";
import type { TcpListener, TcpStream } from "../../src/main/runtime/network.ts";
import { Secret } from "../../src/main/runtime/secret.ts";
import {
  decodeBplist,
  encodeBplist,
  type PlistDict,
  type PlistRecord,
  plistDict,
} from "../../src/main/wire/bplist.ts";
import { utf8 } from "../../src/main/wire/bytes.ts";
import {
  encodeHttpRequest,
  encodeHttpResponse,
  HttpDecoder,
  type HttpRequest,
  type HttpResponseParts,
  headerOf,
} from "../../src/main/wire/http.ts";
import { advertised, type Txt } from "./advertised.ts";
import { openContext } from "./companion-device.ts";
import { MemoryLan } from "./memory-network.ts";
import { testRuntime } from "./runtime.ts";
import { seededRandom } from "./seeded-random.ts";

export const RECEIVER = "10.0.0.9";
export const OURS = "10.0.0.1";
const CONTROL_PORT = 7000;
const EVENT_PORT = 49_200;
export const FILM = "http://10.0.0.1:8080/film.mp4";

export type ScriptedAnswer = Omit<HttpResponseParts, "version"> | "silence" | "hang-up" | "reset";

/** What a receiver announces that has the ways of AirPlay 1 alone; of 2; of tvOS 26. */
export const firstGeneration: Txt = { model: "AppleTV3,2", features: "0x5A7FFFF7,0xE" };
export const thirdParty: Txt = { model: "QN65", features: "0x4A7FDFD5,0x20177FDE" };
export const olderTvOs: Txt = {
  model: "AppleTV6,2",
  osvers: "17.4",
  flags: "0x244",
  features: "0x4A7FDFD5,0xBC177FDE",
};
export const newTvOs: Txt = { ...olderTvOs, model: "AppleTV14,1", osvers: "26.5" };

const ourSeed = new Uint8Array(32).fill(3);
const theirSeed = new Uint8Array(32).fill(4);
export const ourKey: HapCredentials = {
  kind: "hap",
  ourId: "us",
  ourPrivateKey: new Secret(ourSeed),
  theirId: "them",
  theirPublicKey: keyPairFromSeed(theirSeed).publicKey,
};

/** An item of a minute and a half, which is there already. */
export function film(changes: Partial<MediaItem> = {}): MediaItem {
  return {
    urlFor: async () => FILM,
    title: "Holiday",
    mimeType: "video/mp4",
    startS: 0,
    durationS: 90,
    ...changes,
  };
}

/** Asked each second: something of this length plays. */
export function playing(changes: PlistRecord = {}): ScriptedAnswer {
  return infoAnswer({ duration: 90.5, position: 1.5, rate: 1, readyToPlay: true, ...changes });
}

export const idle = () => infoAnswer({ readyToPlay: false, uuid: "123" });

export function infoAnswer(info: PlistRecord): ScriptedAnswer {
  return { status: 200, body: encodeBplist(info) };
}

/** One connection that we opened. */
class Connection {
  readonly stream: TcpStream;
  readonly #verify: PairVerifyAccessory;
  readonly #staysPlain: () => boolean;
  readonly #decoder = new HttpDecoder();
  #encoder: RecordEncoder | undefined;
  #records: RecordDecoder | undefined;
  shared: Secret | undefined;

  constructor(
    stream: TcpStream,
    verify: PairVerifyAccessory,
    staysPlain: () => boolean,
    onRequest: (request: HttpRequest, from: Connection) => void,
  ) {
    this.stream = stream;
    this.#staysPlain = staysPlain;
    this.#verify = verify;
    stream.onData((chunk) => {
      const plain = this.#records ? this.#records.push(chunk) : chunk;
      for (const message of this.#decoder.push(plain)) {
        if (message.kind === "response") continue;
        if (message.target === "/pair-verify") this.#prove(message);
        else onRequest(message, this);
      }
    });
  }

  send(bytes: Uint8Array): void {
    this.stream.write(this.#encoder ? this.#encoder.encode(bytes) : bytes);
  }

  #prove(request: HttpRequest): void {
    const body = this.#verify.handle(request.body);
    const headers = [["Content-Type", "application/octet-stream"]] as const;
    this.send(encodeHttpResponse({ version: "HTTP/1.1", status: 200, headers, body }));
    const shared = this.#verify.verified?.sharedSecret;
    if (shared === undefined || this.#staysPlain()) return;
    this.shared = shared;
    const keys = otherSide(deriveChannelKeys(shared, channelKeyNames.airplayControl));
    this.#encoder = new RecordEncoder(keys.output);
    this.#records = new RecordDecoder(keys.input);
  }
}

/**
 * Plays a receiver of media line by line on a LAN in memory: what each request is answered with is
 * up to the test, and what is right unless it says otherwise.
 */
export class ScriptedMediaReceiver {
  readonly lan = new MemoryLan();
  readonly runtime = testRuntime({ network: this.lan.host(OURS) });
  readonly requests: HttpRequest[] = [];
  readonly connections: Connection[] = [];
  /** By method and path, without what follows `?`. Undefined: the usual answer. */
  script: (request: HttpRequest, path: string) => ScriptedAnswer | undefined = () => undefined;
  /** From this connection on nothing is encrypted once keys are proved, as with AirPlay 1. */
  plainFrom = Number.POSITIVE_INFINITY;
  #info: () => ScriptedAnswer = idle;
  #events: { readonly stream: TcpStream; readonly encoder: RecordEncoder } | undefined;
  #cseq = 0;
  readonly #listeners: TcpListener[] = [];
  readonly #txt: Txt;

  static async start(txt: Txt): Promise<ScriptedMediaReceiver> {
    const receiver = new ScriptedMediaReceiver(txt);
    await receiver.#listen(CONTROL_PORT, (stream) => receiver.#onControl(stream));
    await receiver.#listen(EVENT_PORT, (stream) => {
      const { shared } = [...receiver.connections].reverse().find((one) => one.shared) ?? {};
      if (shared === undefined) throw new Error("events before keys");
      const keys = otherSide(deriveChannelKeys(shared, channelKeyNames.airplayEvents));
      stream.onData(() => {});
      receiver.#events = { stream, encoder: new RecordEncoder(keys.output) };
    });
    return receiver;
  }

  private constructor(txt: Txt) {
    this.#txt = txt;
  }

  /** Answers to `/playback-info`, from now on. */
  tells(info: ScriptedAnswer | (() => ScriptedAnswer)): void {
    this.#info = typeof info === "function" ? info : () => info;
  }

  get device(): DeviceDescription {
    const service = advertised("_airplay._tcp", this.#txt, { addresses: [RECEIVER] });
    const services = [{ ...describeAirPlay(service), advertised: service }];
    return { identifiers: ["r"], name: "Den", addresses: [RECEIVER], services };
  }

  async open(credentials: Credentials = { airplay: ourKey }): Promise<Channel> {
    const [plan] = planMedia(this.device, credentials);
    if (plan === undefined) throw new Error("there should be a plan");
    return plan.open(openContext(this.runtime));
  }

  /** `POST /play` for every request whose path is that, and so on. */
  asked(line: string): HttpRequest[] {
    return this.requests.filter((request) => lineOf(request) === line);
  }

  get lines(): string[] {
    return this.requests.map(lineOf);
  }

  /** What `/command` carried, by its type. */
  commands(type?: string): PlistDict[] {
    return this.asked("POST /command")
      .map(({ body }) => commandIn(body))
      .filter((command) => type === undefined || command.get("type") === type);
  }

  /** Tells something on the event channel of AirPlay 2. */
  emit(message: PlistRecord): void {
    const body = encodeBplist({ params: { data: encodeBplist(message) } });
    const headers = [["CSeq", `${this.#cseq++}`]] as const;
    const request = {
      method: "POST",
      target: "/command",
      version: "RTSP/1.0",
      headers,
      body,
    } as const;
    this.emitRaw(encodeHttpRequest(request));
  }

  emitRaw(bytes: Uint8Array): void {
    if (this.#events === undefined) throw new Error("there is no event channel");
    this.#events.stream.write(this.#events.encoder.encode(bytes));
  }

  /** Ends what is connected, in order. */
  hangUp(): void {
    for (const { stream } of this.connections) stream.close();
  }

  async close(): Promise<void> {
    await Promise.all(this.#listeners.map((listener) => listener.close()));
  }

  #onControl(stream: TcpStream): void {
    const verify = new PairVerifyAccessory({
      identity: { id: "them", seed: new Secret(theirSeed) },
      pairings: memoryPairings([["us", keyPairFromSeed(ourSeed).publicKey]]),
      random: seededRandom(5),
    });
    const at = this.connections.length;
    const staysPlain = () => at >= this.plainFrom;
    this.connections.push(
      new Connection(stream, verify, staysPlain, (request, from) => {
        this.requests.push(request);
        this.#answer(request, from);
      }),
    );
  }

  #answer(request: HttpRequest, from: Connection): void {
    const path = pathOf(request);
    const answer = this.script(request, path) ?? this.#usual(request, path);
    if (answer === "silence") return;
    if (answer === "hang-up" || answer === "reset") {
      if (answer === "reset") from.stream.abort();
      else from.stream.close();
      return;
    }
    const cseq = headerOf(request, "CSeq");
    const headers = [...(answer.headers ?? []), ...(cseq ? [["CSeq", cseq] as const] : [])];
    from.send(encodeHttpResponse({ ...answer, headers, version: request.version }));
  }

  #usual(request: HttpRequest, path: string): ScriptedAnswer {
    if (path === "/playback-info") return this.#info();
    if (request.method !== "SETUP") return { status: path === "/reverse" ? 404 : 200 };
    const asked = plistDict(decodeBplist(request.body));
    const answer = asked?.has("streams")
      ? { streams: [{ type: 130, streamID: 7 }] }
      : { eventPort: EVENT_PORT, timingPort: 0 };
    return { status: 200, body: encodeBplist(answer) };
  }

  async #listen(port: number, accept: (stream: TcpStream) => void): Promise<void> {
    this.#listeners.push(await this.lan.host(RECEIVER).listenTcp({ host: RECEIVER, port }, accept));
  }
}

export function commandIn(body: Uint8Array): PlistDict {
  const data = plistDict(plistDict(decodeBplist(body))?.get("params"))?.get("data");
  const command = data instanceof Uint8Array ? plistDict(decodeBplist(data)) : undefined;
  if (command === undefined) throw new Error("no command");
  return command;
}

export function plistOf(request: HttpRequest | undefined): PlistDict {
  const root = request && plistDict(decodeBplist(request.body));
  if (root === undefined) throw new Error("no property list");
  return root;
}

function pathOf({ target }: HttpRequest): string {
  return target.startsWith("rtsp:") ? "" : (target.split("?")[0] ?? "");
}

function lineOf(request: HttpRequest): string {
  return `${request.method} ${pathOf(request)}`.trim();
}

/** The event of AirPlay 1: XML, on the connection that `/reverse` turned round. */
export function xmlEvent(state: string, reason?: string): Uint8Array {
  const why = reason ? `<key>reason</key><string>${reason}</string>` : "";
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict><key>category</key><string>video</string><key>state</key><string>${state}</string>${why}</dict></plist>`;
  return encodeHttpRequest({
    method: "POST",
    target: "/event",
    version: "HTTP/1.1",
    headers: [["Content-Type", "text/x-apple-plist+xml"]],
    body: utf8(body),
  });
}
