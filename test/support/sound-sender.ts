import type { DatagramSocket } from "../../src/main/runtime/network.ts";
import type { Runtime } from "../../src/main/runtime/runtime.ts";
import { HttpTalk, type TalkOptions } from "./http-talk.ts";

const NTP_EPOCH_S = 2_208_988_800;
const TARGET = "rtsp://10.0.0.101/1";
const FRAMES = 352;

/** How RTSP names a session of sound in the plain. */
export const SDP_L16 = sdp("L16/44100/2");
export const SDP_ALAC = sdp("AppleLossless");

export function sdp(codec: string, ...more: readonly string[]): string {
  const lines = [
    "v=0",
    "o=iTunes 1 0 IN IP4 10.0.0.101",
    "s=iTunes",
    "c=IN IP4 10.0.0.2",
    "t=0 0",
    "m=audio 0 RTP/AVP 96",
    `a=rtpmap:96 ${codec}`,
    "a=fmtp:96 352 0 16 40 10 14 2 255 0 0 44100",
    ...more,
  ];
  return `${lines.join("\r\n")}\r\n`;
}

/** A sender of AirPlay 1 sound that does what it is told, and no more. */
export class SoundSender {
  readonly talk: HttpTalk;
  readonly #runtime: Runtime;
  readonly #host: string;
  readonly sound: DatagramSocket;
  readonly control: DatagramSocket;
  readonly timing: DatagramSocket;
  /** What the receiver asked for again: first and count. */
  readonly askedAgain: (readonly [number, number])[] = [];
  /** How the sender's clock stands against the wall. */
  clockAheadMs = 0;
  #ports = { sound: 0, control: 0 };

  private constructor(
    runtime: Runtime,
    host: string,
    talk: HttpTalk,
    [sound, control, timing]: readonly [DatagramSocket, DatagramSocket, DatagramSocket],
  ) {
    this.#runtime = runtime;
    this.#host = host;
    this.talk = talk;
    this.sound = sound;
    this.control = control;
    this.timing = timing;
    control.onMessage(({ bytes }) => {
      const view = viewOf(bytes);
      this.askedAgain.push([view.getUint16(4), view.getUint16(6)]);
    });
    timing.onMessage(({ bytes, address, port }) => timing.send(this.#time(bytes), address, port));
  }

  static async connect(runtime: Runtime, host: string, port: number): Promise<SoundSender> {
    const talk = await HttpTalk.connect(runtime, host, port);
    const { localAddress } = talk.stream;
    const open = () => runtime.network.openUdp({ host: localAddress, family: 4 });
    const sockets = [await open(), await open(), await open()] as const;
    return new SoundSender(runtime, host, talk, sockets);
  }

  ask(method: string, { headers = [], body }: TalkOptions = {}, target = TARGET) {
    return this.talk.ask(method, target, { headers, ...(body !== undefined && { body }) });
  }

  announce(text: string) {
    const body = new TextEncoder().encode(text);
    return this.ask("ANNOUNCE", { headers: [["Content-Type", "application/sdp"]], body });
  }

  async setup() {
    const ports = `control_port=${this.control.port};timing_port=${this.timing.port}`;
    const transport = `RTP/AVP/UDP;unicast;interleaved=0-1;mode=record;${ports}`;
    const answer = await this.ask("SETUP", { headers: [["Transport", transport]] });
    const told = answer.headers.find(([name]) => name === "Transport")?.[1] ?? "";
    const port = (name: string) => Number(new RegExp(`${name}_port=(\\d+)`).exec(told)?.[1] ?? 0);
    this.#ports = { sound: port("server"), control: port("control") };
    return answer;
  }

  /** `RECORD`, `FLUSH`: with what comes next. */
  at(method: string, sequence: number, rtpTime: number) {
    return this.ask(method, { headers: [["RTP-Info", `seq=${sequence};rtptime=${rtpTime}`]] });
  }

  packet(sequence: number, rtpTime: number, payload: Uint8Array, marker = false): Uint8Array {
    const packet = new Uint8Array(12 + payload.length);
    const view = viewOf(packet);
    packet.set([0x80, marker ? 0xe0 : 0x60]);
    view.setUint16(2, sequence & 0xffff);
    view.setUint32(4, rtpTime);
    packet.set(payload, 12);
    return packet;
  }

  send(packet: Uint8Array): void {
    this.sound.send(packet, this.#host, this.#ports.sound);
  }

  resend(packet: Uint8Array): void {
    const answer = Uint8Array.of(0x80, 0xd6, packet[2] ?? 0, packet[3] ?? 0, ...packet);
    this.control.send(answer, this.#host, this.#ports.control);
  }

  /** `rtpNow`, and 11,025 frames before it that, sounds now. */
  sync(rtpNow: number, rtpNext: number, isFirst = false): void {
    const packet = new Uint8Array(20);
    const view = viewOf(packet);
    packet.set([isFirst ? 0x90 : 0x80, 0xd4, 0, 7]);
    view.setUint32(4, rtpNow);
    this.#stamp(view, 8);
    view.setUint32(16, rtpNext);
    this.control.send(packet, this.#host, this.#ports.control);
  }

  close(): void {
    this.talk.stream.close();
    for (const socket of [this.sound, this.control, this.timing]) socket.close();
  }

  #time(question: Uint8Array): Uint8Array {
    const answer = new Uint8Array(32);
    const view = viewOf(answer);
    answer.set([0x80, 0xd3, 0, 7]);
    answer.set(question.subarray(24, 32), 8);
    this.#stamp(view, 16);
    this.#stamp(view, 24);
    return answer;
  }

  #stamp(view: DataView, at: number): void {
    const ms = this.#runtime.clock.wallMs() + this.clockAheadMs;
    view.setUint32(at, Math.floor(ms / 1000) + NTP_EPOCH_S);
    view.setUint32(at + 4, Math.floor(((ms % 1000) / 1000) * 2 ** 32));
  }
}

/** Packets of L16, whose samples are all different. */
export function l16(index: number): { readonly payload: Uint8Array; readonly samples: Int16Array } {
  const samples = Int16Array.from({ length: FRAMES * 2 }, (_, at) => (index * 1000 + at) & 0x7fff);
  const payload = new Uint8Array(samples.length * 2);
  const view = viewOf(payload);
  for (const [at, sample] of samples.entries()) view.setInt16(at * 2, sample);
  return { payload, samples };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
