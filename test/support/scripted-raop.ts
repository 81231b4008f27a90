import type { Credentials } from "../../src/main/hap/credentials.ts";
import type {
  Channel,
  DeviceDescription,
  OpenContext,
  RememberedVolume,
  SoundJoin,
  SoundPart,
} from "../../src/main/protocols/plugin.ts";
import { raop } from "../../src/main/protocols/raop/plugin.ts";
import type { TcpStream } from "../../src/main/runtime/network.ts";
import {
  encodeHttpResponse,
  HttpDecoder,
  type HttpRequest,
  type HttpResponseParts,
  headerOf,
} from "../../src/main/wire/http.ts";
import { advertised } from "./advertised.ts";
import { testIdentity } from "./companion-device.ts";
import { FakeSound } from "./fake-sound.ts";
import { MemoryLan } from "./memory-network.ts";
import { testRuntime } from "./runtime.ts";

export const SPEAKER = "10.0.0.9";
const PORT = 5000;

export type Answer = Omit<HttpResponseParts, "version">;

/** What a speaker of AirPlay 1 answers: yes to everything, and where sound is to go. */
export function usualSpeaker({ method, target }: HttpRequest): Answer {
  if (method === "GET" || target === "/feedback") return { status: 404 };
  if (method !== "SETUP") return { status: 200 };
  const transport = "RTP/AVP/UDP;unicast;mode=record;server_port=6010;control_port=6011";
  return {
    status: 200,
    headers: [
      ["Transport", `${transport};timing_port=6012`],
      ["Session", "DEADBEEF;timeout=60"],
    ],
  };
}

/** A speaker of AirPlay 1 that answers what a test tells it to, and whoever sends sound to it. */
export class ScriptedSpeaker {
  readonly lan = new MemoryLan();
  readonly runtime = testRuntime({ network: this.lan.host("10.0.0.1") });
  readonly requests: HttpRequest[] = [];
  readonly streams: TcpStream[] = [];
  readonly sound = new FakeSound();
  readonly commands: unknown[] = [];
  channel: Channel | undefined;
  /** Null: it never answers. */
  script: (request: HttpRequest) => Answer | null = usualSpeaker;
  listens: (() => Promise<void>) | undefined;

  static async start(
    txt: Record<string, string> = { et: "0,1", cn: "0,1", md: "0,1,2" },
    credentials: Credentials = {},
    volume?: RememberedVolume,
  ): Promise<ScriptedSpeaker> {
    const speaker = new ScriptedSpeaker();
    const network = speaker.lan.host(SPEAKER);
    const listener = await network.listenTcp({ host: SPEAKER, port: PORT }, (stream) =>
      speaker.#accept(stream),
    );
    speaker.listens = () => listener.close();
    const [plan] = raop.plan(speakerDevice(txt), credentials);
    speaker.channel = await plan?.open({ ...speaker.context, ...(volume && { volume }) });
    return speaker;
  }

  get context(): OpenContext {
    const { signal } = new AbortController();
    return {
      runtime: this.runtime,
      signal,
      identity: testIdentity,
      controllerName: "Armchair (test)",
    };
  }

  join(changes: Partial<SoundJoin> = {}): SoundJoin {
    return {
      session: this.sound,
      volume: 50,
      delayMs: 0,
      pass: { dacpId: "0011223344556677", activeRemote: 1234567 },
      controls: {
        command: async (command) => void this.commands.push(command),
        seek: async (seconds) => void this.commands.push(seconds),
      },
      ...changes,
    };
  }

  play(
    changes: Partial<SoundJoin> = {},
    signal: AbortSignal = new AbortController().signal,
  ): Promise<SoundPart> {
    const playSound = this.channel?.operations.playSound;
    if (playSound === undefined) throw new Error("it takes no sound");
    return playSound(this.join(changes), signal);
  }

  /** Of the requests so far, in order. */
  get methods(): string[] {
    return this.requests.map(({ method, target }) =>
      target.startsWith("rtsp:") || target === "*" ? method : `${method} ${target}`,
    );
  }

  request(method: string, at = 0): HttpRequest {
    const request = this.requests.filter((asked) => asked.method === method).at(at);
    if (request === undefined) throw new Error(`it was not asked to ${method}`);
    return request;
  }

  /** Bodies of SET_PARAMETER of that type, as text. */
  told(type: string): string[] {
    return this.requests
      .filter((one) => one.method === "SET_PARAMETER" && headerOf(one, "Content-Type") === type)
      .map(({ body }) => Buffer.from(body).toString("utf8"));
  }

  /** Gives the usual answer to the request before, at last. */
  answerLast(): void {
    const request = this.requests.at(-1);
    if (request) this.#answer(this.streams.at(-1), request, usualSpeaker(request));
  }

  /** Lets everything happen that needs no time. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 60; turn++) await new Promise((next) => setImmediate(next));
  }

  async stop(): Promise<void> {
    await this.channel?.close();
    await this.listens?.();
  }

  #accept(stream: TcpStream): void {
    this.streams.push(stream);
    const decoder = new HttpDecoder();
    stream.onData((chunk) => {
      for (const message of decoder.push(chunk)) {
        if (message.kind !== "request") continue;
        this.requests.push(message);
        this.#answer(stream, message, this.script(message));
      }
    });
  }

  #answer(stream: TcpStream | undefined, request: HttpRequest, answer: Answer | null): void {
    if (answer === null) return;
    const number = ["CSeq", headerOf(request, "CSeq") ?? "0"] as const;
    const headers = [number, ...(answer.headers ?? [])];
    stream?.write(encodeHttpResponse({ ...answer, headers, version: request.version }));
  }
}

/** A device with one service, announced with this TXT record. */
export function speakerDevice(txt: Record<string, string>): DeviceDescription {
  const options = { addresses: [SPEAKER], port: PORT, instance: "AABBCCDDEEFF@Speaker" };
  const service = advertised("_raop._tcp", txt, options);
  const description = raop.describe(service, [service]);
  if (description === undefined) throw new Error("a RAOP service");
  return {
    identifiers: ["AABBCCDDEEFF"],
    name: "Speaker",
    addresses: [SPEAKER],
    services: [{ ...description, advertised: service }],
  };
}
